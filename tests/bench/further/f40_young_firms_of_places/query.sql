SELECT l.country, count(DISTINCT f.id), min(f.founded), max(f.employees) FROM (SELECT DISTINCT src, dst FROM located_in) e JOIN firm f ON f.id = e.src JOIN place l ON l.id = e.dst GROUP BY l.country
