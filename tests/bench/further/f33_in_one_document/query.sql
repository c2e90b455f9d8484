SELECT count(*) FROM pursues p JOIN uses u ON u.src = p.src AND u.doc = p.doc
