-- An award is put right: taken back and given as it should have been, or told in other words.

INSERT INTO record_kind (kind) VALUES ('correction'), ('amendment');

-- A shout-out is put right from its message.
CREATE INDEX outbox_by_message ON outbox (message) WHERE message IS NOT NULL;
