SELECT dst, count(*) n, CAST(sum(conf) AS INTEGER) c FROM pursues GROUP BY dst HAVING count(*) >= 100 ORDER BY n DESC, dst LIMIT 20
