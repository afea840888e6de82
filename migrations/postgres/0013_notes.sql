-- Notes that come by themselves: a company is warned, and a group's points are about to lapse.

INSERT INTO outbox_purpose (purpose) VALUES ('warning'), ('reminder');

-- A group's reminder hangs on the record that opened its period.
CREATE INDEX record_of_periods ON record (period_id, group_id) WHERE kind = 'period';
