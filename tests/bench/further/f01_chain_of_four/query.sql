SELECT count(*) FROM issues i JOIN promotes p ON p.src = i.dst JOIN pursues u ON u.dst = p.dst JOIN offers o ON o.src = u.src
