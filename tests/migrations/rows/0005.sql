-- Somebody was asked whether an award is meant.

INSERT INTO question (id, act, account, body, at) VALUES
    (1, 'i:14', 11, '{"partner":"1","contribution":"talk","reason":"A talk that was no sales pitch"}', 1770735720000);
