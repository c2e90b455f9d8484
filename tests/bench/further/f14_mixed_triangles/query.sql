SELECT count(*) FROM (SELECT DISTINCT src, dst FROM competes_with) c JOIN (SELECT DISTINCT a, b FROM pw2) x ON x.a = c.src JOIN (SELECT DISTINCT a, b FROM pw2) y ON y.a = c.dst AND y.b = x.b
