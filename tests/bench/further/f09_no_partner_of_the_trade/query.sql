SELECT count(*) FROM (SELECT DISTINCT src, dst FROM pursues) p JOIN firm f ON f.id = p.src
WHERE NOT EXISTS (SELECT 1 FROM pw2 w JOIN firm g ON g.id = w.b WHERE w.a = f.id AND g.industry = f.industry)
