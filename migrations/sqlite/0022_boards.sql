-- Boards by contribution as well. What is on them is in the ledger, so it is counted anew from its first record on: by the next
-- who looks, or at the start.

DROP TABLE board;
DROP TABLE board_partner;
DROP TABLE board_group;

CREATE TABLE board (
    period_id    INTEGER NOT NULL REFERENCES period (id),
    group_id     INTEGER NOT NULL REFERENCES user_group (id),
    partner_id   INTEGER NOT NULL REFERENCES partner (id),
    contribution TEXT    NOT NULL,
    points       INTEGER NOT NULL,
    awards       INTEGER NOT NULL,
    PRIMARY KEY (period_id, group_id, partner_id, contribution)
) STRICT, WITHOUT ROWID;
CREATE INDEX board_by_group ON board (group_id);

-- The same summed up, so that the whole program's board reads no more rows than there are companies or groups, by kind.
CREATE TABLE board_partner (
    period_id    INTEGER NOT NULL REFERENCES period (id),
    partner_id   INTEGER NOT NULL REFERENCES partner (id),
    contribution TEXT    NOT NULL,
    points       INTEGER NOT NULL,
    awards       INTEGER NOT NULL,
    PRIMARY KEY (period_id, partner_id, contribution)
) STRICT, WITHOUT ROWID;

CREATE TABLE board_group (
    period_id    INTEGER NOT NULL REFERENCES period (id),
    group_id     INTEGER NOT NULL REFERENCES user_group (id),
    contribution TEXT    NOT NULL,
    points       INTEGER NOT NULL,
    awards       INTEGER NOT NULL,
    PRIMARY KEY (period_id, group_id, contribution)
) STRICT, WITHOUT ROWID;

UPDATE board_mark SET record_id = 0;

-- News of tiers, such as a month's, is found without reading the awards between.
CREATE INDEX record_of_tiers ON record (id) WHERE kind = 'tier';

-- A company may offer again what was closed on it: the group took another one's help and wants some anew, or the company was
-- suspended for a time.
CREATE TABLE offer_anew (
    record_id  INTEGER PRIMARY KEY REFERENCES record (id),
    request_id INTEGER NOT NULL REFERENCES request (record_id),
    partner_id INTEGER NOT NULL REFERENCES partner (id),
    state      TEXT    NOT NULL DEFAULT 'waiting'
               CHECK (state IN ('waiting', 'accepted', 'declined', 'withdrawn', 'closed'))
) STRICT;
INSERT INTO offer_anew (record_id, request_id, partner_id, state) SELECT record_id, request_id, partner_id, state FROM offer;
DROP TABLE offer;
ALTER TABLE offer_anew RENAME TO offer;
CREATE INDEX offer_of_partner ON offer (partner_id, record_id);
CREATE UNIQUE INDEX offer_is_accepted_once ON offer (request_id) WHERE state = 'accepted';
CREATE UNIQUE INDEX company_offers_once ON offer (request_id, partner_id) WHERE state <> 'closed';
CREATE INDEX offer_of_request ON offer (request_id, record_id);
