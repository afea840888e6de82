-- The ledger and what is counted from it.
--
-- Types: ids and points are INTEGER; instants are unix milliseconds in UTC; days are whole days since 1970-01-01;
-- ids given by Discord are 64-bit integers. `record` is append-only: the triggers at its end refuse everything else.

-- Who a person is stands here alone, so that erasure can empty `account` while the ledger keeps its rows.
CREATE TABLE person (
    id      INTEGER PRIMARY KEY,
    account INTEGER UNIQUE
) STRICT;

-- A table and not a CHECK, so that a later migration can add a kind without rebuilding the ledger.
CREATE TABLE record_kind (
    kind TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

INSERT INTO record_kind (kind) VALUES
    ('rules'), ('period'),
    ('group-proposed'), ('group-approved'), ('group-declined'), ('group-changed'), ('leaders'),
    ('partner-registered'), ('partner-nominated'), ('partner-approved'), ('partner-declined'), ('partner-edited'),
    ('representative-added'), ('representative-removed'),
    ('grant'), ('award'), ('reversal'), ('tier'), ('program');

CREATE TABLE period (
    id        INTEGER PRIMARY KEY,
    starts_at INTEGER NOT NULL UNIQUE,
    ends_at   INTEGER NOT NULL UNIQUE,
    CHECK (starts_at < ends_at)
) STRICT;

CREATE TABLE user_group (
    id               INTEGER PRIMARY KEY,
    server           INTEGER NOT NULL,
    name             TEXT    NOT NULL,
    name_key         TEXT    NOT NULL,
    kind             TEXT    NOT NULL CHECK (kind IN ('user-group', 'study-group', 'community')),
    language         TEXT    NOT NULL,
    timezone         TEXT    NOT NULL,
    state            TEXT    NOT NULL CHECK (state IN ('proposed', 'active', 'declined', 'closed')),
    shout_out_channel INTEGER NOT NULL,
    leaders_channel  INTEGER,
    CONSTRAINT group_name_is_taken UNIQUE (server, name_key)
) STRICT;

CREATE TABLE leader (
    group_id INTEGER NOT NULL REFERENCES user_group (id),
    kind     TEXT    NOT NULL CHECK (kind IN ('user', 'role')),
    subject  INTEGER NOT NULL,
    PRIMARY KEY (kind, subject, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX leader_by_group ON leader (group_id);

CREATE TABLE partner (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    name_key    TEXT NOT NULL CONSTRAINT partner_name_is_taken UNIQUE,
    website     TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    state       TEXT NOT NULL CHECK (state IN ('nominated', 'active', 'suspended', 'declined')),
    tier        TEXT,
    awarded_at  INTEGER NOT NULL DEFAULT 0,
    CHECK (tier IS NULL OR state <> 'nominated')
) STRICT;
CREATE INDEX partner_by_recency ON partner (awarded_at DESC, name_key);

CREATE TABLE representative (
    account    INTEGER NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partner (id),
    PRIMARY KEY (account, partner_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX representative_by_partner ON representative (partner_id);

-- One row for each thing that happened. Nothing here is ever changed or removed.
CREATE TABLE record (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    kind         TEXT    NOT NULL REFERENCES record_kind (kind),
    at           INTEGER NOT NULL,
    rules        INTEGER REFERENCES record (id),     -- the rules it was decided by; none only for the rules themselves
    actor_id     INTEGER REFERENCES person (id),     -- none: the program's own doing
    subject_id   INTEGER REFERENCES person (id),     -- the person whom it concerns (a leader, a representative)
    group_id     INTEGER REFERENCES user_group (id),
    partner_id   INTEGER REFERENCES partner (id),
    period_id    INTEGER REFERENCES period (id),
    contribution TEXT,
    day          INTEGER,
    points       INTEGER,
    reverses     INTEGER CONSTRAINT record_is_reversed_once UNIQUE REFERENCES record (id),
    cause        INTEGER REFERENCES record (id),     -- the record in whose transaction and because of which this one was made
    act          TEXT    CONSTRAINT act_happens_once UNIQUE, -- the interaction that asked for it
    content_hash BLOB,                               -- SHA-256 over what the interaction asked
    detail       TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(detail)),
    text_hash    BLOB,                               -- SHA-256 over `record_text`: salt, then text, event and link, each with its length
    CHECK ((kind = 'rules') = (rules IS NULL)),
    CHECK ((kind = 'reversal') = (reverses IS NOT NULL)),
    CHECK ((act IS NULL) = (content_hash IS NULL)),
    -- A comparison with NULL would let it through, so each is asked for by itself.
    CHECK (kind NOT IN ('award', 'reversal') OR (points IS NOT NULL AND points > 0 AND group_id IS NOT NULL
           AND partner_id IS NOT NULL AND period_id IS NOT NULL AND contribution IS NOT NULL AND day IS NOT NULL
           AND actor_id IS NOT NULL)),
    CHECK (kind <> 'award' OR text_hash IS NOT NULL)
) STRICT;
CREATE INDEX record_by_group ON record (group_id, at DESC) WHERE group_id IS NOT NULL;
CREATE INDEX record_by_partner ON record (partner_id, id DESC) WHERE partner_id IS NOT NULL;
CREATE INDEX record_by_cause ON record (cause) WHERE cause IS NOT NULL;
CREATE INDEX record_of_rules ON record (id DESC) WHERE kind = 'rules';

CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no record is changed'); END;
-- REPLACE removes rows without asking the trigger below, unless a connection asks for recursive triggers.
CREATE TRIGGER record_is_never_replaced BEFORE INSERT ON record
WHEN EXISTS (SELECT 1 FROM record WHERE id = NEW.id OR act = NEW.act OR reverses = NEW.reverses)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no record is replaced'); END;
CREATE TRIGGER record_is_never_removed BEFORE DELETE ON record
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no record is removed'); END;

-- Free text stands beside the ledger, so that it can be erased; the record holds its salted hash.
CREATE TABLE record_text (
    record_id INTEGER PRIMARY KEY REFERENCES record (id),
    salt      BLOB NOT NULL,
    text      TEXT NOT NULL,
    event     TEXT NOT NULL DEFAULT '',              -- the event at which an award's contribution happened
    link      TEXT NOT NULL DEFAULT ''               -- where more is to be read about it
) STRICT;

-- Counters: kept in the transaction that appends, so that no question reads the whole ledger.
CREATE TABLE allocation (
    group_id  INTEGER NOT NULL REFERENCES user_group (id),
    period_id INTEGER NOT NULL REFERENCES period (id),
    base      INTEGER NOT NULL CHECK (base >= 0),
    granted   INTEGER NOT NULL CHECK (granted >= 0),
    carried   INTEGER NOT NULL CHECK (carried >= 0),
    reserved  INTEGER NOT NULL CHECK (reserved >= 0),
    spent     INTEGER NOT NULL CHECK (spent >= 0),
    PRIMARY KEY (group_id, period_id),
    CONSTRAINT group_gives_no_more_than_it_has CHECK (reserved + spent <= base + granted + carried)
) STRICT, WITHOUT ROWID;

CREATE TABLE standing (
    partner_id   INTEGER NOT NULL REFERENCES partner (id),
    day          INTEGER NOT NULL,
    contribution TEXT    NOT NULL,
    group_id     INTEGER NOT NULL REFERENCES user_group (id),
    points       INTEGER NOT NULL CHECK (points >= 0),
    PRIMARY KEY (partner_id, day, contribution, group_id)
) STRICT, WITHOUT ROWID;

-- When a group last thanked a partner: the order in which /award suggests.
CREATE TABLE thanked (
    group_id   INTEGER NOT NULL REFERENCES user_group (id),
    partner_id INTEGER NOT NULL REFERENCES partner (id),
    at         INTEGER NOT NULL,
    PRIMARY KEY (group_id, partner_id)
) STRICT, WITHOUT ROWID;

-- What is to be told in Discord: facts, not texts. A row is written in the transaction of what it tells.
CREATE TABLE outbox (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    purpose      TEXT    NOT NULL CHECK (purpose IN ('award', 'tier', 'redraw', 'proposal', 'nomination', 'leaders')),
    record_id    INTEGER NOT NULL REFERENCES record (id),
    target       INTEGER REFERENCES outbox (id),     -- a redraw edits the message of this row
    audience     TEXT    NOT NULL CHECK (audience IN ('group', 'staff', 'announcements')),
    group_id     INTEGER REFERENCES user_group (id),
    due_at       INTEGER NOT NULL,
    state        TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'posted', 'cancelled', 'failed')),
    attempts     INTEGER NOT NULL DEFAULT 0,
    attempted_at INTEGER,                            -- the first attempt of those without a recorded answer
    channel      INTEGER,                            -- where the last attempt went
    message      INTEGER,
    trouble      TEXT,
    told         INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
    CHECK ((purpose = 'redraw') = (target IS NOT NULL)),
    CHECK (audience <> 'group' OR group_id IS NOT NULL)
) STRICT;
CREATE INDEX outbox_waiting ON outbox (due_at, id) WHERE state = 'waiting';
CREATE INDEX outbox_failed ON outbox (group_id, id) WHERE state = 'failed';
CREATE INDEX outbox_by_record ON outbox (record_id);
CREATE INDEX outbox_by_target ON outbox (target) WHERE target IS NOT NULL;

-- Applause is shown and never counted, so it is no part of the ledger.
CREATE TABLE applause (
    outbox_id INTEGER NOT NULL REFERENCES outbox (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    PRIMARY KEY (outbox_id, person_id)
) STRICT, WITHOUT ROWID;

-- What a person has begun in a panel and not sent yet.
CREATE TABLE draft (
    account INTEGER NOT NULL,
    server  INTEGER NOT NULL,
    body    TEXT    NOT NULL CHECK (json_valid(body)),
    at      INTEGER NOT NULL,
    PRIMARY KEY (account, server)
) STRICT, WITHOUT ROWID;

CREATE TABLE program (
    id                    INTEGER PRIMARY KEY CHECK (id = 1),
    staff_channel         INTEGER,
    announcements_channel INTEGER
) STRICT;
INSERT INTO program (id) VALUES (1);
