SELECT count(*) FROM (SELECT src, dst FROM competes_with WHERE lang = 'ko' AND year < {{year}} INTERSECT SELECT src, dst FROM competes_with WHERE lang = 'en' AND year >= {{year}}) t
