"""Which member of a step of many a branch stands for, as part of other statements."""

from typing import Any

from server.domain.work import Membership

MEMBER = """m.position AS member_position, fm.total AS member_count,
  coalesce(mb.name, m.title, '') AS member_value, coalesce(mb.name_en, '') AS member_value_en"""
"""What is read of it; a member that is the id of a body is called by the body's name."""

FROM_MEMBER = """LEFT JOIN fan_outs fc ON fc.id = c.fan_out
  LEFT JOIN cases m ON m.id = CASE WHEN fc.total = 1 THEN c.parent ELSE c.id END
    AND m.fan_out IS NOT NULL
  LEFT JOIN fan_outs fm ON fm.id = m.fan_out AND fm.total > 1
  LEFT JOIN bodies mb ON mb.id = m.title"""
"""The case ``c`` is the branch of a member, or the only branch of a call or of work inside one."""


def membership(row: Any) -> Membership | None:
    """A row read by ``MEMBER`` as pages know it; None where there is no member beside others."""
    if row.member_count is None:
        return None
    return Membership(
        index=row.member_position + 1,
        count=row.member_count,
        value=row.member_value,
        value_en=row.member_value_en,
    )
