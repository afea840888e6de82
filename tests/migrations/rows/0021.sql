-- A group and the program are told each month what happened in the one before. A company is gone that had promised something:
-- help is wanted anew.

UPDATE user_group SET digest = 1 WHERE id = 1;
UPDATE program SET digest = 1, digested = 20454;
INSERT INTO record (id, kind, at, rules, day, act, content_hash, detail) VALUES
    (55, 'digest', 1770735720000, 1, 20454, 'digest:20454', unhex('000000000000000000000000000000000000000000000000000000000000003a'), '{"after":14}');
INSERT INTO outbox (id, purpose, record_id, audience, group_id, due_at) VALUES
    (1050, 'digest', 55, 'group', 1, 1770735720000),
    (1051, 'digest', 55, 'announcements', NULL, 1770735720000);
INSERT INTO record (id, kind, at, rules, group_id, partner_id, cause, detail) VALUES
    (56, 'offer-ended', 1770735720000, 1, 1, 1, 51, '{"how":"closed"}'),
    (57, 'request-reopened', 1770735720000, 1, 1, NULL, 50, '{}');
UPDATE offer SET state = 'closed' WHERE record_id = 51;
UPDATE request SET state = 'open' WHERE record_id = 50;
