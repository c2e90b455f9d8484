SELECT dst, count(*) n FROM (SELECT src, dst FROM pursues GROUP BY src, dst HAVING count(DISTINCT doc) >= 2) t GROUP BY dst ORDER BY n DESC, dst LIMIT 10
