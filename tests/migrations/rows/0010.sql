-- The boards have followed the ledger up to a record.

INSERT INTO board (period_id, group_id, partner_id, points, awards) VALUES
    (1, 1, 1, 130, 1),
    (1, 1, 2, 30, 1);
INSERT INTO board_partner (period_id, partner_id, points, awards) VALUES
    (1, 1, 130, 1),
    (1, 2, 30, 1);
INSERT INTO board_group (period_id, group_id, points, awards) VALUES
    (1, 1, 160, 2);
UPDATE board_mark SET record_id = 29;
