-- The records so far are in the log, and a head of it is signed (by the key that the test makes).

INSERT INTO leaf (record_id, hash) VALUES
    (1, unhex('19b684106bc68a542276e54871a0763fb53e5ba2f3b8dd5f1a9d45a0bb592861')),
    (2, unhex('48d0eba420485c613b0643c158ce9407c5fcc0a424d2d80947f49fb3db5e5fc4')),
    (3, unhex('8224d29fd523d1821a23dbaa056e82bba54c18d27d4d5af78e643d66ea832907')),
    (4, unhex('ec94d08811fdd8bc2f3d803d40ef1342c71316efa9c97331a71d1aba99f77919')),
    (5, unhex('85d450152a95941cba23e23ae44ac5678b9811ba15c1993bcd356dc1ba51b1ac')),
    (6, unhex('a87eb02637207433eac4654a5d91233339c8619fcd082965fb927ba692c3490e')),
    (7, unhex('91eb4ba46f2a84bb1b15e50c5f5bbd5a9e72a2dc09e017a99179990aabd0be54')),
    (8, unhex('b8d9b6ce1e9104704385c2ed4f479b526ae187a9266e976af55284007ca2fc18')),
    (9, unhex('d195f42fe198f6467ea0c048b8225a83857296e1f02d4c77b4a0ef9d51ad769d')),
    (10, unhex('98bd30d2278f95132a0cf1df4d158ba72c61d3dfbc98713b0dfa94c79c89f674')),
    (11, unhex('47eda98a562c7629d05af040997b3e0ce619de0b26fe26b644f8879e2ac61b3e')),
    (12, unhex('5c73ef4c42b175494b5d44a8ff6512fd0a853beb596dfaa6af09bc47989786e0')),
    (13, unhex('33e30785d6d581e35b9601fed03a1aef65eb07cc2b1d1060bbf2756d8ba4bd32')),
    (14, unhex('c12c065c15a391ca9a5fa0e856c11c4bf96dcf127603d3e1480ccbcdf5fffaec')),
    (15, unhex('ced842e71b52b6d35bf479d535ca4bd2ee764aac3102809ce6a451af13996607')),
    (16, unhex('3e09ba9435e221c713f1cb0cf9be45483860c12d947dd463ca8d93d43ce2ec85')),
    (17, unhex('8c3f520f5e4ee68365c4140dca02a1cc8e31e4d0e75f31532f72d3a67f48438c')),
    (18, unhex('ecab3417465932008fdac06249a5b01c119eb3ed2186bf6b4510362a93a1c4be')),
    (19, unhex('a8ce1d50206891888feb885406da9b885d5ac63a96945f244b9cc675e99318d0'));

UPDATE evidence SET frontier = unhex('0000000000000013d5d7ed5d2b72d1bf632cb513dc3fb84646c31a5be0e108295ab23565e93c2a415f83db447892eb03582600e7e77e4c1fa499c1732c4eca922a03feb5d05dcbafa8ce1d50206891888feb885406da9b885d5ac63a96945f244b9cc675e99318d0');
INSERT INTO head (id, text, at) VALUES
    (1, 'Contract
19
8e94HhaMXxhWeNcXYlNqX3bXuYCMW7ZWJCHzxnllinU=
at 2026-02-10T15:02:00.000Z

— Contract eE31cmgTE7ocnW4FdY6HqZqWRDPKlHyhAoU0Se5OcbVXtaEgGwhGtGvzMbesX1VZIEDmJrI0FHPeT76kOW9vP/d3EQs=
', 1770735720000);
