SELECT count(DISTINCT c.a) FROM cw2 c JOIN uses u ON u.src = c.b WHERE c.b <> {{hub}} AND u.dst IN (SELECT dst FROM uses WHERE src = {{hub}})
