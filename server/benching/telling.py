"""From what was measured to the figures that are printed."""

import os

from server.benching.figures import Cost, Count, Figure, Measured, quantile
from server.benching.plan import ALONE, CREATE, PAGES, TASKS

ACTS = {
    CREATE: ("发起并到首个任务", "create and run to the first task"),
    "task_a": ("提交任务甲（分出两支）", "submit task A (splits in two)"),
    "task_b": ("提交任务乙", "submit task B"),
    "task_c": ("提交任务丙（汇聚、判断）", "submit task C (joins, decides)"),
    "task_d": ("提交任务丁（办结）", "submit task D (ends the case)"),
    **{name: (zh, en) for name, (zh, en, _) in PAGES.items()},
}


def figures_of(measured: Measured) -> list[Figure]:
    """The figures that have bars, in the order in which they are printed."""
    return [*_submit(measured), *_create(measured), *_rest(measured)]


def told(measured: Measured) -> dict[str, object]:
    """All of it for a script."""
    return {
        "cases": measured.cases,
        "clients": measured.clients,
        "machine": {
            "slowed": round(measured.slowed, 2),
            "load": measured.load,
            "processors": os.cpu_count(),
        },
        "figures": [one.told() for one in figures_of(measured)],
        "acts": {name: act_of(measured, name) for name in ACTS},
        "alone": {
            "own_ms": round(measured.costs[ALONE].server_ms, 3),
            "database_ms": round(measured.costs[ALONE].database_ms, 3),
        },
        "bytes_by_table": {name: round(size) for name, size in measured.sizes.items() if size},
        "idle_ms_per_second": round(measured.idle_ms, 2),
    }


def act_of(measured: Measured, name: str) -> dict[str, float]:
    """One act: processor time, waiting, and what it asks of the database."""
    cost, count = measured.costs[name], measured.counts[name]
    return {
        "server_ms": round(cost.server_ms, 3),
        "database_ms": round(cost.database_ms, 3),
        "both_ms": round(cost.both_ms, 3),
        "wall_p50_ms": round(cost.waited_ms(0.5), 2),
        "wall_p95_ms": round(cost.waited_ms(0.95), 2),
        "statements": count.statements,
        "commits": count.commits,
    }


def _submit(measured: Measured) -> list[Figure]:
    zh, en = "提交任务", "submit a task over HTTP"
    worst = _worst([measured.counts[name] for name in TASKS])
    return [
        _cpu("submit_cpu", zh, en, measured.mean(*TASKS), (4.0, 1.5)),
        *_counts("submit", zh, en, worst),
    ]


def _create(measured: Measured) -> list[Figure]:
    zh, en = "发起事项", "create and run to the first task"
    return [
        _cpu("create_cpu", zh, en, measured.costs[CREATE], (5.0, 2.0)),
        *_counts("create", zh, en, measured.counts[CREATE]),
    ]


def _cpu(name: str, zh: str, en: str, cost: Cost, bars: tuple[float, float]) -> Figure:
    must, goal = bars
    return Figure(name=name, zh=zh, en=en, value=cost.both_ms, unit="ms CPU", must=must, goal=goal)


def _counts(name: str, zh: str, en: str, count: Count) -> list[Figure]:
    return [
        Figure(
            name=f"{name}_statements",
            zh=f"{zh}：语句",
            en=f"{en}: statements",
            value=count.statements,
            unit="",
            must=12,
        ),
        Figure(
            name=f"{name}_commits",
            zh=f"{zh}：提交",
            en=f"{en}: commits",
            value=count.commits,
            unit="",
            must=1,
        ),
    ]


def _worst(counts: list[Count]) -> Count:
    return Count(
        statements=max(count.statements for count in counts),
        commits=max(count.commits for count in counts),
    )


def _rest(measured: Measured) -> list[Figure]:
    alone = measured.costs[ALONE]
    size = sum(measured.sizes.values()) - measured.sizes["requests"]
    p99 = quantile(measured.crowd, 0.99) * 1000
    return [
        _cpu("alone_cpu", "仅引擎与数据库", "engine and store alone", alone, (1.5, 0.8)),
        Figure(
            name="completions_per_second",
            zh=f"{measured.clients} 人同时办理，每秒",
            en=f"completions a second, {measured.clients} clients",
            value=measured.per_second,
            unit="/s",
            must=500,
            goal=1500,
            more_is_better=True,
        ),
        Figure(
            name="completions_p99",
            zh="同时办理时 99% 的等待",
            en="p99 meanwhile",
            value=p99,
            unit="ms",
            must=50,
        ),
        Figure(
            name="bytes_per_case",
            zh="办结事项占用",
            en="a finished case",
            value=size / 1000,
            unit="kB",
            must=6,
            goal=3,
        ),
        Figure(
            name="request_keys",
            zh="请求键（过期即删）",
            en="its request keys, which expire",
            value=measured.sizes["requests"] / 1000,
            unit="kB",
        ),
    ]
