SELECT count(*) FROM (SELECT DISTINCT a, b FROM pw2) x JOIN (SELECT DISTINCT a, b FROM pw2) y ON y.a = x.b
WHERE x.a < y.b AND NOT EXISTS (SELECT 1 FROM cw2 c WHERE c.a = x.a AND c.b = y.b)
