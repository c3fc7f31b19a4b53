"""Built-in functions on contexts."""

from server.domain.feel.refusals import Unfit
from server.domain.feel.signatures import feel
from server.domain.feel.values import Value


@feel("get value(context: context, keys: list)")
def get_deep_value(context: dict[str, Value], keys: list[Value]) -> Value:
    value: Value = context
    for key in keys:
        inside = isinstance(value, dict) and isinstance(key, str)
        value = value.get(key) if inside else None
    return value


@feel("get value(m: context, key: string)")
def get_value(m: dict[str, Value], key: str) -> Value:
    return m.get(key)


@feel("get entries(m: context)")
def get_entries(m: dict[str, Value]) -> Value:
    return [{"key": key, "value": value} for key, value in m.items()]


@feel("context(entries: list)")
def context(entries: list[Value]) -> Value:
    made: dict[str, Value] = {}
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("key"), str):
            raise Unfit("条目应有键和值", "an entry needs key and value")
        if "value" not in entry or entry["key"] in made:
            raise Unfit("条目缺值或键重复", "an entry lacks its value or repeats a key")
        made[entry["key"]] = entry["value"]
    return made


@feel("context put(context: context, keys: list, value: any)")
def context_put_deep(context: dict[str, Value], keys: list[Value], value: Value) -> Value:
    if not keys or not all(isinstance(key, str) for key in keys):
        raise Unfit("键应为文本列表", "the keys have to be texts")
    key, *rest = keys
    if not rest:
        return {**context, key: value}
    inner = context.get(key)
    if not isinstance(inner, dict):
        raise Unfit("路径上不是上下文", "there is no context on the way")
    return {**context, key: context_put_deep(inner, rest, value)}


@feel("context put(context: context, key: string, value: any)")
def context_put(context: dict[str, Value], key: str, value: Value) -> Value:
    return {**context, key: value}


@feel("context merge(contexts: list)")
def context_merge(contexts: list[Value]) -> Value:
    merged: dict[str, Value] = {}
    for one in contexts:
        if not isinstance(one, dict):
            raise Unfit("列表中有非上下文项", "the list holds other things than contexts")
        merged.update(one)
    return merged
