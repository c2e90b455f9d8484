SELECT count(*) FROM (SELECT DISTINCT src, dst FROM competes_with) x JOIN (SELECT DISTINCT src, dst FROM competes_with) y ON y.src = x.dst
JOIN (SELECT DISTINCT src, dst FROM competes_with) z ON z.src = x.src AND z.dst = y.dst
JOIN (SELECT DISTINCT src, dst FROM located_in) p ON p.src = x.src JOIN (SELECT DISTINCT src, dst FROM located_in) q ON q.src = x.dst AND q.dst = p.dst
JOIN (SELECT DISTINCT src, dst FROM located_in) r ON r.src = y.dst AND r.dst = p.dst
