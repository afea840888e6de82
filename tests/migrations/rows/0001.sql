-- A group that gives, one that waits; a company with a tier, one that waits; awards, one of them taken back; and what was told.

INSERT INTO person (id, account) VALUES
    (1, 16),
    (2, 11),
    (3, 14),
    (4, 15);

INSERT INTO period (id, starts_at, ends_at) VALUES
    (1, 1767243600000, 1775016000000);

INSERT INTO user_group (id, server, name, name_key, kind, language, timezone, state, shout_out_channel, leaders_channel) VALUES
    (1, 101, 'Ottawa', 'ottawa', 'user-group', 'en', 'America/Toronto', 'active', 121, 122),
    (2, 101, 'Waits', 'waits', 'user-group', 'en', 'America/Toronto', 'proposed', 121, NULL);

INSERT INTO leader (group_id, kind, subject) VALUES
    (1, 'role', 71),
    (1, 'user', 11),
    (2, 'user', 11);

INSERT INTO partner (id, name, name_key, website, description, state, tier, awarded_at) VALUES
    (1, 'Litware', 'litware', '', '', 'active', 'registered', 1770735600000),
    (2, 'Proseware', 'proseware', '', '', 'nominated', NULL, 1770735600000);

INSERT INTO representative (account, partner_id) VALUES
    (14, 1);

INSERT INTO record (id, kind, at, rules, actor_id, subject_id, group_id, partner_id, period_id, contribution, day, points, reverses, cause, act, content_hash, detail, text_hash) VALUES
    (1, 'rules', 1770735600000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"toml":"\nname = \"Contract\"\ntimezone = \"America/Toronto\"\nlanguages = [\"en\"]\n\n[allocation]\nperiod = \"quarter\"\npoints = 500\ncarry_over = 100\n\n[award]\nmax_points = 250\nundo_within_minutes = 15\nshout_out_delay_seconds = 20\nbackdate_days = 30\n\n[[contribution]]\nid = \"talk\"\nname = { en = \"Talk\" }\nemoji = \"🎤\"\npoints = 100\nmin_points = 25\n\n[[contribution]]\nid = \"venue\"\nname = { en = \"Venue\" }\nemoji = \"🏠\"\npoints = 80\nmin_points = 10\n\n[[tier]]\nid = \"registered\"\nname = { en = \"Registered\" }\npoints = 0\ncolor = \"#7A8B99\"\n\n[[tier]]\nid = \"certified\"\nname = { en = \"Certified\" }\npoints = 150\nrequires = { talk = 2 }\ngroups = 2\ncolor = \"#2E86C1\"\n\n[[tier]]\nid = \"gold\"\nname = { en = \"Gold\" }\npoints = 300\nrequires = { talk = 2, venue = 1 }\ngroups = 3\ncolor = \"#D4AF37\"\n\n[standing]\nwindow_months = 12\n"}', NULL),
    (2, 'program', 1770735600000, 1, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'i:0', unhex('0000000000000000000000000000000000000000000000000000000000000000'), '{"announcements_channel":132,"staff_channel":131}', NULL),
    (3, 'group-proposed', 1770735600000, 1, 2, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'i:1', unhex('0000000000000000000000000000000000000000000000000000000000000001'), '{"channel":121,"kind":"user-group","language":"en","leaders_channel":122,"name":"Ottawa","server":101,"timezone":"America/Toronto"}', NULL),
    (4, 'leaders', 1770735600000, 1, 2, 2, 1, NULL, NULL, NULL, NULL, NULL, NULL, 3, NULL, NULL, '{"added":true,"role":null}', NULL),
    (5, 'leaders', 1770735600000, 1, 2, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, 3, NULL, NULL, '{"added":true,"role":71}', NULL),
    (6, 'group-approved', 1770735600000, 1, 1, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'i:2', unhex('0000000000000000000000000000000000000000000000000000000000000002'), '{}', NULL),
    (7, 'period', 1770735600000, 1, NULL, NULL, 1, NULL, 1, NULL, NULL, 500, NULL, NULL, NULL, NULL, '{"carried":0}', NULL),
    (8, 'group-proposed', 1770735600000, 1, 2, NULL, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'i:3', unhex('0000000000000000000000000000000000000000000000000000000000000003'), '{"channel":121,"kind":"user-group","language":"en","leaders_channel":null,"name":"Waits","server":101,"timezone":"America/Toronto"}', NULL),
    (9, 'leaders', 1770735600000, 1, 2, 2, 2, NULL, NULL, NULL, NULL, NULL, NULL, 8, NULL, NULL, '{"added":true,"role":null}', NULL),
    (10, 'partner-nominated', 1770735600000, 1, 1, NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, 'i:4', unhex('0000000000000000000000000000000000000000000000000000000000000004'), '{"name":"Litware"}', unhex('225e69b5433792e5500d9147c39ccdfa60d08c410865322973c7cdc68fe936b4')),
    (11, 'partner-approved', 1770735600000, 1, 1, NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, 'i:5', unhex('0000000000000000000000000000000000000000000000000000000000000005'), '{}', NULL),
    (12, 'tier', 1770735600000, 1, NULL, NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, 11, NULL, NULL, '{"from":null,"groups":0,"points":0,"to":"registered"}', NULL),
    (13, 'partner-nominated', 1770735600000, 1, 1, NULL, NULL, 2, NULL, NULL, NULL, NULL, NULL, NULL, 'i:6', unhex('0000000000000000000000000000000000000000000000000000000000000006'), '{"name":"Proseware"}', unhex('1fd7bb2431c49e8d4d029daef8f7e39d02ee208ad9a13798def1a018154930ac')),
    (14, 'representative-added', 1770735600000, 1, 1, 3, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, 'i:7', unhex('0000000000000000000000000000000000000000000000000000000000000007'), '{}', NULL),
    (15, 'award', 1770735600000, 1, 2, NULL, 1, 1, 1, 'talk', 20494, 120, NULL, NULL, 'i:8', unhex('0000000000000000000000000000000000000000000000000000000000000008'), '{"at":"2026-02-10T15:00:00Z","contribution":"talk","day":"2026-02-10","next":{"groups":[1,2],"points":[120,150],"requires":[["talk",1,2]],"tier":"certified"},"points":120,"remaining":380,"remaining_before":500,"shout_out_due":"2026-02-10T15:00:20Z","standing":120,"standing_before":0,"tier":"registered","tier_before":"registered"}', unhex('7792e261f3f075d49975cf1e75a71a39b9fbaf43a1f80cca99de8207411f3e4b')),
    (16, 'award', 1770735600000, 1, 2, NULL, 1, 1, 1, 'talk', 20494, 40, NULL, NULL, 'i:9', unhex('0000000000000000000000000000000000000000000000000000000000000009'), '{"at":"2026-02-10T15:00:00Z","contribution":"talk","day":"2026-02-10","next":{"groups":[1,2],"points":[160,150],"requires":[["talk",1,2]],"tier":"certified"},"points":40,"remaining":340,"remaining_before":380,"shout_out_due":"2026-02-10T15:00:20Z","standing":160,"standing_before":120,"tier":"registered","tier_before":"registered"}', unhex('8b86bbcdfc354057e3a805b3f5da46f58381a7b2345844837e06f449c227e460')),
    (17, 'award', 1770735600000, 1, 2, NULL, 1, 2, 1, 'talk', 20494, 30, NULL, NULL, 'i:10', unhex('000000000000000000000000000000000000000000000000000000000000000a'), '{"at":"2026-02-10T15:00:00Z","contribution":"talk","day":"2026-02-10","next":null,"points":30,"remaining":310,"remaining_before":340,"shout_out_due":"2026-02-10T15:00:20Z","standing":30,"standing_before":0,"tier":null,"tier_before":null}', unhex('f0fff5b897f0cd7023b0e41f7a68bc971a900b329269dd06209206ac88fa7140')),
    (18, 'reversal', 1770735600000, 1, 1, NULL, 1, 1, 1, 'talk', 20494, 40, 16, NULL, 'i:11', unhex('000000000000000000000000000000000000000000000000000000000000000b'), '{"remaining":350,"staff":true,"unseen":true}', unhex('46a62df83c7e55bcc90e10a0e9210d994cbc7648d61c314aa0e5697717d82f8a')),
    (19, 'grant', 1770735600000, 1, 1, NULL, 1, NULL, 1, NULL, NULL, 50, NULL, NULL, 'i:12', unhex('000000000000000000000000000000000000000000000000000000000000000c'), '{}', unhex('672f29c8295be901af7049d94f73c61382103a309406bb915c354e3c88223a28'));

INSERT INTO record_text (record_id, salt, text, event, link) VALUES
    (10, unhex('557c28230158e0ed0aed136724de3113'), '', '', ''),
    (13, unhex('f2771e3d10f516a39eb9bb31706f265e'), '', '', ''),
    (15, unhex('0c63c5a898fc762c3dea71cbe3844c7d'), 'A talk that was no sales pitch', 'Autumn day', ''),
    (16, unhex('2b0e76d9537a95683c14802bdc57ef24'), 'A talk that was no sales pitch', '', ''),
    (17, unhex('2b11b5842b4e61651e3ed60b05f117fa'), 'A talk that was no sales pitch', '', ''),
    (18, unhex('4f85c4198c1ce84ea16f9f32e29ca09a'), 'The talk was another company''s', '', ''),
    (19, unhex('3d9d11c147ff4ae05cbe90c6224e7d0e'), 'A conference in the period', '', '');

INSERT INTO allocation (group_id, period_id, base, granted, carried, reserved, spent) VALUES
    (1, 1, 500, 50, 0, 0, 150);

INSERT INTO standing (partner_id, day, contribution, group_id, points) VALUES
    (1, 20494, 'talk', 1, 120),
    (2, 20494, 'talk', 1, 30);

INSERT INTO thanked (group_id, partner_id, at) VALUES
    (1, 1, 1770735600000),
    (1, 2, 1770735600000);

INSERT INTO outbox (id, purpose, record_id, target, audience, group_id, due_at, state, attempts, attempted_at, channel, message, trouble, told) VALUES
    (1, 'proposal', 3, NULL, 'staff', NULL, 1770735600000, 'cancelled', 0, NULL, NULL, NULL, NULL, 0),
    (2, 'proposal', 8, NULL, 'staff', NULL, 1770735600000, 'failed', 0, NULL, 131, NULL, 'channel-gone', 0),
    (3, 'nomination', 10, NULL, 'staff', NULL, 1770735600000, 'cancelled', 0, NULL, NULL, NULL, NULL, 0),
    (4, 'tier', 12, NULL, 'announcements', NULL, 1770735600000, 'failed', 0, NULL, 132, NULL, 'channel-gone', 0),
    (5, 'nomination', 13, NULL, 'staff', NULL, 1770735600000, 'failed', 0, NULL, 131, NULL, 'channel-gone', 0),
    (6, 'award', 15, NULL, 'group', 1, 1770735620000, 'posted', 0, 1770735720000, 121, 906, NULL, 0),
    (7, 'award', 16, NULL, 'group', 1, 1770735620000, 'cancelled', 0, NULL, NULL, NULL, NULL, 0),
    (8, 'award', 17, NULL, 'group', 1, 1770735620000, 'posted', 0, 1770735720000, 121, 908, NULL, 0);

INSERT INTO applause (outbox_id, person_id) VALUES
    (6, 4),
    (8, 4);

INSERT INTO draft (account, server, body, at) VALUES
    (11, 101, '{"group":null,"kind":null,"language":null,"leader_roles":[],"leader_users":[],"leaders_channel":null,"name":"Night School","shout_out_channel":null,"timezone":null}', 1770735720000);

UPDATE program SET staff_channel = 131, announcements_channel = 132;
