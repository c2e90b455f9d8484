SELECT count(*) FROM pw2 x JOIN pw2 y ON y.a = x.b JOIN uses u ON u.src = y.b WHERE y.b <> x.a
