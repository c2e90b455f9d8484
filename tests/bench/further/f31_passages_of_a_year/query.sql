SELECT d.year, count(*) FROM passage p JOIN document d ON d.id = p.doc WHERE p.text LIKE '%{{sub_text}}%' GROUP BY d.year
