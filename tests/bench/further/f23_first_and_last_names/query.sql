SELECT industry, min(name), max(name) FROM firm GROUP BY industry
