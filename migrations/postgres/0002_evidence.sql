-- Tamper evidence: the leaves of the records, what is needed to append the next one, and the heads that were signed.
-- What stands here is what stands in the file of the same name for SQLite, in this database's words.

-- The hash of a record, as it was when it was numbered into the log.
CREATE TABLE leaf (
    record_id BIGINT PRIMARY KEY,
    hash      BYTEA NOT NULL CHECK (length(hash) = 32)
);

-- The right edge of the tree: its size, and the roots of its perfect subtrees.
CREATE TABLE evidence (
    id       BIGINT PRIMARY KEY CHECK (id = 1),
    frontier BYTEA NOT NULL
);
INSERT INTO evidence (id, frontier) VALUES (1, '\x0000000000000000');

-- Signed heads, as everybody may see them.
CREATE TABLE head (
    id   BIGINT PRIMARY KEY,
    text TEXT   NOT NULL,
    at   BIGINT NOT NULL
);

CREATE FUNCTION log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log is append-only: no % is %', TG_TABLE_NAME, CASE TG_OP WHEN 'UPDATE' THEN 'changed' ELSE 'removed' END
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER leaf_stays_as_it_is BEFORE UPDATE OR DELETE OR TRUNCATE ON leaf
    FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only();
CREATE TRIGGER head_stays_as_it_is BEFORE UPDATE OR DELETE OR TRUNCATE ON head
    FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only();
