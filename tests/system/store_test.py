"""What a store promises: order does not matter, loading twice changes nothing, removing is exact, a kill
loses nothing that was said to be stored, and readers never wait."""
import os
import random
import shutil
import signal
import tempfile
import time
import unittest

import sarye

LONG = os.environ.get('SARYE_LONG_TESTS') == '1'


class StoreTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def sub(self, name):
        path = os.path.join(self.folder, name)
        os.mkdir(path)
        return path

    def test_order_of_loading_does_not_matter(self):
        files = sarye.texts()
        forward = sarye.new_store(self.sub('forward'))
        backward = sarye.new_store(self.sub('backward'))
        for file in files:
            self.assertEqual(sarye.run('load', forward, file).returncode, 0)
        for file in reversed(files):
            self.assertEqual(sarye.run('load', backward, file).returncode, 0)
        self.assertEqual(sarye.export(forward), sarye.export(backward))

    def test_the_number_of_threads_does_not_matter(self):
        stores = []
        for threads in ('1', '4'):
            store = sarye.new_store(self.sub(f'threads{threads}'))
            done = sarye.run('load', store, sarye.CASES, '--threads', threads)
            self.assertEqual(done.returncode, 0, done.stderr)
            stores.append(sarye.export(store))
        self.assertEqual(stores[0], stores[1])

    def test_loading_twice_changes_nothing(self):
        store = sarye.new_store(self.folder, sarye.CASES)
        before = sarye.export(store)
        again = sarye.run('load', store, sarye.CASES)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(sarye.export(store), before)

    def test_removing_leaves_what_the_others_give(self):
        files = sarye.texts()
        whole = sarye.new_store(self.sub('whole'), *files)
        for file in (files[0], files[4], files[-1]):
            others = [f for f in files if f != file]
            without = sarye.new_store(self.sub(file.stem), *others)
            key = file.name.split('.')[0]
            removed = sarye.run('remove', whole, key)
            self.assertEqual(removed.returncode, 0, removed.stderr)
            self.assertEqual(sarye.export(whole), sarye.export(without), file.name)
            self.assertEqual(sarye.run('load', whole, file).returncode, 0)

    def test_rebuild_gives_the_same(self):
        store = sarye.new_store(self.folder, sarye.CASES)
        before = sarye.export(store)
        self.assertEqual(sarye.run('rebuild', store).returncode, 0)
        self.assertEqual(sarye.export(store), before)

    def test_two_exports_are_equal_to_the_byte(self):
        store = sarye.new_store(self.folder, sarye.CASES)
        self.assertEqual(sarye.export(store), sarye.export(store))

    def test_every_quote_is_a_slice_of_its_source(self):
        store = sarye.new_store(self.folder, sarye.CASES)
        verified = sarye.run('verify', store)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)
        sources = {p.name.split('.')[0]: p.read_bytes().decode('utf8') for p in sarye.texts()}
        answer = sarye.query(store, 'MATCH (a)-[r]->(b) MODALITY ANY RETURN a.name, b.name CITE r')
        self.assertGreater(len(answer['citations']), 100)
        for citation in answer['citations']:
            self.assertIn(citation['quote'], sources[citation['document']])

    def test_a_killed_load_leaves_whole_documents_only(self):
        files = sarye.texts()
        whole = sarye.new_store(self.sub('whole'), *files)
        keys = {row[0] for row in sarye.query(whole, 'MATCH (d:Document) RETURN d.key')['rows']}
        per_document = self.assertions_by_document(whole)
        seed = 20261121
        chance = random.Random(seed)
        for round_number in range(30 if LONG else 10):
            store = sarye.new_store(self.sub(f'kill{round_number}'))
            reader = sarye.Session()
            self.assertTrue(reader.ask(op='open', dir=str(store))['ok'])
            load = sarye.start('load', store, *files)
            deadline = time.monotonic() + chance.uniform(0.01, 0.6)
            while time.monotonic() < deadline:
                answer = reader.ask(op='query', text='MATCH (d:Document) RETURN count(*)')
                self.assertTrue(answer['ok'], answer)
            load.send_signal(signal.SIGKILL)
            load.wait()
            answer = reader.ask(op='query', text='MATCH (d:Document) RETURN count(*)')
            self.assertTrue(answer['ok'], answer)
            reader.close()
            verified = sarye.run('verify', store)
            self.assertEqual(verified.returncode, 0, f'seed {seed}: {verified.stdout}{verified.stderr}')
            self.assertEqual(sarye.run('rebuild', store).returncode, 0)
            found = self.assertions_by_document(store)
            for key, count in found.items():
                self.assertIn(key, keys)
                self.assertEqual(count, per_document[key], f'{key} is half there (seed {seed})')
            # Loading goes on where it stopped.
            if round_number < 3:
                self.assertEqual(sarye.run('load', store, *files).returncode, 0)
                self.assertEqual(sarye.export(store), sarye.export(whole))

    @staticmethod
    def assertions_by_document(store):
        # A contradiction stands between two documents: it is there when both are.
        answer = sarye.query(store, "MATCH (a)-[r]->(b) MODALITY ANY WHERE type(r) <> 'CONFLICTS_WITH' "
                                    'UNWIND assertions(r) AS s '
                                    'RETURN s.document AS d, count(*) ORDER BY d')
        return {row[0] if isinstance(row[0], str) else row[0]['properties']['key']: row[1]
                for row in answer['rows']}

    def test_edges_of_a_folder_keep_the_years_and_confidences_they_were_given(self):
        folder = self.sub('graph')
        # Years that a packed edge has no room for, properties, and one edge that no document states.
        files = {
            'nodes_Document.csv': 'id,title\n1,t\n',
            'nodes_Firm.csv': 'id,name\n1,a\n2,b\n3,c\n',
            'edges_KNOWS.csv': 'src:Firm,dst:Firm,doc,passage,year,lang,conf,weight\n'
                               '1,2,1,,65535,ko,90,7\n1,3,1,,-70000,zh,80,\n2,3,1,,2001,en,100,\n'
                               '3,1,1,,123456,ko,0,8\n3,2,,,,,,9\n',
        }
        for name, text in files.items():
            with open(os.path.join(folder, name), 'w', encoding='utf-8') as out:
                out.write(text)
        store = os.path.join(self.folder, 'open.db')
        self.assertEqual(sarye.run('import', store, folder).returncode, 0)
        told = sarye.query(store, 'MATCH (a:Firm)-[r:KNOWS]->(b) UNWIND assertions(r) AS x '
                                  'RETURN a.name, b.name, x.year, x.confidence, r.weight '
                                  'ORDER BY a.name, b.name')
        self.assertEqual(told['rows'], [['a', 'b', 65535, 0.9, 7], ['a', 'c', -70000, 0.8, None],
                                        ['b', 'c', 2001, 1.0, None], ['c', 'a', 123456, 0.0, 8]])
        plain = sarye.query(store, 'MATCH (:Firm {name: "c"})-[r:KNOWS]->(:Firm {name: "b"}) '
                                   'RETURN r.weight, docs(r)')
        self.assertEqual(plain['rows'], [[9, 0]])

    def test_a_second_writer_is_told_who_holds_the_lock(self):
        store = sarye.new_store(self.folder)
        many = self.sub('many')
        base = sarye.texts()[0].read_text(encoding='utf8')
        for i in range(400):
            with open(os.path.join(many, f't{i}.txt'), 'w', encoding='utf8') as out:
                out.write(f'{i}\n{base}')
        first = sarye.start('load', store, many)
        try:
            time.sleep(0.5)
            second = sarye.run('load', store, sarye.texts()[0])
            if first.poll() is None:
                self.assertEqual(second.returncode, 4, second.stderr)
                self.assertIn(str(first.pid), second.stderr)
        finally:
            first.kill()
            first.wait()


if __name__ == '__main__':
    unittest.main()
