SELECT dst, count(*) n, CAST(round(sum(conf) * 10.0 / count(*)) AS INTEGER) c FROM pursues GROUP BY dst HAVING count(*) >= 100 ORDER BY n DESC, dst LIMIT 20
