-- An act that waits for its person's word: it looks like one that was done already.

CREATE TABLE question (
    id      INTEGER PRIMARY KEY,
    act     TEXT    NOT NULL UNIQUE,                 -- the interaction that asked for it first
    account INTEGER NOT NULL,
    body    TEXT    NOT NULL CHECK (json_valid(body)),
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX question_by_age ON question (at);
