-- Recognition that goes round: news of tiers to the groups that helped, and channels whose messages are published.

INSERT INTO outbox_purpose (purpose) VALUES ('crosspost');
-- A group that helped a company to its tier; the channel of a message that is out, which is published from there.
INSERT INTO outbox_audience (audience) VALUES ('helped'), ('published');

-- Whether a group is told when a company that it thanked reaches a new tier, and whether its shout-outs are published.
ALTER TABLE user_group ADD COLUMN tier_news INTEGER NOT NULL DEFAULT 0 CHECK (tier_news IN (0, 1));
ALTER TABLE user_group ADD COLUMN publishes INTEGER NOT NULL DEFAULT 0 CHECK (publishes IN (0, 1));
-- New tiers up to this record went round.
ALTER TABLE program ADD COLUMN went_round INTEGER NOT NULL DEFAULT 0;
