-- A company that came with points and a tier; no group is known that gave them.

INSERT INTO partner (id, name, name_key, website, description, state, tier, tier_since, guaranteed_until) VALUES
    (9, 'Northwind Traders', 'northwind traders', '', '', 'active', 'registered', 20454, 20454);
INSERT INTO record (id, kind, at, rules, partner_id, cause, day, points, act, content_hash, detail) VALUES
    (36, 'partner-nominated', 1770735720000, 1, 9, NULL, NULL, NULL, NULL, NULL, '{"name":"Northwind Traders"}'),
    (37, 'partner-approved', 1770735720000, 1, 9, 36, NULL, NULL, NULL, NULL, '{}'),
    (38, 'opening', 1770735720000, 1, 9, NULL, 20454, 300, 'import:1',
     unhex('0000000000000000000000000000000000000000000000000000000000000012'), '{"tier":"registered"}'),
    (39, 'tier', 1770735720000, 1, 9, 38, NULL, NULL, NULL, NULL,
     '{"from":null,"groups":0,"guaranteed_until":20454,"points":300,"since":20454,"to":"registered","warned_until":null}');
INSERT INTO opening (partner_id, day, points) VALUES (9, 20454, 300);
