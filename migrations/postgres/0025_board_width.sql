-- How many companies each group thanked, by kind and with an empty one for any, so that who thanked the most is found without
-- reading all that was given. What boards keep is what it is counted from.
CREATE TABLE board_width (
    period_id    BIGINT NOT NULL,
    contribution TEXT  NOT NULL,
    group_id     BIGINT NOT NULL REFERENCES user_group (id),
    partners     BIGINT NOT NULL,
    PRIMARY KEY (period_id, contribution, group_id)
);
INSERT INTO board_width (period_id, contribution, group_id, partners)
SELECT period_id, contribution, group_id, COUNT(*) FROM board WHERE points > 0 GROUP BY period_id, contribution, group_id
 UNION ALL
SELECT period_id, '', group_id, COUNT(DISTINCT partner_id) FROM board WHERE points > 0 GROUP BY period_id, group_id;
