-- How a tier is held, and the daily evaluation. Days are whole days since 1970-01-01, by the program's calendar.

INSERT INTO record_kind (kind) VALUES ('evaluation');

-- The day on which the tier was reached, or reached again; the first day that its guarantee doesn't cover; and of a
-- company that is warned the day on which it goes one tier down.
ALTER TABLE partner ADD COLUMN tier_since INTEGER CHECK (tier_since IS NULL OR tier IS NOT NULL);
ALTER TABLE partner ADD COLUMN guaranteed_until INTEGER CHECK ((guaranteed_until IS NULL) = (tier_since IS NULL));
ALTER TABLE partner ADD COLUMN warned_until INTEGER CHECK (warned_until IS NULL OR tier_since IS NOT NULL);

-- Records so far don't say it. The guarantee of those begins and ends with their day, so that nothing is promised which
-- wasn't; the rules in force lengthen it.
UPDATE partner SET
    tier_since = COALESCE((SELECT r.at / 86400000 FROM record r WHERE r.kind = 'tier' AND r.partner_id = partner.id
                            ORDER BY r.id DESC LIMIT 1), 0),
    guaranteed_until = COALESCE((SELECT r.at / 86400000 FROM record r WHERE r.kind = 'tier' AND r.partner_id = partner.id
                                  ORDER BY r.id DESC LIMIT 1), 0)
 WHERE tier IS NOT NULL;

-- The last day that was judged, and by which rules; none yet: the evaluation begins with the day on which it first runs.
ALTER TABLE program ADD COLUMN evaluated_day INTEGER;
ALTER TABLE program ADD COLUMN evaluated_rules INTEGER REFERENCES record (id)
    CHECK ((evaluated_rules IS NULL) = (evaluated_day IS NULL));

CREATE UNIQUE INDEX day_is_judged_once ON record (day) WHERE kind = 'evaluation';
