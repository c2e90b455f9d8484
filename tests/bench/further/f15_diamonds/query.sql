WITH u AS (SELECT DISTINCT src, dst FROM uses), p AS (SELECT DISTINCT src, dst FROM pursues)
SELECT count(*) FROM firm f JOIN u x ON x.src = f.id JOIN u y ON y.dst = x.dst AND y.src > x.src JOIN firm g ON g.id = y.src AND g.industry = f.industry
JOIN p v ON v.src = f.id JOIN p w ON w.src = g.id AND w.dst = v.dst WHERE f.industry = '{{industry}}'
