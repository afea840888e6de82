-- Companies that are one, what staff see of who comes to represent a company, and groups that move to another server.

INSERT INTO record_kind (kind) VALUES ('merge'), ('merge-taken-back'), ('group-moved');
INSERT INTO outbox_purpose (purpose) VALUES ('conflict');

-- The company that this one is, and the day from which on it is that one. Checked at a transaction's end: companies are
-- copied in the order of their numbers, whichever is merged into which.
ALTER TABLE partner ADD COLUMN merged_into BIGINT REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED
    CHECK (merged_into <> id);
ALTER TABLE partner ADD COLUMN merged_from BIGINT CHECK ((merged_from IS NULL) = (merged_into IS NULL));

-- Of companies that are one, the one that stays: it stands in the row of each of them, its own with them. None: the
-- company is in no merge.
ALTER TABLE partner ADD COLUMN root BIGINT REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED
    CHECK (merged_into IS NULL OR (root IS NOT NULL AND root <> id));
CREATE INDEX partner_by_root ON partner (root) WHERE root IS NOT NULL;

CREATE INDEX record_of_merges ON record (partner_id, id DESC) WHERE kind IN ('merge', 'merge-taken-back');
