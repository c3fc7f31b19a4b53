"""A county whose inbox is full: open work on twenty desks of one person, what they did and started, and matters of others."""

from server.ground import Database

DESKS = 20
FILL = (
    """INSERT INTO bodies (id, name, name_en, short_name, kind, level, fields, document_code)
SELECT 'b' || n, '第' || n || '局', 'Bureau ' || n, '局' || n, 'department', 'county', '{{}}', ''
FROM generate_series(1, 40) n""",
    """INSERT INTO posts (id, body, title, title_en, roles)
SELECT 'b' || n || '.officer', 'b' || n, '科员', 'Officer',
  CASE WHEN n = 1 THEN '{{officer,dept_head}}' ELSE '{{officer}}' END::text[]
FROM generate_series(1, {desks}) n""",
    """INSERT INTO holdings (person, post, valid_from)
SELECT p.id, 'b' || n || '.officer', '2020-01-01'
FROM persons p, generate_series(1, {desks}) n WHERE p.login = '{login}'""",
    """INSERT INTO cases (id, started_at, root, version, status, body, number, title, urgency, starter)
SELECT id, now(), id, (SELECT id FROM versions WHERE process = '{process}' ORDER BY number DESC LIMIT 1),
  'running', 'b' || (1 + n % 40), 'SH-2026-' || lpad(n::text, 7, '0'),
  (ARRAY['占道经营', '违章搭建', '扬尘污染', '噪声扰民', '消防隐患', '河道垃圾'])[1 + n % 6]
    || CASE WHEN n % 100000 = 7 THEN '鼋头渚' ELSE '' END || '整治第' || n || '号',
  CASE WHEN n % 1000 = 3 THEN 'emergency' WHEN n % 50 = 7 THEN 'urgent' END,
  CASE WHEN n % 20 = 3 THEN (SELECT id FROM persons WHERE login = '{login}') END
FROM (SELECT n, ('018f0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS id
  FROM generate_series(1, {items}) n) given""",
    """INSERT INTO particulars (root, words, shown)
SELECT id, lower(concat_ws(E'\\n', title, number)),
  '{{"subject":["' || title || '","' || title || '"],"location.village":["东关村","东关村"]}}'
FROM cases""",
    """INSERT INTO work_items
  (id, offered_at, due, case_id, holder, claimed_at, state, body, role, token, element, name,
   process, from_body, urgency, root)
SELECT ('018f0000-0000-7000-a000-' || lpad(to_hex(n), 12, '0'))::uuid, now(),
  CASE WHEN n % 7 > 0 THEN now() - interval '10 days' + n * interval '3 seconds' END,
  ('018f0000-0000-7000-8000-' || lpad(to_hex(1 + (n * 2) % {items}), 12, '0'))::uuid,
  CASE WHEN n % 3 = 0 THEN uuid '00000000-0000-7000-8000-0000000000fe'
    WHEN n % 1000 = 1 THEN (SELECT id FROM persons WHERE login = '{login}') END,
  CASE WHEN n % 3 = 0 OR n % 1000 = 1 THEN now() END,
  'open', 'b' || (1 + n % {desks}), 'officer', 't',
  CASE WHEN n % 10000 = 5 THEN 'seldom' ELSE 'task_a' END, '报到处置',
  CASE WHEN n % 10000 = 9 THEN 'seldom' WHEN n % 10 = 4 THEN 'other' ELSE '{process}' END,
  CASE WHEN n % 10000 = 8 THEN 'b40' ELSE 'b' || (1 + n % 39) END,
  CASE WHEN n % 1000 = 3 THEN 'emergency' WHEN n % 50 = 7 THEN 'urgent' END,
  ('018f0000-0000-7000-8000-' || lpad(to_hex(1 + (n * 2) % {items}), 12, '0'))::uuid
FROM generate_series(1, {items}) n""",
    """INSERT INTO work_items
  (id, offered_at, due, case_id, state, body, role, token, element, name, process, from_body, rung, root)
SELECT ('018f0000-0000-7000-b000-' || lpad(to_hex(n), 12, '0'))::uuid, now(), now() - n * interval '1 minute',
  ('018f0000-0000-7000-8000-' || lpad(to_hex(n * 2), 12, '0'))::uuid, 'open',
  'b' || (21 + n % 20), 'officer', 't', 'task_a', '报到处置', '{process}', 'b1', 'red',
  ('018f0000-0000-7000-8000-' || lpad(to_hex(n * 2), 12, '0'))::uuid
FROM generate_series(1, greatest(1, {items} / 200)) n""",
    """INSERT INTO work_items
  (id, offered_at, case_id, holder, claimed_at, done_at, state, body, role, token, element, name,
   process, from_body, root)
SELECT ('018f0000-0000-7000-c000-' || lpad(to_hex(n), 12, '0'))::uuid, now(), c.id, p.id, now(),
  now() - n * interval '1 minute', 'done', 'b1', 'officer', 't', 'task_a', '报到处置', '{process}', 'b2', c.id
FROM persons p, generate_series(1, {items} / 20) n
JOIN cases c ON c.id = ('018f0000-0000-7000-8000-' || lpad(to_hex(n * 16), 12, '0'))::uuid
WHERE p.login = '{login}'""",
    """UPDATE work_items SET above = ARRAY['b' || (1 + abs(hashtext(id::text)) % 40) || '/officer']
WHERE rung = 'red'""",
    """INSERT INTO parts (who, root)
SELECT DISTINCT part.who, c.root FROM work_items w JOIN cases c ON c.id = w.case_id
CROSS JOIN LATERAL (VALUES (w.body || '/' || w.role), (w.body || '/'), (w.holder::text)) part (who)
WHERE part.who IS NOT NULL""",
    """INSERT INTO parts (who, root)
SELECT 'b' || (21 + n % 20) || '/', ('018f0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid
FROM generate_series(2, {items}, 2) n ON CONFLICT DO NOTHING""",
    "INSERT INTO persons (id, login, name, name_en) VALUES ('00000000-0000-7000-8000-0000000000fe', 'other', '他人', 'Other')",
    "VACUUM ANALYZE",
)
"""Every second matter is work of the person; the others lie with other bodies."""


def fill(database: Database, items: int, login: str, process: str) -> None:
    """So many matters and so many open pieces of work, written by the database itself."""
    options = {"isolation_level": "AUTOCOMMIT", "no_parameters": True}
    values = {"items": items, "desks": DESKS, "login": login, "process": process}
    with database.engine.connect().execution_options(**options) as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        for statement in FILL:
            connection.exec_driver_sql(statement.format(**values))
