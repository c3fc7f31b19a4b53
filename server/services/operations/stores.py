"""The county's own tables, as data stores that a diagram may read (``bodies.read``).

What is given beside (``where``) narrows: only rows whose fields equal it. The answer lies under
``value``, as every store gives it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.county_time import day_of
from server.domain.errors import NoSuchField
from server.domain.registers import is_there

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.domain.values import Value, Values
    from server.services.operations import Scene


def bodies(scene: Scene, where: Values) -> Values:
    """Reads the bodies of the county that are there that day."""
    rows = (
        {
            "id": str(body.id),
            "name": body.name,
            "nameEn": body.name_en,
            "shortName": body.short_name,
            "kind": body.kind.value,
            "level": body.level.value,
            "parent": body.parent,
            "locatedIn": body.located_in,
        }
        for body in scene.county.bodies_on(day_of(scene.moment))
    )
    return _matching(rows, where)


def posts(scene: Scene, where: Values) -> Values:
    """Reads the posts that are there that day, with their roles and without who holds them."""
    rows = (
        {
            "id": str(post.id),
            "body": str(post.body),
            "title": post.title,
            "titleEn": post.title_en,
            "roles": sorted(post.roles),
        }
        for post in scene.unit.people.posts()
        if is_there(post, day_of(scene.moment))
    )
    return _matching(rows, where)


def catalogue(scene: Scene, where: Values) -> Values:
    """Reads the catalogue of enforcement items."""
    rows = (
        {
            "code": item.code,
            "name": item.name,
            "nameEn": item.name_en,
            "type": item.type.value,
            "holders": list(item.holders),
            "townships": list(item.townships),
            "devolution": item.devolution.value,
        }
        for item in scene.county.catalogue.items
    )
    return _matching(rows, where)


def _matching(rows: Iterable[dict[str, Value]], where: Values) -> Values:
    found = list(rows)
    for name in where:
        if found and name not in found[0]:
            raise NoSuchField(field=name, fields=", ".join(found[0]))
    wanted = [row for row in found if all(row[name] == where[name] for name in where)]
    return {"value": wanted}
