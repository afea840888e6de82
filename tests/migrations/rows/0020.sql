-- A group hears of tiers and has its shout-outs published: one is out, and waits for that. A board is posted.

UPDATE user_group SET tier_news = 1, publishes = 1 WHERE id = 1;
UPDATE program SET went_round = 48;
INSERT INTO outbox (id, purpose, record_id, audience, group_id, host, due_at) VALUES
    (1040, 'crosspost', 15, 'published', 1, 6, 1770735720000);
INSERT INTO record (id, kind, at, rules, actor_id, act, content_hash, detail) VALUES
    (49, 'board-posted', 1770735720000, 1, 50, 'i:51', unhex('0000000000000000000000000000000000000000000000000000000000000034'), '{"server":101,"channel":121,"program":true,"language":"en"}');
INSERT INTO outbox (id, purpose, record_id, audience, due_at) VALUES (1041, 'board', 49, 'board', 1770735720000);
INSERT INTO posted_board (channel, server, program, outbox_id, drawn_at, hash) VALUES (121, 101, 1, 1041, 1770735720000, '');

-- What was promised was thanked for, and nobody approved the thanks: as this version left it.
INSERT INTO record (id, kind, at, rules, actor_id, group_id, partner_id, cause, act, content_hash, detail, text_hash) VALUES
    (50, 'request', 1770735720000, 1, 2, 1, NULL, NULL, 'i:52', unhex('0000000000000000000000000000000000000000000000000000000000000035'), '{"first":20530,"kind":"venue","last":20530}', unhex('8b86bbcdfc354057e3a805b3f5da46f58381a7b2345844837e06f449c227e460')),
    (51, 'offer', 1770735720000, 1, 2, 1, 1, 50, 'i:53', unhex('0000000000000000000000000000000000000000000000000000000000000036'), '{}', unhex('8b86bbcdfc354057e3a805b3f5da46f58381a7b2345844837e06f449c227e460')),
    (52, 'offer-ended', 1770735720000, 1, 2, 1, 1, 51, 'i:54', unhex('0000000000000000000000000000000000000000000000000000000000000037'), '{"how":"accepted"}', NULL);
INSERT INTO record (id, kind, at, rules, actor_id, group_id, partner_id, period_id, contribution, day, points, cause, act, content_hash, detail, text_hash) VALUES
    (53, 'reservation', 1770735720000, 1, 2, 1, 1, 1, 'venue', 20494, 160, 50, 'i:55', unhex('0000000000000000000000000000000000000000000000000000000000000038'), '{"at":"2026-02-10T15:02:00Z","contribution":"venue","day":"2026-02-10","lapses_at":"2026-02-17T15:02:00Z","leaders_decide":true,"points":160,"remaining":40,"remaining_before":200,"roles":[]}', unhex('8b86bbcdfc354057e3a805b3f5da46f58381a7b2345844837e06f449c227e460')),
    (54, 'reservation-ended', 1770735720000, 1, 1, 1, 1, 1, NULL, NULL, 160, 53, 'i:56', unhex('0000000000000000000000000000000000000000000000000000000000000039'), '{"because":null,"fate":"declined","gone":false,"staff":true}', NULL);
INSERT INTO record_text (record_id, salt, text, event, link) VALUES
    (50, unhex('2b0e76d9537a95683c14802bdc57ef24'), 'A talk that was no sales pitch', '', ''),
    (51, unhex('2b0e76d9537a95683c14802bdc57ef24'), 'A talk that was no sales pitch', '', ''),
    (53, unhex('2b0e76d9537a95683c14802bdc57ef24'), 'A talk that was no sales pitch', '', '');
INSERT INTO reservation (record_id, group_id, period_id, partner_id, contribution, day, points, lapses_at, fate) VALUES
    (53, 1, 1, 1, 'venue', 20494, 160, 1771340520000, 'declined');
INSERT INTO request (record_id, group_id, kind, first_day, last_day, ends_at, state, award_id) VALUES
    (50, 1, 'venue', 20530, 20530, 1773900000000, 'thanked', 53);
INSERT INTO offer (record_id, request_id, partner_id, state) VALUES (51, 50, 1, 'accepted');
INSERT INTO outbox (id, purpose, record_id, audience, group_id, due_at, state, channel, message, attempted_at) VALUES
    (1042, 'request', 50, 'requests', 1, 1770735720000, 'posted', 700, 801, 1770735720000);
