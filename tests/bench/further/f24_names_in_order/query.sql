SELECT name, founded FROM firm WHERE industry = '{{industry}}' AND founded > 1990 ORDER BY name, id LIMIT 20
