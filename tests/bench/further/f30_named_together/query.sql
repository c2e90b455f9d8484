SELECT y.dst AS id, count(DISTINCT y.src) n FROM mentions x JOIN mentions y ON y.src = x.src AND y.dst <> x.dst WHERE x.dst = {{hub}} GROUP BY y.dst ORDER BY n DESC, id LIMIT 20
