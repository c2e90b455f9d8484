"""Every name of an error that the engine can give stands in the language's page, and no other.

Usage: error_names.py ROOT. Names are the literals in camel case of the engine's sources; what else is
written so there is listed below.
"""
import pathlib
import re
import sys

NAME = re.compile(r'"([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)"')
# EXPLAIN's operators and a float's name.
OTHER_FILES = {"engine/planner/explain.cc", "engine/exchange/graphml.cc", "engine/exchange/value_json.h",
               "engine/model/value.cc"}
OTHER_WORDS = {"NaN", "EnvironmentFactor"}
# Errors without a name of their own go by the kind of error that they are.
KINDS = {"LimitReached", "Cancelled"}


def produced(root):
    names = {}
    for path in sorted((root / "engine").rglob("*")):
        file = path.relative_to(root).as_posix()
        if path.suffix not in (".cc", ".h") or file in OTHER_FILES:
            continue
        for name in NAME.findall(path.read_text(encoding="utf-8")):
            if name not in OTHER_WORDS:
                names.setdefault(name, file)
    return names


def listed(root):
    names = []
    in_table = False
    for line in (root / "grammar" / "README.md").read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            in_table = False
        elif line.startswith("| error |"):
            in_table = True
        elif in_table and line.startswith("| `"):
            names.append(line.split("`")[1])
    return names


def main():
    root = pathlib.Path(sys.argv[1])
    made, told = produced(root), listed(root)
    wrong = [f"{made[name]}: {name} is not in the page's table of errors" for name in made if name not in told]
    wrong += [f"grammar/README.md: nothing gives {name}" for name in told if name not in made and name not in KINDS]
    wrong += [f"grammar/README.md: {name} stands twice" for name in set(told) if told.count(name) > 1]
    if len(told) < 20:
        wrong.append("grammar/README.md: the table of errors is not found")
    print("\n".join(wrong) or f"{len(told)} names of errors")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
