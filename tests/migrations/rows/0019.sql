-- A company was renamed, so that its page has two names; another one and a group aren't on the wall.

UPDATE partner SET wall_hidden = 1 WHERE id = 2;
UPDATE user_group SET wall_hidden = 1 WHERE id = 2;
INSERT INTO slug (slug, partner_id, group_id, newest) VALUES
    ('litware', 1, NULL, 0),
    ('litware-labs', 1, NULL, 1),
    ('ottawa', NULL, 1, 1);
