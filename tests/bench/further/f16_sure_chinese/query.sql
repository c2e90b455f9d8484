SELECT f.industry, count(*), count(DISTINCT f.id) FROM (SELECT DISTINCT src, dst FROM pursues WHERE lang = 'zh' AND conf >= 80 AND year >= {{year}}) p JOIN firm f ON f.id = p.src GROUP BY f.industry
