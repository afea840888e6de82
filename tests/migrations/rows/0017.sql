-- Members said how a talk was, of another one it is only counted; somebody reported a shout-out, somebody was erased.

INSERT INTO person (id, account) VALUES
    (50, 50),
    (51, NULL);
INSERT INTO voice (outbox_id, person_id, says) VALUES (6, 50, 'useful');
INSERT INTO voice_count (outbox_id, useful, so_so, pitch) VALUES (8, 2, 1, 0);
INSERT INTO record (id, kind, at, rules, actor_id, subject_id, act, content_hash, detail, text_hash) VALUES
    (46, 'reported', 1770735720000, 1, 50, NULL, 'i:50', unhex('0000000000000000000000000000000000000000000000000000000000000032'), '{"server":101,"shout_out":6}', unhex('8b86bbcdfc354057e3a805b3f5da46f58381a7b2345844837e06f449c227e460')),
    (47, 'erased', 1770735720000, 1, 51, 51, 'erase:51', unhex('0000000000000000000000000000000000000000000000000000000000000033'), '{}', NULL);
INSERT INTO record_text (record_id, salt, text, event, link) VALUES
    (46, unhex('2b0e76d9537a95683c14802bdc57ef24'), 'A talk that was no sales pitch', '', '');
INSERT INTO erasure (person_id, salt, hash, at) VALUES
    (51, unhex('2b0e76d9537a95683c14802bdc57ef24'), unhex('8b86bbcdfc354057e3a805b3f5da46f58381a7b2345844837e06f449c227e460'), 1770735720000);
INSERT INTO seen (outbox_id, person_id) VALUES (2, 50);
INSERT INTO outbox (id, purpose, record_id, audience, group_id, due_at) VALUES
    (1020, 'report', 46, 'staff', NULL, 1770735720000);
