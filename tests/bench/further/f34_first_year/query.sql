SELECT dst, min(year), max(year), count(*) n FROM pursues GROUP BY dst ORDER BY n DESC, dst LIMIT 10
