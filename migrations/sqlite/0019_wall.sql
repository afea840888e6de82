-- The wall on the web: pages are found by names in their addresses, and who doesn't want to be there isn't.

ALTER TABLE partner ADD COLUMN wall_hidden INTEGER NOT NULL DEFAULT 0 CHECK (wall_hidden IN (0, 1));
ALTER TABLE user_group ADD COLUMN wall_hidden INTEGER NOT NULL DEFAULT 0 CHECK (wall_hidden IN (0, 1));

-- What a company or a group is called in the address of its page. The newest one counts, and those of before lead to it.
-- They are made from names by the program, for what is there already when it starts.
CREATE TABLE slug (
    slug       TEXT PRIMARY KEY,
    partner_id INTEGER REFERENCES partner (id),
    group_id   INTEGER REFERENCES user_group (id),
    newest     INTEGER NOT NULL CHECK (newest IN (0, 1)),
    CHECK ((partner_id IS NULL) <> (group_id IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX slug_of_partner ON slug (partner_id) WHERE newest = 1 AND partner_id IS NOT NULL;
CREATE UNIQUE INDEX slug_of_group ON slug (group_id) WHERE newest = 1 AND group_id IS NOT NULL;
