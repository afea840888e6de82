-- Who gave and got how much in each period: what is on the boards. It follows the ledger, up to the record that the mark
-- names, and is brought up to it when somebody looks. Points count in the period in which their award spends. No CHECK
-- keeps them from going below nothing: what is taken back alone is below it before it is added to what is there.

CREATE TABLE board (
    period_id  BIGINT NOT NULL REFERENCES period (id),
    group_id   BIGINT NOT NULL REFERENCES user_group (id),
    partner_id BIGINT NOT NULL REFERENCES partner (id),
    points     BIGINT NOT NULL,
    awards     BIGINT NOT NULL,
    PRIMARY KEY (period_id, group_id, partner_id)
);
CREATE INDEX board_by_group ON board (group_id);

-- The same summed up, so that the whole program's board reads no more rows than there are companies or groups.
CREATE TABLE board_partner (
    period_id  BIGINT NOT NULL REFERENCES period (id),
    partner_id BIGINT NOT NULL REFERENCES partner (id),
    points     BIGINT NOT NULL,
    awards     BIGINT NOT NULL,
    PRIMARY KEY (period_id, partner_id)
);

CREATE TABLE board_group (
    period_id BIGINT NOT NULL REFERENCES period (id),
    group_id  BIGINT NOT NULL REFERENCES user_group (id),
    points    BIGINT NOT NULL,
    awards    BIGINT NOT NULL,
    PRIMARY KEY (period_id, group_id)
);

CREATE TABLE board_mark (
    id        BIGINT PRIMARY KEY CHECK (id = 1),
    record_id BIGINT NOT NULL
);
INSERT INTO board_mark (id, record_id) VALUES (1, 0);
