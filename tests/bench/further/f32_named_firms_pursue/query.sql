SELECT p.dst, count(DISTINCT p.src) n FROM firm f JOIN pursues p ON p.src = f.id WHERE f.name >= '{{prefix}}' AND f.name LIKE '{{prefix}}%' GROUP BY p.dst ORDER BY n DESC, p.dst LIMIT 10
