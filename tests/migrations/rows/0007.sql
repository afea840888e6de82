-- An award that waits for an approval, and one that was declined; who decides is asked.

INSERT INTO record (id, kind, at, rules, actor_id, group_id, partner_id, period_id, contribution, day, points, cause, act, content_hash, detail, text_hash) VALUES
    (21, 'reservation', 1770735720000, 1, 2, 1, 1, 1, 'talk', 20494, 200, NULL, 'i:15', unhex('000000000000000000000000000000000000000000000000000000000000000f'), '{"at":"2026-02-10T15:02:00Z","contribution":"talk","day":"2026-02-10","lapses_at":"2026-02-17T15:02:00Z","leaders_decide":true,"points":200,"remaining":200,"remaining_before":400,"roles":[]}', unhex('8b86bbcdfc354057e3a805b3f5da46f58381a7b2345844837e06f449c227e460')),
    (22, 'reservation', 1770735720000, 1, 2, 1, 1, 1, 'talk', 20494, 160, NULL, 'i:16', unhex('0000000000000000000000000000000000000000000000000000000000000010'), '{"at":"2026-02-10T15:02:00Z","contribution":"talk","day":"2026-02-10","lapses_at":"2026-02-17T15:02:00Z","leaders_decide":true,"points":160,"remaining":40,"remaining_before":200,"roles":[]}', unhex('8b86bbcdfc354057e3a805b3f5da46f58381a7b2345844837e06f449c227e460')),
    (23, 'reservation-ended', 1770735720000, 1, 1, 1, 1, 1, NULL, NULL, 160, 22, 'i:17', unhex('0000000000000000000000000000000000000000000000000000000000000011'), '{"because":null,"fate":"declined","gone":false,"staff":true}', NULL);
INSERT INTO record_text (record_id, salt, text, event, link) VALUES
    (21, unhex('2b0e76d9537a95683c14802bdc57ef24'), 'A talk that was no sales pitch', '', ''),
    (22, unhex('2b0e76d9537a95683c14802bdc57ef24'), 'A talk that was no sales pitch', '', '');
INSERT INTO reservation (record_id, group_id, period_id, partner_id, contribution, day, points, lapses_at, fate) VALUES
    (21, 1, 1, 1, 'talk', 20494, 200, 1771340520000, 'waiting'),
    (22, 1, 1, 1, 'talk', 20494, 160, 1771340520000, 'declined');
UPDATE allocation SET reserved = 200 WHERE group_id = 1 AND period_id = 1;
UPDATE share SET points = points + 200 WHERE group_id = 1 AND period_id = 1 AND partner_id = 1;
INSERT INTO outbox (id, purpose, record_id, audience, group_id, due_at) VALUES
    (1001, 'approval', 21, 'leaders', 1, 1770735720000);
