SELECT 'PURSUES', count(*) FROM (SELECT 1 FROM pursues GROUP BY src, dst HAVING count(DISTINCT lang) >= 3) t
UNION ALL SELECT 'USES', count(*) FROM (SELECT 1 FROM uses GROUP BY src, dst HAVING count(DISTINCT lang) >= 3) t
UNION ALL SELECT 'OFFERS', count(*) FROM (SELECT 1 FROM offers GROUP BY src, dst HAVING count(DISTINCT lang) >= 3) t
