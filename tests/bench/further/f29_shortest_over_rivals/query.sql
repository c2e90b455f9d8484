WITH RECURSIVE r(n, d) AS (SELECT {{hub}}, 0 UNION SELECT e.b, r.d + 1 FROM r JOIN (SELECT DISTINCT a, b FROM cw2) e ON e.a = r.n WHERE r.d < 3)
SELECT min(d) FROM r WHERE n = {{named_firm}}
