#!/usr/bin/env python3
"""A room includes rooms on lower floors only, and each foreign library has one door.

usage: floors.py ROOT. Prints what breaks the plan; exit status 1 if anything does.
"""
import pathlib
import re
import sys

FLOORS = {
    'engine/base': 1, 'grammar': 1, 'engine/text': 2, 'engine/model': 2, 'engine/store': 3,
    'engine/syntax': 3, 'engine/graph': 4, 'engine/binder': 4, 'engine/planner': 5,
    'engine/exchange': 5, 'engine/executor': 6, 'engine': 7, 'tools': 8,
    'ingest/lexicon': 6.0, 'ingest/tagger': 6.0, 'ingest/stage': 6.1, 'ingest/language': 6.2,
    'ingest/document': 6.2, 'ingest/readers': 6.3, 'ingest/concepts': 6.3, 'ingest/names': 6.4,
    'ingest/metrics': 6.5, 'ingest/arguments': 6.5, 'ingest/clauses': 6.6, 'ingest/relations': 6.7,
    'ingest': 6.8,
}
DOORS = {
    r'<rocksdb/': ['engine/store/'],
    r'<antlr4-runtime|Sarye(Lexer|Parser)\.h': ['engine/syntax/'],
    r'<unicode/': ['engine/text/'],
    r'<boost/': ['engine/graph/measures.cc'],
    r'<re2/': ['ingest/lexicon/pattern.cc'],
    r'<histedit': ['tools/terminal/line_editor.cc'],
    r'<libxml/': ['ingest/readers/html_parser.cc'],
    r'<zlib': ['ingest/readers/zip_archive.cc'],
    r'<pugixml': ['ingest/readers/xml_parser.cc'],
    r'<openssl/': ['engine/store/sha256.cc'],
}


def room_of(path):
    parts = path.split('/')
    for n in (2, 1):
        place = '/'.join(parts[:n])
        if n < len(parts) and place in FLOORS:
            return place
    return None


def main(root):
    wrong = []
    for path in sorted(p for top in ('engine', 'ingest', 'tools') for p in (root / top).rglob('*')):
        if path.suffix not in ('.h', '.cc'):
            continue
        name = path.relative_to(root).as_posix()
        here = room_of(name)
        for number, line in enumerate(path.read_text(encoding='utf8').split('\n'), 1):
            own = re.match(r'\s*#include "([^"]+)"', line)
            if own:
                there = room_of(own.group(1))
                if there and there != here and FLOORS[there] >= FLOORS[here]:
                    wrong.append(f'{name}:{number}: {here} does not stand above {there}')
            if not line.lstrip().startswith('#include'):
                continue
            for foreign, doors in DOORS.items():
                if re.search(foreign, line):
                    if not any(name.startswith(door) for door in doors):
                        wrong.append(f'{name}:{number}: {line.strip()} has its door elsewhere: {doors}')
                    if path.suffix == '.h' and not name.startswith('engine/syntax/'):
                        wrong.append(f'{name}:{number}: a foreign header in a header of ours')
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(pathlib.Path(sys.argv[1])))
