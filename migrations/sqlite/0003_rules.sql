-- What the rules of the program count beside the allocation.

-- What a company has from a group out of its allocation in a period: given, and not given back. It moves with
-- `allocation.spent`, whose parts by company it holds.
CREATE TABLE share (
    group_id   INTEGER NOT NULL REFERENCES user_group (id),
    period_id  INTEGER NOT NULL REFERENCES period (id),
    partner_id INTEGER NOT NULL REFERENCES partner (id),
    points     INTEGER NOT NULL CHECK (points >= 0),
    PRIMARY KEY (group_id, period_id, partner_id)
) STRICT, WITHOUT ROWID;

-- A reversal after the period's end, and one that was caused by declining the company, give nothing back to the period.
INSERT INTO share (group_id, period_id, partner_id, points)
SELECT r.group_id, r.period_id, r.partner_id, SUM(CASE r.kind WHEN 'award' THEN r.points ELSE -r.points END)
  FROM record r JOIN period p ON p.id = r.period_id
 WHERE r.kind = 'award' OR (r.kind = 'reversal' AND r.cause IS NULL AND r.at < p.ends_at)
 GROUP BY r.group_id, r.period_id, r.partner_id;
