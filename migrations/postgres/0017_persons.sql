-- What members say of a talk, what they report to staff, and who was erased.

INSERT INTO record_kind (kind) VALUES ('reported'), ('erased');
INSERT INTO outbox_purpose (purpose) VALUES ('report');

-- Who says what of a shout-out. Like applause it is shown and never counted, so it is no part of the ledger.
CREATE TABLE voice (
    outbox_id BIGINT NOT NULL REFERENCES outbox (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    says      TEXT    NOT NULL CHECK (says IN ('useful', 'so-so', 'pitch')),
    PRIMARY KEY (outbox_id, person_id)
);
CREATE INDEX voice_by_person ON voice (person_id);

-- What is left of voices when they can't be changed any more: how many said what, and nobody's name.
CREATE TABLE voice_count (
    outbox_id BIGINT PRIMARY KEY REFERENCES outbox (id),
    useful    BIGINT NOT NULL CHECK (useful >= 0),
    so_so     BIGINT NOT NULL CHECK (so_so >= 0),
    pitch     BIGINT NOT NULL CHECK (pitch >= 0)
);

-- Who has marked a note as seen: the note says it, and is drawn anew when they are erased.
CREATE TABLE seen (
    outbox_id BIGINT PRIMARY KEY REFERENCES outbox (id),
    person_id BIGINT NOT NULL REFERENCES person (id)
);
CREATE INDEX seen_by_person ON seen (person_id);

-- Who was erased, so that a restored backup forgets them again: the person's number, and a salted hash of the account that
-- they had. The number names no row of `person`: a list that comes from another copy may know persons that this one lacks.
CREATE TABLE erasure (
    person_id BIGINT NOT NULL,
    salt      BYTEA  NOT NULL,
    hash      BYTEA  NOT NULL,                      -- SHA-256 over the salt and then the account, 8 bytes, most significant first
    at        BIGINT NOT NULL,
    PRIMARY KEY (person_id, hash)
);

-- How often somebody reports is asked for each report.
CREATE INDEX record_of_reports ON record (actor_id, id) WHERE kind = 'reported';
CREATE INDEX applause_by_person ON applause (person_id);
