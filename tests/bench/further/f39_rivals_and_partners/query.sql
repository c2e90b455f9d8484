SELECT count(*) FROM (SELECT DISTINCT b FROM cw2 WHERE a = {{hub}}) r WHERE NOT EXISTS (
SELECT 1 FROM pw2 p JOIN cw2 c ON c.a = p.b WHERE p.a = {{hub}} AND c.b = r.b)
