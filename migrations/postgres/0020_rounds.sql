-- Recognition that goes round: news of tiers to the groups that helped, channels whose messages are published, and boards
-- that are messages.

INSERT INTO outbox_purpose (purpose) VALUES ('crosspost'), ('board'), ('board-gone');
INSERT INTO record_kind (kind) VALUES ('board-posted');
-- A group that helped a company to its tier; the channel of a message that is out, which is published from there; the
-- channel of a board.
INSERT INTO outbox_audience (audience) VALUES ('helped'), ('published'), ('board');

-- Whether a group is told when a company that it thanked reaches a new tier, and whether its shout-outs are published.
ALTER TABLE user_group ADD COLUMN tier_news BIGINT NOT NULL DEFAULT 0 CHECK (tier_news IN (0, 1));
ALTER TABLE user_group ADD COLUMN publishes BIGINT NOT NULL DEFAULT 0 CHECK (publishes IN (0, 1));
-- New tiers up to this record went round.
ALTER TABLE program ADD COLUMN went_round BIGINT NOT NULL DEFAULT 0;

-- The board that is a message in a channel, one at most in each, and what it shows, hashed.
CREATE TABLE posted_board (
    channel   BIGINT PRIMARY KEY,
    server    BIGINT NOT NULL,
    program   BIGINT NOT NULL CHECK (program IN (0, 1)),
    outbox_id BIGINT NOT NULL UNIQUE REFERENCES outbox (id),
    drawn_at  BIGINT NOT NULL,
    hash      TEXT NOT NULL
);
