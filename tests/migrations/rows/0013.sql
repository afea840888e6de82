-- Staff are told of a warning, and a group's leaders of points that are about to lapse.

INSERT INTO outbox (id, purpose, record_id, audience, group_id, due_at) VALUES
    (1003, 'warning', 25, 'staff', NULL, 1770735720000),
    (1004, 'reminder', 7, 'leaders', 1, 1770735720000);
