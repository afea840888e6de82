-- Tamper evidence: the leaves of the records, what is needed to append the next one, and the heads that were signed.

-- The hash of a record, as it was when it was numbered into the log.
CREATE TABLE leaf (
    record_id INTEGER PRIMARY KEY,
    hash      BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE TRIGGER leaf_is_never_changed BEFORE UPDATE ON leaf
BEGIN SELECT RAISE(ABORT, 'the log is append-only: no leaf is changed'); END;
CREATE TRIGGER leaf_is_never_replaced BEFORE INSERT ON leaf
WHEN EXISTS (SELECT 1 FROM leaf WHERE record_id = NEW.record_id)
BEGIN SELECT RAISE(ABORT, 'the log is append-only: no leaf is replaced'); END;
CREATE TRIGGER leaf_is_never_removed BEFORE DELETE ON leaf
BEGIN SELECT RAISE(ABORT, 'the log is append-only: no leaf is removed'); END;

-- The right edge of the tree: its size, and the roots of its perfect subtrees.
CREATE TABLE evidence (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    frontier BLOB NOT NULL
) STRICT;
INSERT INTO evidence (id, frontier) VALUES (1, x'0000000000000000');

-- Signed heads, as everybody may see them.
CREATE TABLE head (
    id   INTEGER PRIMARY KEY,
    text TEXT    NOT NULL,
    at   INTEGER NOT NULL
) STRICT;
CREATE TRIGGER head_is_never_changed BEFORE UPDATE ON head
BEGIN SELECT RAISE(ABORT, 'the log is append-only: no head is changed'); END;
CREATE TRIGGER head_is_never_replaced BEFORE INSERT ON head
WHEN EXISTS (SELECT 1 FROM head WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the log is append-only: no head is replaced'); END;
CREATE TRIGGER head_is_never_removed BEFORE DELETE ON head
BEGIN SELECT RAISE(ABORT, 'the log is append-only: no head is removed'); END;
