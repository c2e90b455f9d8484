SELECT q.src AS id, count(DISTINCT q.dst) n FROM pursues p JOIN pursues q ON q.dst = p.dst AND q.src <> p.src WHERE p.src = {{hub}} GROUP BY q.src ORDER BY n DESC, id LIMIT 20
