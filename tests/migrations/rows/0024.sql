-- A member applauded another shout-out since.

INSERT INTO applause (outbox_id, person_id) SELECT o.id, 50 FROM outbox o JOIN record r ON r.id = o.record_id
 WHERE o.purpose = 'award' AND r.kind = 'award' AND NOT EXISTS (SELECT 1 FROM heard h WHERE h.outbox_id = o.id);
INSERT INTO heard (outbox_id, record_id, partner_id) SELECT o.id, r.id, r.partner_id FROM outbox o JOIN record r ON r.id = o.record_id
 WHERE o.purpose = 'award' AND r.kind = 'award' AND NOT EXISTS (SELECT 1 FROM heard h WHERE h.outbox_id = o.id);
