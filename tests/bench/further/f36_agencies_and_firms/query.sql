SELECT count(*) FROM (SELECT DISTINCT i.src, c.dst FROM issues i JOIN constrains c ON c.src = i.dst) t
