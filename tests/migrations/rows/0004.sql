-- A group with a base of its own.

INSERT INTO record (id, kind, at, rules, actor_id, group_id, points, act, content_hash, detail) VALUES
    (20, 'base', 1770735720000, 1, 1, 1, 800, 'i:13',
     unhex('000000000000000000000000000000000000000000000000000000000000000d'), '{"from":1775016000000}');
UPDATE user_group SET base = 800 WHERE id = 1;
