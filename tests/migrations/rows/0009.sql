-- An award was put right, taken back and given with more points; the reason of another one is told in other words.

INSERT INTO record (id, kind, at, rules, actor_id, group_id, partner_id, period_id, contribution, day, points, reverses, cause, act, content_hash, detail, text_hash) VALUES
    (26, 'amendment', 1770735720000, 1, 1, 1, 2, NULL, NULL, NULL, NULL, NULL, 17, 'i:18', unhex('0000000000000000000000000000000000000000000000000000000000000012'), '{"staff":true}', unhex('8b86bbcdfc354057e3a805b3f5da46f58381a7b2345844837e06f449c227e460')),
    (27, 'correction', 1770735720000, 1, 1, 1, 1, 1, NULL, NULL, NULL, NULL, 15, 'i:19', unhex('0000000000000000000000000000000000000000000000000000000000000013'), '{"awarded_at":1770735600000,"remaining":190,"staff":true}', NULL),
    (28, 'reversal', 1770735720000, 1, 1, 1, 1, 1, 'talk', 20494, 120, 15, 27, NULL, NULL, '{}', NULL),
    (29, 'award', 1770735720000, 1, 2, 1, 1, 1, 'talk', 20494, 130, NULL, 27, NULL, NULL, '{"at":"2026-02-10T15:02:00Z","contribution":"talk","day":"2026-02-10","next":{"groups":[1,2],"points":[130,150],"requires":[["talk",1,2]],"tier":"certified"},"points":130,"remaining":190,"remaining_before":200,"shout_out_due":"2026-02-10T15:02:20Z","standing":130,"standing_before":120,"tier":"registered","tier_before":"registered"}', unhex('8b86bbcdfc354057e3a805b3f5da46f58381a7b2345844837e06f449c227e460'));
INSERT INTO record_text (record_id, salt, text, event, link) VALUES
    (26, unhex('2b0e76d9537a95683c14802bdc57ef24'), 'A talk that was no sales pitch', '', ''),
    (29, unhex('2b0e76d9537a95683c14802bdc57ef24'), 'A talk that was no sales pitch', '', '');
UPDATE allocation SET spent = spent + 10 WHERE group_id = 1 AND period_id = 1;
UPDATE share SET points = points + 10 WHERE group_id = 1 AND period_id = 1 AND partner_id = 1;
UPDATE standing SET points = 130 WHERE partner_id = 1 AND day = 20494 AND contribution = 'talk' AND group_id = 1;
UPDATE outbox SET record_id = 29 WHERE record_id = 15;
UPDATE partner SET awarded_at = 1770735720000 WHERE id = 1;
UPDATE thanked SET at = 1770735720000 WHERE group_id = 1 AND partner_id = 1;
