"""Boxes and lines on paper."""

from __future__ import annotations

from dataclasses import dataclass, field

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """The point in the middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, dx: float, dy: float) -> Box:
        """The same box elsewhere."""
        return Box(x=self.x + dx, y=self.y + dy, width=self.width, height=self.height)

    def grown(self, by: float) -> Box:
        """The box with a margin around it."""
        return Box(
            x=self.x - by, y=self.y - by, width=self.width + 2 * by, height=self.height + 2 * by
        )

    def meets(self, other: Box) -> bool:
        """Whether two boxes share ground."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def has(self, point: Point) -> bool:
        """Whether a point lies inside."""
        return self.x < point[0] < self.right and self.y < point[1] < self.bottom

    def holds(self, other: Box) -> bool:
        """Whether the other box lies wholly inside."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


@dataclass(slots=True, kw_only=True)
class Picture:
    """Where everything lies, by the id of its element."""

    boxes: dict[str, Box] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)
    lines: dict[str, list[Point]] = field(default_factory=dict)

    def put(self, other: Picture, dx: float, dy: float) -> None:
        """Lay another picture into this one."""
        self.boxes |= {key: box.moved(dx, dy) for key, box in other.boxes.items()}
        self.labels |= {key: box.moved(dx, dy) for key, box in other.labels.items()}
        for key, line in other.lines.items():
            self.lines[key] = [(x + dx, y + dy) for x, y in line]

    @property
    def outline(self) -> Box:
        """The smallest box around everything; an empty picture is a point."""
        boxes = [*self.boxes.values(), *self.labels.values()]
        points = [point for line in self.lines.values() for point in line]
        xs = [edge for box in boxes for edge in (box.x, box.right)] + [x for x, _ in points]
        ys = [edge for box in boxes for edge in (box.y, box.bottom)] + [y for _, y in points]
        left, top = min(xs, default=0.0), min(ys, default=0.0)
        return Box(
            x=left, y=top, width=max(xs, default=0.0) - left, height=max(ys, default=0.0) - top
        )


def around(boxes: list[Box]) -> Box:
    """The smallest box around some."""
    return Picture(boxes={str(at): box for at, box in enumerate(boxes)}).outline


def straightened(line: list[Point]) -> list[Point]:
    """The line without points that make no corner."""
    points: list[Point] = []
    for point in line:
        if points and _same(points[-1], point):
            continue
        if len(points) > 1 and _in_line(points[-2], points[-1], point):
            points[-1] = point
        else:
            points.append(point)
    return points


def _same(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) + abs(one[1] - other[1]) < 1e-6  # noqa: PLR2004  # rounding


def _in_line(one: Point, two: Point, three: Point) -> bool:
    return (one[0] == two[0] == three[0]) or (one[1] == two[1] == three[1])
