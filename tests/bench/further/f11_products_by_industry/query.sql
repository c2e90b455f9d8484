SELECT f.industry, count(DISTINCT f.id), count(DISTINCT o.dst), count(*) FROM firm f LEFT JOIN (SELECT DISTINCT src, dst FROM offers) o ON o.src = f.id GROUP BY f.industry
