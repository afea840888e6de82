-- What staff decide about groups and companies that are there: another base, closing, suspending, resuming.

INSERT INTO record_kind (kind) VALUES ('base'), ('group-closed'), ('partner-suspended'), ('partner-resumed');

-- The group's own base, from the next period on; none: the program's.
ALTER TABLE user_group ADD COLUMN base BIGINT CHECK (base >= 0);
