SELECT sum(coalesce(n, 1)) FROM firm f LEFT JOIN (SELECT p.src, sum(l.n * w.n) n FROM (SELECT DISTINCT src, dst FROM pursues) p
JOIN (SELECT src, count(DISTINCT dst) n FROM leads_to GROUP BY src) l ON l.src = p.dst
JOIN (SELECT src, count(DISTINCT dst) n FROM works_through GROUP BY src) w ON w.src = p.dst GROUP BY p.src) t ON t.src = f.id
