-- The shout-outs that a member ever applauded, or said something of, by company: what a company's page counts of them is found in
-- a few pages of the file, and not by looking for each of its awards. Whose shout-out it is follows its message.
CREATE TABLE heard (
    outbox_id  INTEGER PRIMARY KEY REFERENCES outbox (id),
    record_id  INTEGER NOT NULL REFERENCES record (id),
    partner_id INTEGER NOT NULL REFERENCES partner (id)
) STRICT;
INSERT INTO heard (outbox_id, record_id, partner_id)
SELECT o.id, o.record_id, r.partner_id
  FROM (SELECT outbox_id FROM applause UNION SELECT outbox_id FROM voice UNION SELECT outbox_id FROM voice_count) a
  JOIN outbox o ON o.id = a.outbox_id
  JOIN record r ON r.id = o.record_id
 WHERE o.purpose IN ('award', 'tier') AND r.kind = o.purpose;
CREATE INDEX heard_by_partner ON heard (partner_id, record_id);
