-- A company that is another one now; and somebody who represents a company that they awarded before.

INSERT INTO partner (id, name, name_key, website, description, state, tier, awarded_at, merged_into, merged_from, root) VALUES
    (3, 'Fabrikam', 'fabrikam', '', '', 'active', NULL, 0, 1, 20494, 1);
UPDATE partner SET root = 1 WHERE id = 1;
INSERT INTO record (id, kind, at, rules, actor_id, subject_id, partner_id, day, cause, act, content_hash, detail, text_hash) VALUES
    (30, 'partner-nominated', 1770735720000, 1, 1, NULL, 3, NULL, NULL, 'i:20', unhex('0000000000000000000000000000000000000000000000000000000000000014'), '{"name":"Fabrikam"}', unhex('225e69b5433792e5500d9147c39ccdfa60d08c410865322973c7cdc68fe936b4')),
    (31, 'partner-approved', 1770735720000, 1, 1, NULL, 3, NULL, NULL, 'i:21', unhex('0000000000000000000000000000000000000000000000000000000000000015'), '{}', NULL),
    (32, 'tier', 1770735720000, 1, NULL, NULL, 3, NULL, 31, NULL, NULL,
     '{"from":null,"groups":0,"guaranteed_until":20494,"points":0,"since":20494,"to":"registered","warned_until":null}', NULL),
    (33, 'merge', 1770735720000, 1, 1, NULL, 3, 20494, NULL, 'i:22', unhex('0000000000000000000000000000000000000000000000000000000000000016'),
     '{"absorbed_held":{"guaranteed_until":20494,"since":20494,"tier":"registered","warned_until":null},"into":1,"into_held":{"guaranteed_until":20494,"since":20494,"tier":"registered","warned_until":20584}}', unhex('672f29c8295be901af7049d94f73c61382103a309406bb915c354e3c88223a28')),
    (34, 'tier', 1770735720000, 1, NULL, NULL, 3, NULL, 33, NULL, NULL,
     '{"from":"registered","groups":1,"guaranteed_until":null,"points":130,"since":null,"to":null,"warned_until":null}', NULL),
    (35, 'representative-added', 1770735720000, 1, 1, 2, 1, NULL, NULL, 'i:23', unhex('0000000000000000000000000000000000000000000000000000000000000017'), '{"awards":1,"points":130}', NULL);
INSERT INTO record_text (record_id, salt, text, event, link) VALUES
    (30, unhex('557c28230158e0ed0aed136724de3113'), '', '', ''),
    (33, unhex('3d9d11c147ff4ae05cbe90c6224e7d0e'), 'A conference in the period', '', '');
INSERT INTO representative (account, partner_id) VALUES (11, 1);
INSERT INTO outbox (id, purpose, record_id, audience, due_at) VALUES (1002, 'conflict', 35, 'staff', 1770735720000);
