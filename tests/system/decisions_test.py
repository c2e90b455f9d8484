"""What people decide: every kind changes what a store shows, in any order of lines, and leaves no trace
when its line goes. Annotations from elsewhere become such lines."""
import json
import os
import pathlib
import random
import shutil
import tempfile
import unittest

import sarye

TEXT = '''Hanbit Materials Report

Hanbit Materials Co., Ltd. (한빛소재) pursues vertical integration. Samsung Electronics competes with SK hynix.
In 2024 Samsung Electronics launched a new memory line with Hanbit Materials.

Analysts praised Corevia twice. Corevia Dulm grew quickly, and few had heard of Corevia Dulm.
'''


class DecisionsTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def file(self, name, content):
        path = os.path.join(self.folder, name)
        pathlib.Path(path).write_text(content, encoding='utf8')
        return path

    def store(self, *texts):
        store = sarye.new_store(self.folder, *texts)
        self.decisions = os.path.join(store, 'decisions.txt')
        return store

    def decide(self, store, *lines):
        if lines:
            pathlib.Path(self.decisions).write_text('v1\n' + '\n'.join(lines) + '\n', encoding='utf8')
        elif os.path.exists(self.decisions):
            os.remove(self.decisions)
        done = sarye.run('load', store)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stderr

    def keys(self, store, kind='Firm'):
        return [row[0] for row in sarye.query(store, f'MATCH (f:{kind}) RETURN f.key')['rows']]

    def some_texts(self):
        return [t for t in sarye.texts() if t.name.startswith(('semiconductor', 'chip', 'huawei', 'tsmc'))]

    def test_each_kind_changes_the_store_and_leaves_no_trace(self):
        store = self.store(*self.some_texts())
        before = sarye.export(store)
        quote = 'Samsung Electronics pursues vertical integration from memory to phones.'
        lines = [
            'accept entity firm:made-up "Made Up"@en by=kim at=2026-11-21',
            f'accept edge doc=chip-controls-limits quote="{quote}" rel=COMPETES_WITH '
            'from=firm:samsung-electronics to=firm:sk-hynix',
            f'reject edge doc=chip-controls-limits quote="{quote}" rel=PURSUES',
            'alias firm:smic "Another Name of SMIC"',
            'merge firm:smic <- firm:huawei',
            'split firm:samsung-electronics doc=chip-controls-limits quote="Samsung Electronics" -> '
            'firm:samsung-split',
            'type "SMIC" -> agency',
            'set firm:smic kind=group name="SMIC Group"',
            'stopword "TSMC"',
        ]
        for line in lines:
            said = self.decide(store, line)
            self.assertNotIn('stale', said, line)
            self.assertNotEqual(sarye.export(store), before, line)
        verified = sarye.run('verify', store)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)
        self.decide(store)
        self.assertEqual(sarye.export(store), before)

    def test_any_order_of_any_decisions_gives_one_export(self):
        texts = self.some_texts()
        store = self.store(*texts)
        before = sarye.export(store)
        firms = self.keys(store)
        others = self.keys(store, 'Strategy') + self.keys(store, 'Product')
        chance = random.Random(20261121)
        for _ in range(6 if not os.environ.get('SARYE_LONG_TESTS') else 60):
            some = chance.sample(firms, 6)
            lines = [f'merge {some[0]} <- {some[1]}', f'merge {some[2]} <- {some[0]}',
                     f'alias {some[3]} "Name {chance.randrange(100)}"', f'set {some[4]} kind=group',
                     f'type {chance.choice(others)} -> resource', f'distinct {some[3]} {some[5]}',
                     f'accept entity firm:new-{chance.randrange(9)} "中国"', 'stopword "Huawei"']
            lines = chance.sample(lines, chance.randrange(2, len(lines) + 1))
            self.decide(store, *lines)
            first = sarye.export(store)
            chance.shuffle(lines)
            self.decide(store, *lines)
            self.assertEqual(sarye.export(store), first, lines)
        # The same decisions before the texts come give the same store.
        with tempfile.TemporaryDirectory() as folder:
            other = sarye.new_store(folder)
            shutil.copy(self.decisions, os.path.join(other, 'decisions.txt'))
            for text in reversed(texts):
                self.assertEqual(sarye.run('load', other, text).returncode, 0)
            self.assertEqual(sarye.export(other), first)
        self.decide(store)
        self.assertEqual(sarye.export(store), before)

    def test_a_merged_key_still_leads_to_what_stays(self):
        store = self.store(*self.some_texts())
        self.decide(store, 'merge firm:smic <- firm:huawei')
        for name in ('firm:huawei', '화웨이', 'SMIC'):
            rows = sarye.query(store, f'MATCH (f:Firm "{name}") RETURN f.key')['rows']
            self.assertEqual(rows, [['firm:smic']], name)

    def test_stale_decisions_are_told_with_their_line(self):
        store = self.store(*self.some_texts()[:1])
        said = self.decide(store, '# nobody', 'alias firm:nobody "Nobody"',
                           'reject edge doc=gone quote="x" rel=PURSUES', 'type "Nobody" -> firm')
        self.assertIn('3 stale', said)
        self.assertIn('decisions.txt:3: alias firm:nobody', said)
        self.assertIn('no document gone is in the store', said)
        told = sarye.run('--json', 'review', store)
        self.assertEqual([s['line'] for s in json.loads(told.stdout)['decisions']['stale']], [3, 4, 5])

    def test_a_mistake_refuses_the_whole_and_changes_nothing(self):
        text = self.some_texts()[0]
        store = self.store(text)
        before = sarye.export(store)
        pathlib.Path(self.decisions).write_text(
            'v1\nmerge firm:smic <- firm:huawei\ndistinct firm:huawei firm:smic\nsett firm:x\n')
        for arguments in ((), (str(self.some_texts()[1]),)):
            done = sarye.run('load', store, *arguments)
            self.assertEqual(done.returncode, 3)
            self.assertIn('decisions.txt:3: ', done.stderr)
            self.assertIn('decisions.txt:4: there is no decision sett', done.stderr)
        self.assertEqual(sarye.export(store), before)

    def test_decisions_may_lie_beside_the_texts(self):
        decisions = self.file('ours.txt', 'v1\naccept entity firm:made-up "Made Up"\n')
        store = pathlib.Path(self.folder) / 'elsewhere'
        self.assertEqual(sarye.run('init', store, '--decisions', decisions).returncode, 0)
        self.assertEqual(sarye.run('load', store).returncode, 0)
        self.assertEqual(self.keys(store), ['firm:made-up'])
        self.assertEqual(sarye.run('init', str(store) + '2', '--open', '--decisions', 'x').returncode, 2)

    def test_what_people_state_outlives_its_source(self):
        text = self.some_texts()[0]
        store = self.store(text)
        line = (f'accept edge doc={text.stem} quote="no such words" rel=SUPPLIES from=firm:smic '
                'to=firm:huawei by=kim')
        key = sarye.query(store, 'MATCH (d:Document) RETURN d.key')['rows'][0][0]
        quote = sarye.query(store, 'MATCH (:Firm)-[r]->() UNWIND assertions(r) AS a '
                                   'RETURN a.quote LIMIT 1')['rows'][0][0]
        line = (f'accept edge doc={key} quote="{quote}" rel=SUPPLIES from=firm:smic to=firm:huawei by=kim')
        question = 'MATCH (:Firm "SMIC")-[r:SUPPLIES]->(:Firm "Huawei") RETURN documents(r)'
        self.decide(store, line)
        self.assertEqual(sarye.query(store, question)['rows'], [[[key]]])
        self.assertEqual(sarye.run('remove', store, key).returncode, 0)
        self.assertEqual(sarye.query(store, question)['rows'], [[['curation']]])
        self.decide(store)
        listed = sarye.query(store, 'MATCH (f:Firm) RETURN f.key')['rows']
        self.assertNotIn(['firm:smic'], listed)

    def test_review_lists_what_is_open_and_writes_what_is_decided(self):
        store = self.store(*sarye.texts())
        listed = json.loads(sarye.run('--json', 'review', store, '--top', '0').stdout)
        rows = listed['rows']
        self.assertEqual(listed['open'], len(rows))
        self.assertEqual([r['number'] for r in rows], list(range(1, len(rows) + 1)))
        gains = [r['gain'] for r in rows]
        self.assertEqual(gains, sorted(gains, reverse=True))
        self.assertGreater(len({r['kind'] for r in rows}), 2)
        for row in rows:
            self.assertTrue(row['yes'] and row['no'], row)
            self.assertTrue(row['places'] and all(p['quote'] and p['line'] for p in row['places']), row)
        # Every line is one that `load` takes; answered rows are not asked again.
        numbers = ','.join(str(r['number']) for r in rows[:8:2])
        refused = ','.join(str(r['number']) for r in rows[1:8:2])
        done = sarye.run('review', store, '--accept', numbers, '--reject', refused, '--by', 'lee',
                         '--date', '2026-11-21')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('by=lee at=2026-11-21', pathlib.Path(self.decisions).read_text(encoding='utf8'))
        loaded = sarye.run('load', store)
        self.assertEqual(loaded.returncode, 0, loaded.stderr)
        self.assertNotIn('stale', loaded.stderr)
        left = json.loads(sarye.run('--json', 'review', store, '--top', '0').stdout)['rows']
        answered = {r['what'] for r in rows[:8]}
        self.assertFalse(answered & {r['what'] for r in left})
        self.assertEqual(sarye.run('review', store, '--accept', '99999').returncode, 2)

    def test_every_answer_is_a_line_that_meets_something(self):
        store = self.store(*sarye.texts())
        rows = json.loads(sarye.run('--json', 'review', store, '--top', '0').stdout)['rows']
        chance = random.Random(3)
        for kind in sorted({row['kind'] for row in rows}):
            some = [row for row in rows if row['kind'] == kind]
            some = chance.sample(some, min(12, len(some)))
            for side in ('yes', 'no'):
                lines, gone = [], set()
                for line in (line for row in some for line in row[side]):
                    goes = line.split('<- ')[-1].split()[0]
                    if line.startswith('merge') and goes in gone:
                        continue  # one goes into one other only
                    gone.add(goes)
                    lines.append(line)
                self.assertNotIn('stale', self.decide(store, *lines), (kind, side))
        self.decide(store)

    def test_review_asks_one_question_after_the_other(self):
        store = self.store(*sarye.texts())
        done = sarye.run('review', store, '--ask', '--by', 'lee', stdin='y\nwhat?\ns\nn\nq\n')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertGreaterEqual(pathlib.Path(self.decisions).read_text(encoding='utf8').count('by=lee'), 2)
        self.assertEqual(sarye.run('review', store, '--ask', stdin='').returncode, 0)

    def annotated(self, store, *files):
        done = sarye.run('review', store, '--annotations', *files, '--by', 'lee', '--date', '2026-11-21')
        loaded = sarye.run('load', store)
        self.assertEqual(loaded.returncode, 0, loaded.stderr)
        self.assertNotIn('stale', loaded.stderr)
        return done

    def test_annotations_in_three_formats_say_the_same(self):
        text = self.file('hanbit.txt', TEXT)
        begin = TEXT.index('Corevia Dulm')
        end = begin + len('Corevia Dulm')
        samsung = TEXT.index('Samsung Electronics launched')
        sentence = TEXT[TEXT.index('Corevia Dulm grew'):].splitlines()[0]
        hynix = TEXT.index('SK hynix')
        sam = TEXT.index('Samsung Electronics competes')
        brat = (f'T1\tFirm {begin} {end}\tCorevia Dulm\n'
                f'T2\tFirm {sam} {sam + 19}\tSamsung Electronics\nT3\tFirm {hynix} {hynix + 8}\tSK hynix\n'
                'R1\tSUPPLIES Arg1:T2 Arg2:T3\nA1\tModality R1 planned\n#1\tAnnotatorNotes R1\tas it says\n'
                'T4\tPlanet 0 6\tHanbit\nT5\tFirm 0 9\tNot There\nE1\tEvent:T1\nR2\tSUPPLIES Arg1:T1 Arg2:T9\n')
        lines = [{'kind': 'mention', 'doc': 'hanbit', 'start': begin, 'end': end, 'type': 'Firm'},
                 {'kind': 'relation', 'doc': 'hanbit', 'subj': 'Samsung Electronics', 'obj': 'SK hynix',
                  'rel': 'SUPPLIES', 'modality': 'planned',
                  'quote': 'Samsung Electronics competes with SK hynix.'},
                 {'kind': 'mention', 'doc': 'gone', 'start': 0, 'end': 3, 'type': 'Firm'},
                 {'kind': 'relation', 'doc': 'hanbit', 'subj': 'SK hynix', 'obj': 'nobody', 'rel': 'SUPPLIES',
                  'quote': 'Samsung Electronics competes'}]
        web = {'@context': 'http://www.w3.org/ns/anno.jsonld', 'type': 'AnnotationCollection', 'items': [
            {'id': 'a1', 'type': 'Annotation', 'creator': {'name': 'park'}, 'created': '2026-11-20T09:00:00Z',
             'body': {'type': 'TextualBody', 'purpose': 'tagging', 'value': 'Firm'},
             'target': {'source': 'https://example.org/texts/hanbit.txt', 'selector': [
                 {'type': 'TextQuoteSelector', 'exact': 'Corevia Dulm', 'prefix': 'twice. ',
                  'suffix': ' grew'}, {'type': 'TextPositionSelector', 'start': begin, 'end': end}]}},
            {'id': 'a2', 'type': 'Annotation',
             'body': {'relation': 'SUPPLIES', 'from': 'Samsung Electronics',
                      'to': {'type': 'Firm', 'name': 'SK hynix'}, 'modality': 'planned'},
             'target': {'source': 'hanbit', 'selector': {
                 'type': 'TextQuoteSelector', 'exact': 'Samsung Electronics competes with SK hynix.'}}},
            {'id': 'a3', 'type': 'Annotation', 'body': 'Firm', 'target': {'source': 'hanbit'}}]}
        exports = []
        for name, content, rejected in (
                ('hanbit.ann', brat, 4),
                ('a.jsonl', '\n'.join(json.dumps(line) for line in lines), 2),
                ('a.jsonld', json.dumps(web), 1)):
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                store = sarye.new_store(folder, text)
                self.decisions = os.path.join(store, 'decisions.txt')
                done = self.annotated(store, self.file(name, content))
                self.assertEqual(done.returncode, 3, done.stderr)
                self.assertEqual(done.stderr.count('rejected: '), rejected, done.stderr)
                rows = sarye.query(store, 'MATCH (:Firm "Samsung Electronics")-[r:SUPPLIES]->(:Firm "SK hynix") '
                                          'UNWIND assertions(r) AS a RETURN a.quote, a.modality')['rows']
                self.assertEqual(rows, [['Samsung Electronics competes with SK hynix.', 'planned']])
                rows = sarye.query(store, 'MATCH (p:Passage)-[:MENTIONS]->(f:Firm "Corevia Dulm") '
                                          'WHERE p.document.key = "hanbit" RETURN count(*)')['rows']
                self.assertEqual(rows, [[1]])
                exports.append(self.keys(store))
                # Said once: the same file adds nothing.
                before = pathlib.Path(self.decisions).read_text(encoding='utf8')
                self.annotated(store, self.file(name, content))
                self.assertEqual(pathlib.Path(self.decisions).read_text(encoding='utf8'), before)
        self.assertEqual(exports[0], exports[1])
        self.assertEqual(exports[0], exports[2])
        self.assertIn('by=park at=2026-11-20', before)

    def test_words_are_found_in_a_text_that_was_wrapped_anew(self):
        text = self.file('hanbit.txt', TEXT.replace('Corevia Dulm grew', 'Corevia\nDulm grew'))
        store = self.store(text)
        web = {'type': 'Annotation', 'body': 'Firm', 'target': {'source': 'hanbit', 'selector': {
            'type': 'TextQuoteSelector', 'exact': 'Corevia Dulm', 'prefix': 'praised Corevia twice.\n'}}}
        done = self.annotated(store, self.file('one.json', json.dumps(web)))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('firm:coreviadulm', self.keys(store))

    def test_a_file_that_holds_no_annotations_is_named(self):
        store = self.store(*self.some_texts()[:1])
        for name, content in (('x.txt', 'x'), ('x.json', '{')):
            done = sarye.run('review', store, '--annotations', self.file(name, content))
            self.assertEqual(done.returncode, 3)
            self.assertIn(name, done.stderr)
        self.assertEqual(sarye.run('review', store, '--annotations', 'no.ann').returncode, 1)


if __name__ == '__main__':
    unittest.main()
