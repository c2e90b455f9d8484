SELECT sum(p.n * u.n * o.n) FROM (SELECT src, count(*) n FROM pursues GROUP BY src) p
JOIN (SELECT src, count(*) n FROM uses GROUP BY src) u ON u.src = p.src
JOIN (SELECT src, count(*) n FROM offers GROUP BY src) o ON o.src = p.src
