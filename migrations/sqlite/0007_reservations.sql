-- Awards above the program's limit wait for a second leader, their points set aside meanwhile.

INSERT INTO record_kind (kind) VALUES ('reservation'), ('reservation-ended');

-- What became of each record of kind 'reservation'. It moves with `allocation.reserved`, and `share` counts what waits.
CREATE TABLE reservation (
    record_id    INTEGER PRIMARY KEY REFERENCES record (id),
    group_id     INTEGER NOT NULL REFERENCES user_group (id),
    period_id    INTEGER NOT NULL REFERENCES period (id),
    partner_id   INTEGER NOT NULL REFERENCES partner (id),
    contribution TEXT    NOT NULL,
    day          INTEGER NOT NULL,
    points       INTEGER NOT NULL CHECK (points > 0),
    lapses_at    INTEGER NOT NULL,
    fate         TEXT    NOT NULL DEFAULT 'waiting'
                 CHECK (fate IN ('waiting', 'approved', 'declined', 'withdrawn', 'lapsed', 'freed'))
) STRICT;
CREATE INDEX reservation_waiting ON reservation (group_id, record_id) WHERE fate = 'waiting';
CREATE INDEX reservation_lapsing ON reservation (lapses_at) WHERE fate = 'waiting';

-- What is told, and to whom. Tables and not CHECKs, so that a later migration can add one without rebuilding the outbox.
CREATE TABLE outbox_purpose (
    purpose TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO outbox_purpose (purpose) VALUES
    ('award'), ('tier'), ('redraw'), ('proposal'), ('nomination'), ('leaders'), ('approval');

CREATE TABLE outbox_audience (
    audience TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO outbox_audience (audience) VALUES ('group'), ('staff'), ('announcements'), ('leaders');

-- A CHECK can't be dropped here, so the table is made anew, and the one that names its rows with it.
CREATE TABLE outbox_next (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    purpose      TEXT    NOT NULL REFERENCES outbox_purpose (purpose),
    record_id    INTEGER NOT NULL REFERENCES record (id),
    target       INTEGER REFERENCES outbox_next (id), -- a redraw edits the message of this row
    audience     TEXT    NOT NULL REFERENCES outbox_audience (audience),
    group_id     INTEGER REFERENCES user_group (id),
    due_at       INTEGER NOT NULL,
    state        TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'posted', 'cancelled', 'failed')),
    attempts     INTEGER NOT NULL DEFAULT 0,
    attempted_at INTEGER,                             -- the first attempt of those without a recorded answer
    channel      INTEGER,                             -- where the last attempt went
    message      INTEGER,
    trouble      TEXT,
    told         INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
    CHECK ((purpose = 'redraw') = (target IS NOT NULL)),
    CHECK (audience NOT IN ('group', 'leaders') OR group_id IS NOT NULL)
) STRICT;
INSERT INTO outbox_next (id, purpose, record_id, target, audience, group_id, due_at, state, attempts, attempted_at,
                         channel, message, trouble, told)
SELECT id, purpose, record_id, target, audience, group_id, due_at, state, attempts, attempted_at,
       channel, message, trouble, told FROM outbox ORDER BY id;

CREATE TABLE applause_next (
    outbox_id INTEGER NOT NULL REFERENCES outbox_next (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    PRIMARY KEY (outbox_id, person_id)
) STRICT, WITHOUT ROWID;
INSERT INTO applause_next (outbox_id, person_id) SELECT outbox_id, person_id FROM applause;

-- No number is given out twice, also not the last one of a row that is gone.
DELETE FROM sqlite_sequence WHERE name = 'outbox_next';
INSERT INTO sqlite_sequence (name, seq) SELECT 'outbox_next', seq FROM sqlite_sequence WHERE name = 'outbox';

DROP TABLE applause;
DROP TABLE outbox;
ALTER TABLE outbox_next RENAME TO outbox;
ALTER TABLE applause_next RENAME TO applause;

CREATE INDEX outbox_waiting ON outbox (due_at, id) WHERE state = 'waiting';
CREATE INDEX outbox_failed ON outbox (group_id, id) WHERE state = 'failed';
CREATE INDEX outbox_by_record ON outbox (record_id);
CREATE INDEX outbox_by_target ON outbox (target) WHERE target IS NOT NULL;
