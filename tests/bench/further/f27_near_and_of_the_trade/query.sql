WITH RECURSIVE r(n, d) AS (SELECT {{mid}}, 0 UNION SELECT e.b, r.d + 1 FROM r JOIN pw2 e ON e.a = r.n WHERE r.d < 3)
SELECT count(DISTINCT n) FROM r JOIN firm f ON f.id = r.n WHERE n <> {{mid}} AND f.industry = (SELECT industry FROM firm WHERE id = {{mid}})
