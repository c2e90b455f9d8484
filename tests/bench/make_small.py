"""Writes tests/bench/small: a graph in the layout of bulk data, small enough to read.

Same numbers, same bytes: the linear congruential generator below is all the chance there is.
"""
import pathlib

OUT = pathlib.Path(__file__).parent / "small"
STARTS = {"ko": ["새벽", "한울", "바른", "가온"], "zh": ["恒光", "云岭", "新岸", "启元"], "en": ["Alder", "Briar", "Cobalt", "Delta"]}
ENDS = {"ko": ["전자", "화학", "소재"], "zh": ["电子", "化工", "材料"], "en": [" Electronics", " Chemicals", " Materials"]}
INDUSTRIES = ["electronics", "chemicals", "materials"]
LANGUAGES = ["ko", "zh", "en"]
state = 20261126


def draw(below):
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    return (state >> 33) % below


def skewed(below):
    """Small numbers far more often than large ones."""
    return min(draw(below), draw(below), draw(below))


def name(language, number):
    starts, ends = STARTS[language], ENDS[language]
    return f"{starts[number % 4]}{ends[number // 4 % 3]} {number}"


def write(file, header, rows):
    text = "".join(",".join(str(cell) for cell in row) + "\n" for row in [header, *rows])
    (OUT / f"{file}.csv").write_text(text, encoding="utf-8", newline="")


def main():
    OUT.mkdir(exist_ok=True)
    firms, strategies, effects, policies, documents, passages = 60, 24, 12, 20, 40, 120
    write("nodes_Firm", ["id", "name", "alias", "lang", "industry", "founded"],
          [[i, name(LANGUAGES[i % 3], i), f"F{i}", LANGUAGES[i % 3], INDUSTRIES[draw(3)], 1950 + draw(70)]
           for i in range(firms)])
    for kind, count in [("Strategy", strategies), ("Effect", effects), ("Policy", policies)]:
        write(f"nodes_{kind}", ["id", "name", "lang"],
              [[i, f"{kind.lower()} {i}", LANGUAGES[i % 3]] for i in range(count)])
    years = [2010 + draw(12) for _ in range(documents)]
    write("nodes_Document", ["id", "title", "lang", "year"],
          [[i, f"Case {i}", LANGUAGES[i % 3], years[i]] for i in range(documents)])
    write("nodes_Passage", ["id", "doc", "seq", "lang", "text"],
          [[i, i // 3, i % 3, LANGUAGES[i // 3 % 3], f"{name(LANGUAGES[i % 3], draw(firms))}: passage {i}"]
           for i in range(passages)])
    for relation, count, sources, targets in [
            ("PURSUES", 400, firms, strategies), ("PROMOTES", 120, policies, strategies),
            ("LEADS_TO", 120, strategies, effects), ("COMPETES_WITH", 200, firms, firms),
            ("PARTNERS_WITH", 160, firms, firms)]:
        rows = []
        while len(rows) < count:
            source, target, document = skewed(sources), skewed(targets), draw(documents)
            if sources == targets and source >= target:
                continue
            rows.append([source, target, document, 3 * document + draw(3), years[document],
                         LANGUAGES[document % 3], 50 + draw(50)])
        write(f"edges_{relation}", ["src", "dst", "doc", "passage", "year", "lang", "conf"], rows)
    write("edges_CITES", ["src", "dst"],
          [[i, draw(i)] for i in range(1, documents) for _ in range(2)])
    write("edges_PART_OF", ["src", "dst", "seq"], [[i, i // 3, i % 3] for i in range(passages)])


main()
