-- A claim that waits for a leader, and one that was declined.

INSERT INTO record (id, kind, at, rules, actor_id, group_id, partner_id, contribution, day, cause, act, content_hash, detail, text_hash) VALUES
    (43, 'claim', 1770735720000, 1, 3, 1, 1, 'venue', 20494, NULL, 'i:43', unhex('0000000000000000000000000000000000000000000000000000000000000028'), '{"lapses_at":1773327720000}', unhex('8b86bbcdfc354057e3a805b3f5da46f58381a7b2345844837e06f449c227e460')),
    (44, 'claim', 1770735720000, 1, 3, 1, 1, 'talk', 20494, NULL, 'i:44', unhex('0000000000000000000000000000000000000000000000000000000000000029'), '{"lapses_at":1773327720000}', unhex('8b86bbcdfc354057e3a805b3f5da46f58381a7b2345844837e06f449c227e460')),
    (45, 'claim-ended', 1770735720000, 1, 2, 1, 1, NULL, NULL, 44, 'i:45', unhex('000000000000000000000000000000000000000000000000000000000000002a'), '{"because":null,"fate":"declined"}', unhex('8b86bbcdfc354057e3a805b3f5da46f58381a7b2345844837e06f449c227e460'));
INSERT INTO record_text (record_id, salt, text, event, link) VALUES
    (43, unhex('2b0e76d9537a95683c14802bdc57ef24'), 'A talk that was no sales pitch', '', ''),
    (44, unhex('2b0e76d9537a95683c14802bdc57ef24'), 'A talk that was no sales pitch', '', ''),
    (45, unhex('2b0e76d9537a95683c14802bdc57ef24'), 'A talk that was no sales pitch', '', '');
INSERT INTO claim (record_id, group_id, partner_id, contribution, day, lapses_at, fate) VALUES
    (43, 1, 1, 'venue', 20494, 1773327720000, 'waiting'),
    (44, 1, 1, 'talk', 20494, 1773327720000, 'declined');
INSERT INTO outbox (id, purpose, record_id, audience, group_id, due_at) VALUES
    (1010, 'claim', 43, 'leaders', 1, 1770735720000);
