-- A group asks for a speaker; a company offers one and is accepted; somebody wants to hear of such things.

INSERT INTO record (id, kind, at, rules, actor_id, group_id, partner_id, cause, act, content_hash, detail, text_hash) VALUES
    (40, 'request', 1770735720000, 1, 2, 1, NULL, NULL, 'i:40', unhex('0000000000000000000000000000000000000000000000000000000000000020'), '{"first":20530,"kind":"speaker","last":20530}', unhex('8b86bbcdfc354057e3a805b3f5da46f58381a7b2345844837e06f449c227e460')),
    (41, 'offer', 1770735720000, 1, 2, 1, 1, 40, 'i:41', unhex('0000000000000000000000000000000000000000000000000000000000000021'), '{}', unhex('8b86bbcdfc354057e3a805b3f5da46f58381a7b2345844837e06f449c227e460')),
    (42, 'offer-ended', 1770735720000, 1, 2, 1, 1, 41, 'i:42', unhex('0000000000000000000000000000000000000000000000000000000000000022'), '{"how":"accepted"}', NULL);
INSERT INTO record_text (record_id, salt, text, event, link) VALUES
    (40, unhex('2b0e76d9537a95683c14802bdc57ef24'), 'A talk that was no sales pitch', '', ''),
    (41, unhex('2b0e76d9537a95683c14802bdc57ef24'), 'A talk that was no sales pitch', '', '');
INSERT INTO request (record_id, group_id, kind, first_day, last_day, ends_at, state) VALUES
    (40, 1, 'speaker', 20530, 20530, 1773900000000, 'accepted');
INSERT INTO offer (record_id, request_id, partner_id, state) VALUES (41, 40, 1, 'accepted');
INSERT INTO outbox (id, purpose, record_id, audience, group_id, due_at, state, channel, message, attempted_at) VALUES
    (1005, 'request', 40, 'requests', 1, 1770735720000, 'posted', 700, 800, 1770735720000);
INSERT INTO outbox (id, purpose, record_id, audience, group_id, due_at, host) VALUES
    (1006, 'offer', 41, 'thread', 1, 1770735720000, 1005);
INSERT INTO subscription (account, kinds, language, own, direct, locale, since) VALUES
    (16, '["speaker"]', NULL, 1, 900, 'en', 1770735720000);
