-- A group hears of tiers and has its shout-outs published: one is out, and waits for that. A board is posted.

UPDATE user_group SET tier_news = 1, publishes = 1 WHERE id = 1;
UPDATE program SET went_round = 48;
INSERT INTO outbox (id, purpose, record_id, audience, group_id, host, due_at) VALUES
    (1040, 'crosspost', 15, 'published', 1, 6, 1770735720000);
INSERT INTO record (id, kind, at, rules, actor_id, act, content_hash, detail) VALUES
    (49, 'board-posted', 1770735720000, 1, 50, 'i:51', unhex('0000000000000000000000000000000000000000000000000000000000000034'), '{"server":101,"channel":121,"program":true,"language":"en"}');
INSERT INTO outbox (id, purpose, record_id, audience, due_at) VALUES (1041, 'board', 49, 'board', 1770735720000);
INSERT INTO posted_board (channel, server, program, outbox_id, drawn_at, hash) VALUES (121, 101, 1, 1041, 1770735720000, '');
