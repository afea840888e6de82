-- A group's records are read page by page, each from a record's number on. Nothing asks for them by their time.

DROP INDEX record_by_group;
CREATE INDEX record_by_group ON record (group_id, id DESC) WHERE group_id IS NOT NULL;
