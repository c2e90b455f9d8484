WITH u AS (SELECT DISTINCT u.src, u.dst FROM uses u JOIN firm f ON f.id = u.src WHERE f.industry = '{{industry}}')
SELECT x.src, y.src, count(*) n FROM u x JOIN u y ON y.dst = x.dst AND x.src < y.src GROUP BY x.src, y.src ORDER BY n DESC, x.src, y.src LIMIT 20
