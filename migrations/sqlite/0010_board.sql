-- Who gave and got how much in each period: what is on the boards. It follows the ledger, up to the record that the mark
-- names, and is brought up to it when somebody looks. Points count in the period in which their award spends. No CHECK
-- keeps them from going below nothing: what is taken back alone is below it before it is added to what is there.

CREATE TABLE board (
    period_id  INTEGER NOT NULL REFERENCES period (id),
    group_id   INTEGER NOT NULL REFERENCES user_group (id),
    partner_id INTEGER NOT NULL REFERENCES partner (id),
    points     INTEGER NOT NULL,
    awards     INTEGER NOT NULL,
    PRIMARY KEY (period_id, group_id, partner_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX board_by_group ON board (group_id);

-- The same summed up, so that the whole program's board reads no more rows than there are companies or groups.
CREATE TABLE board_partner (
    period_id  INTEGER NOT NULL REFERENCES period (id),
    partner_id INTEGER NOT NULL REFERENCES partner (id),
    points     INTEGER NOT NULL,
    awards     INTEGER NOT NULL,
    PRIMARY KEY (period_id, partner_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE board_group (
    period_id INTEGER NOT NULL REFERENCES period (id),
    group_id  INTEGER NOT NULL REFERENCES user_group (id),
    points    INTEGER NOT NULL,
    awards    INTEGER NOT NULL,
    PRIMARY KEY (period_id, group_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE board_mark (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    record_id INTEGER NOT NULL
) STRICT;
INSERT INTO board_mark (id, record_id) VALUES (1, 0);
