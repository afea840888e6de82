-- Nothing here: PostgreSQL is told how long the lists are that the store hands over, which SQLite needn't know.
SELECT 1;
