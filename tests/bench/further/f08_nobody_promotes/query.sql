SELECT f.industry, count(DISTINCT f.id) FROM firm f JOIN pursues p ON p.src = f.id
WHERE NOT EXISTS (SELECT 1 FROM promotes o WHERE o.dst = p.dst) GROUP BY f.industry
