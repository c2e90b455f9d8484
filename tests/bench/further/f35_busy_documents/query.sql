SELECT doc, count(*) n FROM uses GROUP BY doc ORDER BY n DESC, doc LIMIT 10
