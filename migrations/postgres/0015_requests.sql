-- Help that groups ask for, what companies offer, and who wants to hear of it.

INSERT INTO record_kind (kind) VALUES ('request'), ('request-ended'), ('offer'), ('offer-ended');
INSERT INTO outbox_purpose (purpose) VALUES ('request'), ('offer'), ('prompt'), ('notice');
INSERT INTO outbox_audience (audience) VALUES ('requests'), ('program-requests'), ('thread'), ('subscriber');

-- Where help wanted appears; none: where the shout-outs do.
ALTER TABLE user_group ADD COLUMN requests_channel BIGINT;
ALTER TABLE program ADD COLUMN requests_channel BIGINT;
-- Awards and tiers up to this record were told to the subscribers whom they concern.
ALTER TABLE program ADD COLUMN noticed BIGINT NOT NULL DEFAULT 0;

-- The row in whose message's thread this one is told, and the account to which one is told directly.
ALTER TABLE outbox ADD COLUMN host BIGINT REFERENCES outbox (id);
ALTER TABLE outbox ADD COLUMN account BIGINT;

-- How each record of kind 'request' stands. Its texts are in `record_text`: what is asked for, the topic as `event`, the place as `link`.
CREATE TABLE request (
    record_id BIGINT PRIMARY KEY REFERENCES record (id),
    group_id  BIGINT NOT NULL REFERENCES user_group (id),
    kind      TEXT    NOT NULL,
    first_day BIGINT,
    last_day  BIGINT,
    ends_at   BIGINT NOT NULL,                       -- from this moment on it takes no more offers
    state     TEXT    NOT NULL DEFAULT 'open'
              CHECK (state IN ('open', 'accepted', 'withdrawn', 'expired', 'thanked', 'not-happened')),
    award_id  BIGINT REFERENCES record (id),         -- the award, or the reservation of one, that was the thanks
    CHECK ((first_day IS NULL) = (last_day IS NULL)),
    CHECK ((state = 'thanked') = (award_id IS NOT NULL))
);
CREATE INDEX request_of_group ON request (group_id, record_id) WHERE state IN ('open', 'accepted');
CREATE INDEX request_open ON request (ends_at, record_id) WHERE state = 'open';

-- How each record of kind 'offer' stands.
CREATE TABLE offer (
    record_id  BIGINT PRIMARY KEY REFERENCES record (id),
    request_id BIGINT NOT NULL REFERENCES request (record_id),
    partner_id BIGINT NOT NULL REFERENCES partner (id),
    state      TEXT    NOT NULL DEFAULT 'waiting'
               CHECK (state IN ('waiting', 'accepted', 'declined', 'withdrawn', 'closed')),
    CONSTRAINT company_offers_once UNIQUE (request_id, partner_id)
);
CREATE INDEX offer_of_partner ON offer (partner_id, record_id);
CREATE UNIQUE INDEX offer_is_accepted_once ON offer (request_id) WHERE state = 'accepted';

-- What a person wants to hear of: kinds of requests as a JSON list, and what concerns their own companies.
CREATE TABLE subscription (
    account  BIGINT PRIMARY KEY,
    kinds    TEXT    NOT NULL CHECK (kinds::jsonb IS NOT NULL),
    language TEXT,                                    -- requests in this language alone; none: in any
    own      BIGINT NOT NULL CHECK (own IN (0, 1)),
    direct   BIGINT,                                 -- the channel of direct messages, for who asked for them
    locale   TEXT    NOT NULL,
    since    BIGINT NOT NULL
);
