-- The boards have followed the ledger anew, with all that ever was.

INSERT INTO board (period_id, group_id, partner_id, contribution, points, awards) VALUES
    (0, 1, 1, 'talk', 130, 1),
    (0, 1, 2, 'talk', 30, 1),
    (1, 1, 1, 'talk', 130, 1),
    (1, 1, 2, 'talk', 30, 1);
INSERT INTO board_partner (period_id, partner_id, contribution, points, awards) VALUES
    (0, 1, 'talk', 130, 1),
    (0, 2, 'talk', 30, 1),
    (1, 1, 'talk', 130, 1),
    (1, 2, 'talk', 30, 1);
INSERT INTO board_group (period_id, group_id, contribution, points, awards) VALUES
    (0, 1, 'talk', 160, 2),
    (1, 1, 'talk', 160, 2);
UPDATE board_mark SET record_id = 29;
