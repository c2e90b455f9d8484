SELECT count(*) FROM competes_with c JOIN uses x ON x.src = c.src JOIN uses y ON y.src = c.dst AND y.dst = x.dst
