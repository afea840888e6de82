-- A group's channel is gone, its leaders are told; a server was left.

INSERT INTO record (id, kind, at, rules, actor_id, group_id, act, content_hash, detail) VALUES
    (48, 'place-gone', 1770735720000, 1, NULL, 1, 'gone:1:channel:121', unhex('0000000000000000000000000000000000000000000000000000000000000028'), '{"id":121,"what":"shout-outs"}');
INSERT INTO outbox (id, purpose, record_id, audience, group_id, due_at) VALUES
    (1030, 'gone', 48, 'staff', 1, 1770735720000);
INSERT INTO server_left (server, at) VALUES (5, 1770735720000);
