SELECT count(*) FROM (SELECT DISTINCT src, dst FROM pursues) p LEFT JOIN (SELECT DISTINCT src, dst FROM offers) o ON o.src = p.src LEFT JOIN (SELECT DISTINCT src, dst FROM faces) v ON v.src = p.src
