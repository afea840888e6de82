-- A group hears of tiers and has its shout-outs published: one is out, and waits for that.

UPDATE user_group SET tier_news = 1, publishes = 1 WHERE id = 1;
UPDATE program SET went_round = 48;
INSERT INTO outbox (id, purpose, record_id, audience, group_id, host, due_at) VALUES
    (1040, 'crosspost', 15, 'published', 1, 6, 1770735720000);
