SELECT d.kind, d.year, count(*), count(DISTINCT o.dst) FROM offers o JOIN document d ON d.id = o.doc GROUP BY d.kind, d.year
