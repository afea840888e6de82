-- The digest of a month, what becomes of help wanted when a company is gone, and thanks that fell: written down.

INSERT INTO record_kind (kind) VALUES ('digest'), ('request-reopened');
INSERT INTO outbox_purpose (purpose) VALUES ('digest');

-- Whether a group, and the program in its announcements channel, is told each month what happened in the one before.
ALTER TABLE user_group ADD COLUMN digest INTEGER NOT NULL DEFAULT 0 CHECK (digest IN (0, 1));
ALTER TABLE program ADD COLUMN digest INTEGER NOT NULL DEFAULT 0 CHECK (digest IN (0, 1));
-- Months up to the one that begins on this day (whole days since 1970-01-01) were told.
ALTER TABLE program ADD COLUMN digested INTEGER NOT NULL DEFAULT 0;

-- What goes to one person is found by them, when they want no more of it.
CREATE INDEX outbox_by_account ON outbox (account) WHERE account IS NOT NULL;

-- Thanks that were taken back, or that nobody approved, are none: what was promised can be thanked for anew, or closed.
UPDATE request SET state = 'accepted', award_id = NULL
 WHERE state = 'thanked' AND (
       EXISTS (SELECT 1 FROM reservation v WHERE v.record_id = request.award_id
                  AND v.fate IN ('declined', 'withdrawn', 'lapsed', 'freed'))
    OR EXISTS (
       WITH RECURSIVE stands (id) AS (
         SELECT request.award_id UNION
         SELECT c.id FROM stands JOIN record c ON c.cause = stands.id AND c.kind IN ('correction', 'award'))
       SELECT 1 FROM stands JOIN record x ON x.reverses = stands.id LEFT JOIN record c ON c.id = x.cause
        WHERE COALESCE(c.kind, '') <> 'correction'));
