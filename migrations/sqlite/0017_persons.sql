-- What members say of a talk, what they report to staff, and who was erased.

INSERT INTO record_kind (kind) VALUES ('reported'), ('erased');
INSERT INTO outbox_purpose (purpose) VALUES ('report');

-- Who says what of a shout-out. Like applause it is shown and never counted, so it is no part of the ledger.
CREATE TABLE voice (
    outbox_id INTEGER NOT NULL REFERENCES outbox (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    says      TEXT    NOT NULL CHECK (says IN ('useful', 'so-so', 'pitch')),
    PRIMARY KEY (outbox_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX voice_by_person ON voice (person_id);

-- What is left of voices when they can't be changed any more: how many said what, and nobody's name.
CREATE TABLE voice_count (
    outbox_id INTEGER PRIMARY KEY REFERENCES outbox (id),
    useful    INTEGER NOT NULL CHECK (useful >= 0),
    so_so     INTEGER NOT NULL CHECK (so_so >= 0),
    pitch     INTEGER NOT NULL CHECK (pitch >= 0)
) STRICT;

-- Who has marked a note as seen: the note says it, and is drawn anew when they are erased.
CREATE TABLE seen (
    outbox_id INTEGER PRIMARY KEY REFERENCES outbox (id),
    person_id INTEGER NOT NULL REFERENCES person (id)
) STRICT;
CREATE INDEX seen_by_person ON seen (person_id);

-- Who was erased, so that a restored backup forgets them again: the person's number, and a salted hash of the account that
-- they had. The number names no row of `person`: a list that comes from another copy may know persons that this one lacks.
CREATE TABLE erasure (
    person_id INTEGER NOT NULL,
    salt      BLOB    NOT NULL,
    hash      BLOB    NOT NULL,                      -- SHA-256 over the salt and then the account, 8 bytes, most significant first
    at        INTEGER NOT NULL,
    PRIMARY KEY (person_id, hash)
) STRICT, WITHOUT ROWID;

-- How often somebody reports is asked for each report.
CREATE INDEX record_of_reports ON record (actor_id, id) WHERE kind = 'reported';
CREATE INDEX applause_by_person ON applause (person_id);
