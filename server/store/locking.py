"""How a case is locked, by itself or by what belongs to it; with a piece of work its vote first."""

LOCK = "SELECT FROM cases WHERE id = %(case)s FOR NO KEY UPDATE"
"""Locks one case. What it says is read by the next statement, because this one, after a wait,
would still see everything but the locked row as it was before the wait."""


def lock_of_case(table: str, name: str, column: str = "case_id") -> str:
    """Locks the case that a row of another table belongs to: the row named by this parameter.

    The case and not the row, because whoever moves a case locks it first and changes its rows
    afterwards.
    """
    found = f"SELECT {column} FROM {table} WHERE id = %({name})s"  # noqa: S608  # texts of ours
    return f"SELECT FROM cases WHERE id = ({found}) FOR NO KEY UPDATE"  # texts of ours


LOCK_OF_ITEM = """WITH vote AS MATERIALIZED (
  SELECT f.id FROM work_items w JOIN cases c ON c.id = w.case_id
    JOIN polls p ON p.fan_out = c.fan_out JOIN fan_outs f ON f.id = p.fan_out
  WHERE w.id = %(item)s FOR NO KEY UPDATE OF f)
SELECT FROM cases WHERE id = (SELECT case_id FROM work_items WHERE id = %(item)s)
  AND (SELECT count(*) FROM vote) >= 0 FOR NO KEY UPDATE"""
"""Locks the case of an item. A vote may end at any answer, and whoever ends it takes the others away; so
its count is locked before its branches are, or each of many who vote at once would wait for another."""
