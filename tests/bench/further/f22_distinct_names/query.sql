SELECT count(DISTINCT name) FROM (SELECT name FROM firm UNION ALL SELECT name FROM product) t
