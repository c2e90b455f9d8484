WITH c AS (SELECT DISTINCT a, b FROM cw2), p AS (SELECT DISTINCT a, b FROM pw2)
SELECT count(*) FROM c x JOIN p y ON y.a = x.b JOIN c z ON z.a = y.b JOIN p w ON w.a = z.b AND w.b = x.a
WHERE x.a < x.b AND x.a < y.b AND x.a < z.b
