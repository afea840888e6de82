-- Opening balances: what a running program brings for a company, once.

INSERT INTO record_kind (kind) VALUES ('opening');

CREATE UNIQUE INDEX opening_is_brought_once ON record (partner_id) WHERE kind = 'opening';

-- The points of an opening balance that names no kind or no group. Where it names both they are in `standing`.
CREATE TABLE opening (
    partner_id   INTEGER PRIMARY KEY REFERENCES partner (id),
    day          INTEGER NOT NULL,
    points       INTEGER NOT NULL CHECK (points > 0),
    contribution TEXT,
    group_id     INTEGER REFERENCES user_group (id),
    CHECK (contribution IS NULL OR group_id IS NULL)
) STRICT;
