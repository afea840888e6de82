-- Awards above the program's limit wait for a second leader, their points set aside meanwhile.

INSERT INTO record_kind (kind) VALUES ('reservation'), ('reservation-ended');

-- What became of each record of kind 'reservation'. It moves with `allocation.reserved`, and `share` counts what waits.
CREATE TABLE reservation (
    record_id    BIGINT PRIMARY KEY REFERENCES record (id),
    group_id     BIGINT NOT NULL REFERENCES user_group (id),
    period_id    BIGINT NOT NULL REFERENCES period (id),
    partner_id   BIGINT NOT NULL REFERENCES partner (id),
    contribution TEXT   NOT NULL,
    day          BIGINT NOT NULL,
    points       BIGINT NOT NULL CHECK (points > 0),
    lapses_at    BIGINT NOT NULL,
    fate         TEXT   NOT NULL DEFAULT 'waiting'
                 CHECK (fate IN ('waiting', 'approved', 'declined', 'withdrawn', 'lapsed', 'freed'))
);
CREATE INDEX reservation_waiting ON reservation (group_id, record_id) WHERE fate = 'waiting';
CREATE INDEX reservation_lapsing ON reservation (lapses_at) WHERE fate = 'waiting';

-- What is told, and to whom. Tables and not CHECKs, so that a later migration can add one without rebuilding the outbox.
CREATE TABLE outbox_purpose (
    purpose TEXT PRIMARY KEY
);
INSERT INTO outbox_purpose (purpose) VALUES
    ('award'), ('tier'), ('redraw'), ('proposal'), ('nomination'), ('leaders'), ('approval');

CREATE TABLE outbox_audience (
    audience TEXT PRIMARY KEY
);
INSERT INTO outbox_audience (audience) VALUES ('group'), ('staff'), ('announcements'), ('leaders');

ALTER TABLE outbox
    DROP CONSTRAINT outbox_purpose_check,
    DROP CONSTRAINT outbox_audience_check,
    DROP CONSTRAINT outbox_check1,
    ADD FOREIGN KEY (purpose) REFERENCES outbox_purpose (purpose),
    ADD FOREIGN KEY (audience) REFERENCES outbox_audience (audience),
    ADD CHECK (audience NOT IN ('group', 'leaders') OR group_id IS NOT NULL);
