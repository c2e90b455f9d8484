WITH RECURSIVE r(n, d) AS (SELECT {{doc}}, 0 UNION SELECT e.src, r.d + 1 FROM r JOIN cites e ON e.dst = r.n WHERE r.d < 3)
SELECT year, count(DISTINCT id) FROM r JOIN document x ON x.id = r.n WHERE r.d > 0 GROUP BY year
