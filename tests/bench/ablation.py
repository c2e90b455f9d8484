#!/usr/bin/env python3
"""What each part of the analysis is worth: scores with all of it, and with one part left out.

usage: ablation.py GOLD [ID=FILE ...] [--sarye PROGRAM]

GOLD is a folder with docs/ID.txt (texts with annotations) and score.py, which reads predictions
(`sarye extract --format predictions`) and writes its figures with --json; ID=FILE adds texts that
have annotations and lie elsewhere. Parts of the program are left out with `extract --without`; word lists and wordings are emptied in a copy of corpus/.
Prints a Markdown table: the whole, then each part with the differences.
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

# (what is left out, --without, files of corpus/ whose rows are dropped)
PARTS = [
    ('gazetteer of firms and products', None, ['lexicon/firms/*.txt', 'lexicon/products/*.txt']),
    ('gazetteer of products', None, ['lexicon/products/*.txt']),
    ('gazetteer of agencies and policies', None, ['lexicon/agencies.txt', 'lexicon/policies.txt']),
    ('discovery of unknown names', 'discovery', []),
    ('aliases', 'aliases', []),
    ('thesaurus', None, ['lexicon/thesaurus.txt', 'lexicon/concepts/*.txt']),
    ('head nouns', None, ['lexicon/heads.txt']),
    ('generic phrases', None, ['lexicon/generic.txt']),
    ('concepts', 'concepts', []),
    ('times', 'times', []),
    ('figures in sentences and tables', 'metrics', []),
    ('tables', 'tables', []),
    ('relations', 'relations', []),
    ("document's head", 'document_head', []),
]

FIGURES = [
    ('Firm', 'mention/strict/all/Firm'),
    ('Product', 'mention/strict/all/Product'),
    ('Agency', 'mention/strict/all/Agency'),
    ('relations', 'relation/relaxed/all/ALL'),
    ('METRIC', 'relation/relaxed/all/METRIC'),
    ('facts', 'fact/relaxed'),
    ('linking', 'link/all/ALL'),
]


def emptied(corpus, patterns, folder):
    """A copy of `corpus` in which the files of `patterns` have no rows."""
    copy = pathlib.Path(folder) / 'corpus'
    shutil.copytree(corpus, copy, ignore=shutil.ignore_patterns('cases'))
    for pattern in patterns:
        for path in sorted(copy.glob(pattern)):
            lines = path.read_text(encoding='utf-8').split('\n')
            keep = [line for line in lines if line.startswith(('sarye ', 'type ', '#'))]
            path.write_text('\n'.join(keep) + '\n', encoding='utf-8')
    return copy


def scores(program, gold, texts, corpus, without):
    with tempfile.TemporaryDirectory() as folder:
        predictions = pathlib.Path(folder) / 'predictions.jsonl'
        with predictions.open('wb') as out:
            for key, text in texts:
                command = [program, 'extract', str(text), '--doc', key]
                if without:
                    command += ['--without', without]
                subprocess.run(command, stdout=out, check=True,
                               env={'SARYE_DATA': str(corpus), 'PATH': '/usr/bin:/bin'})
        result = pathlib.Path(folder) / 'scores.json'
        subprocess.run([sys.executable, str(gold / 'score.py'), str(predictions),
                        '--json', str(result)], stdout=subprocess.DEVNULL, check=True)
        return json.loads(result.read_text())


def value_of(figures, key):
    value = figures.get(key, 0.0)
    return value[2] if isinstance(value, list) else value  # precision, recall, F1


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('gold', type=pathlib.Path)
    parser.add_argument('texts', nargs='*', metavar='ID=FILE')
    parser.add_argument('--sarye', default=str(ROOT / 'build/release/tools/sarye'))
    arguments = parser.parse_args()
    texts = [(path.stem, path) for path in sorted((arguments.gold / 'docs').glob('*.txt'))]
    texts += [tuple(text.split('=', 1)) for text in arguments.texts]
    print('| left out | ' + ' | '.join(name for name, _ in FIGURES) + ' |')
    print('| --- |' + ' ---: |' * len(FIGURES))
    whole = scores(arguments.sarye, arguments.gold, texts, ROOT / 'corpus', None)
    print('| nothing | ' + ' | '.join(f'{value_of(whole, key):.3f}' for _, key in FIGURES) + ' |')
    for title, without, patterns in PARTS:
        with tempfile.TemporaryDirectory() as folder:
            data = emptied(ROOT / 'corpus', patterns, folder) if patterns else ROOT / 'corpus'
            figures = scores(arguments.sarye, arguments.gold, texts, data, without)
        changes = [value_of(figures, key) - value_of(whole, key) for _, key in FIGURES]
        cells = ['' if abs(change) < 0.0005 else f'{change:+.3f}' for change in changes]
        print(f'| {title} | ' + ' | '.join(cells) + ' |', flush=True)


if __name__ == '__main__':
    main()
