"""What begins with the commit of an act, in the statement that writes it: jobs, events for hooks, bells."""

from server.domain.ports import Queue

JOBS = """SELECT procrastinate_defer_jobs_v1(ARRAY(
  SELECT ROW(j.queue, j.task, 0, NULL, j.lock, j.args, NULL)::procrastinate_job_to_defer_v1
  FROM unnest(%(job_queue)s::text[], %(job_task)s::text[], %(job_lock)s::text[],
    %(job_args)s::jsonb[]) AS j (queue, task, lock, args)
  WHERE j.lock IS NULL OR NOT EXISTS (
    SELECT FROM procrastinate_jobs q WHERE q.queueing_lock = j.lock AND q.status = 'todo')))"""

EVENTS = f"""SELECT procrastinate_defer_jobs_v1(ARRAY(
  SELECT ROW('{Queue.INSIDE}', 'spread_events', 0, NULL, NULL,
    json_build_object('entries', e.entries), NULL)::procrastinate_job_to_defer_v1
  FROM unnest(%(event_entries)s::text[]) AS e (entries)))
WHERE EXISTS (SELECT FROM hooks WHERE state = 'on' AND salt IS NOT NULL
  AND kinds && %(event_kinds)s::text[])"""  # noqa: S608  # texts of ours
"""Hooks are told, where any hears of such facts; one that doesn't is not even looked at."""
A_JOB = 200
"""How many entries one job looks through."""

BELLS = "SELECT count(pg_notify('muster_bells', b.name)) FROM unnest(%(bells)s::text[]) AS b (name)"
"""Rings for open pages at the commit."""
