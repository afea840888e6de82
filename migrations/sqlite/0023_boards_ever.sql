-- Boards of all that ever was as well, under period 0, so that they read no more than those of a period; and what they read is
-- found by period and group alone. What is on them is in the ledger, so it is counted anew from its first record on: by the next
-- who looks, or at the start.

DROP TABLE board;
DROP TABLE board_partner;
DROP TABLE board_group;

CREATE TABLE board (
    period_id    INTEGER NOT NULL,
    group_id     INTEGER NOT NULL REFERENCES user_group (id),
    partner_id   INTEGER NOT NULL REFERENCES partner (id),
    contribution TEXT    NOT NULL,
    points       INTEGER NOT NULL,
    awards       INTEGER NOT NULL,
    PRIMARY KEY (period_id, group_id, partner_id, contribution)
) STRICT, WITHOUT ROWID;

-- The same summed up, so that the whole program's board reads no more rows than there are companies or groups, by kind.
CREATE TABLE board_partner (
    period_id    INTEGER NOT NULL,
    partner_id   INTEGER NOT NULL REFERENCES partner (id),
    contribution TEXT    NOT NULL,
    points       INTEGER NOT NULL,
    awards       INTEGER NOT NULL,
    PRIMARY KEY (period_id, partner_id, contribution)
) STRICT, WITHOUT ROWID;

CREATE TABLE board_group (
    period_id    INTEGER NOT NULL,
    group_id     INTEGER NOT NULL REFERENCES user_group (id),
    contribution TEXT    NOT NULL,
    points       INTEGER NOT NULL,
    awards       INTEGER NOT NULL,
    PRIMARY KEY (period_id, group_id, contribution)
) STRICT, WITHOUT ROWID;

UPDATE board_mark SET record_id = 0;

-- Whose board it is stands in its record.
ALTER TABLE posted_board DROP COLUMN program;

-- Where a group was when a message of its was made is found without reading all that it did.
CREATE INDEX record_of_moves ON record (group_id, id) WHERE kind = 'group-moved';
