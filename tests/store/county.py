"""The small county that the stage shows: four bodies, three posts, one process."""

from server.domain.ids import BodyId, PostId, ProcessKey
from server.domain.people import Body, BodyKind, Level, Post
from server.domain.process import LaneSeat, Sources

SOURCES = Sources(
    key=ProcessKey("whistle"),
    title="乡街吹哨、部门报到",
    title_en="Whistle",
    diagram=b"<definitions/>",
    owner="command_centre",
    law=("《县级办法》第一条",),
    starter=("township_officer",),
    start_form="whistle/order",
    title_value="subject",
    number="SH",
    lanes={"乡镇": LaneSeat(org="starter", role="township_officer")},
    decisions={"sla.dmn": b"<dmn/>"},
    forms={"whistle/order": b"{}", "whistle/report": b"[]"},
)


def _body(key: str, name: str, kind: BodyKind, **more: object) -> Body:
    return Body(
        id=BodyId(key),
        name=name,
        name_en=key.title(),
        short_name=name[:2],
        kind=kind,
        level=Level.COUNTY,
        **{"parent": None, "located_in": None, **more},  # type: ignore[arg-type]
    )


BODIES = (
    _body("county", "示例县人民政府", BodyKind.GOVERNMENT),
    _body(
        "zjj", "住房和城乡建设局", BodyKind.DEPARTMENT, parent="county", fields=("housing", "fire")
    ),
    _body("buguan", "埠关镇", BodyKind.TOWNSHIP, parent="county"),
    _body("sfs", "埠关司法所", BodyKind.JUSTICE_OFFICE, parent="zjj", located_in="buguan"),
)
POSTS = (
    Post(
        id=PostId("buguan.officer"),
        body=BodyId("buguan"),
        title="经办人",
        title_en="Officer",
        roles=frozenset({"township_officer"}),
    ),
    Post(
        id=PostId("zjj.head"),
        body=BodyId("zjj"),
        title="局长",
        title_en="Head",
        roles=frozenset({"dept_head"}),
    ),
    Post(
        id=PostId("zjj.officer"),
        body=BodyId("zjj"),
        title="科员",
        title_en="Clerk",
        roles=frozenset({"dept_officer"}),
    ),
)
