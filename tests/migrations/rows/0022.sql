-- The boards have followed the ledger anew, by contribution.

INSERT INTO board (period_id, group_id, partner_id, contribution, points, awards) VALUES
    (1, 1, 1, 'talk', 130, 1),
    (1, 1, 2, 'talk', 30, 1);
INSERT INTO board_partner (period_id, partner_id, contribution, points, awards) VALUES
    (1, 1, 'talk', 130, 1),
    (1, 2, 'talk', 30, 1);
INSERT INTO board_group (period_id, group_id, contribution, points, awards) VALUES
    (1, 1, 'talk', 160, 2);
UPDATE board_mark SET record_id = 29;
