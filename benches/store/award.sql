-- What an award leaves behind, as one statement: pgbench sends it, and the database decides whether the points are there.
\set group random(0, :groups - 1) + :first_group
\set partner random(0, :partners - 1) + :first_partner
\set kind random(1, 6)
\set day :today - random(0, 29)
WITH spent AS (
    UPDATE allocation SET spent = spent + :points WHERE group_id = :group AND period_id = :period RETURNING group_id
), fresh AS (
    SELECT nextval('ceiling_record') AS id, CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) AS at,
           (ARRAY['presentation', 'sponsorship', 'travel', 'prizes', 'venue', 'mentoring'])[:kind] AS kind FROM spent
), made AS (
    INSERT INTO record (id, kind, at, rules, actor_id, group_id, partner_id, period_id, contribution, day, points, act,
                        content_hash, detail, text_hash)
    SELECT f.id, 'award', f.at, :rules, :person, :group, :partner, :period, f.kind, :day, :points, 'c' || f.id,
           sha256('asked'), DETAIL, sha256('said') FROM fresh f
    RETURNING id, at, contribution
), told AS (
    INSERT INTO record_text (record_id, salt, text) SELECT id, '\x07070707070707070707070707070707'::bytea, REASON FROM made
), announced AS (
    INSERT INTO outbox (purpose, record_id, audience, group_id, due_at) SELECT 'award', id, 'group', :group, at FROM made
), shared AS (
    INSERT INTO share (group_id, period_id, partner_id, points) SELECT :group, :period, :partner, :points FROM made
    ON CONFLICT (group_id, period_id, partner_id) DO UPDATE SET points = share.points + excluded.points
), counted AS (
    INSERT INTO standing (partner_id, day, contribution, group_id, points)
    SELECT :partner, :day, contribution, :group, :points FROM made
    ON CONFLICT (partner_id, day, contribution, group_id) DO UPDATE SET points = standing.points + excluded.points
), thanked_now AS (
    INSERT INTO thanked (group_id, partner_id, at) SELECT :group, :partner, at FROM made
    ON CONFLICT (group_id, partner_id) DO UPDATE SET at = excluded.at
)
UPDATE partner SET awarded_at = made.at FROM made WHERE partner.id = :partner;
