SELECT count(*) FROM (SELECT DISTINCT src, dst FROM pursues) p WHERE NOT EXISTS (
SELECT 1 FROM pw2 w JOIN pursues q ON q.src = w.b JOIN offers o ON o.src = p.src WHERE w.a = p.src AND q.dst = p.dst)
