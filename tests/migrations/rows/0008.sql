-- A company that was evaluated: its tier is guaranteed. What reached it before this version doesn't say so.

INSERT INTO record (id, kind, at, rules, day, detail) VALUES
    (24, 'evaluation', 1770735720000, 1, 20494, '{}');
INSERT INTO record (id, kind, at, rules, partner_id, cause, detail) VALUES
    (25, 'tier', 1770735720000, 1, 1, 24,
     '{"from":"registered","groups":1,"guaranteed_until":20494,"points":120,"since":20494,"to":"registered","warned_until":20584}');
UPDATE partner SET warned_until = 20584 WHERE id = 1;
UPDATE program SET evaluated_day = 20494, evaluated_rules = 1;
