-- A company claims what it did for a group, and a leader of the group decides.

INSERT INTO record_kind (kind) VALUES ('claim'), ('claim-ended');

-- What became of each record of kind 'claim'. What confirmed it is the record that names it as its cause.
CREATE TABLE claim (
    record_id    INTEGER PRIMARY KEY REFERENCES record (id),
    group_id     INTEGER NOT NULL REFERENCES user_group (id),
    partner_id   INTEGER NOT NULL REFERENCES partner (id),
    contribution TEXT    NOT NULL,
    day          INTEGER NOT NULL,
    lapses_at    INTEGER NOT NULL,
    fate         TEXT    NOT NULL DEFAULT 'waiting'
                 CHECK (fate IN ('waiting', 'confirmed', 'declined', 'withdrawn', 'lapsed', 'void')),
    award_id     INTEGER REFERENCES record (id),      -- the award, or the reservation of one
    CHECK ((fate = 'confirmed') = (award_id IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX claim_waits_once ON claim (group_id, partner_id, contribution, day) WHERE fate = 'waiting';
CREATE INDEX claim_lapsing ON claim (lapses_at) WHERE fate = 'waiting';
CREATE INDEX claim_by_partner ON claim (partner_id, record_id);

INSERT INTO outbox_purpose (purpose) VALUES ('claim');
