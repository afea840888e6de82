-- What a group used in Discord may be gone: a channel, a role, the whole server.

INSERT INTO record_kind (kind) VALUES ('place-gone');
INSERT INTO outbox_purpose (purpose) VALUES ('gone');

-- `/setup` asks what is gone of a server's groups, of which each has few.
CREATE INDEX record_of_gone ON record (group_id) WHERE kind = 'place-gone';

-- Servers that Ovation was removed from, and when. What is known of them is forgotten some time later.
CREATE TABLE server_left (
    server INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL
) STRICT;
