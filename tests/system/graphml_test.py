"""Exports fit the profile and are read alike by tools that know nothing of Sarye."""
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import sarye

PROFILE = sarye.SOURCE / 'tests' / 'schema' / 'graphml-profile.rng'
NAMESPACE = '{http://graphml.graphdrawing.org/xmlns}'

HOSTILE = [
    'plain', 'a & b < c > "d"', 'control \u0001\u000b here', 'bidi \u202eabc', ']]>', '𠮷野家 😀',
    'line\nbreak', ' blanks ', '\ufffe', '한글과 漢字', "quote ' mark", 'x' * 5000,
]


class GraphmlTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.store = sarye.new_store(cls.folder, sarye.CASES)
        cls.file = pathlib.Path(cls.folder) / 'all.graphml'
        done = sarye.run('export', cls.store, '--with-evidence', '-o', cls.file)
        assert done.returncode == 0, done.stderr

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def check_profile(self, file):
        if shutil.which('xmllint') is None:
            self.skipTest('xmllint is not installed')
        done = subprocess.run(['xmllint', '--noout', '--nonet', '--relaxng', str(PROFILE), str(file)],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr[:2000])

    def test_the_corpus_fits_the_profile(self):
        self.check_profile(self.file)

    def test_networkx_reads_the_same_graph(self):
        try:
            import networkx
        except ImportError:
            self.skipTest('python3-networkx is not installed')
        graph = networkx.read_graphml(self.file, force_multigraph=True)
        root = ElementTree.parse(self.file).getroot()
        self.assertEqual(graph.number_of_nodes(), len(root.findall(f'.//{NAMESPACE}node')))
        self.assertEqual(graph.number_of_edges(), len(root.findall(f'.//{NAMESPACE}edge')))
        names = json.loads(graph.nodes['firm:deepseek']['aliases']) + [graph.nodes['firm:deepseek']['label']]
        for name in ('DeepSeek', '딥시크', '深度求索'):
            self.assertIn(name, names)

    def test_every_edge_has_a_weight_a_label_and_existing_ends(self):
        root = ElementTree.parse(self.file).getroot()
        nodes = {n.get('id') for n in root.findall(f'.//{NAMESPACE}node')}
        ids = set()
        for edge in root.findall(f'.//{NAMESPACE}edge'):
            self.assertIn(edge.get('source'), nodes)
            self.assertIn(edge.get('target'), nodes)
            self.assertNotIn(edge.get('id'), ids)
            ids.add(edge.get('id'))
            data = {d.get('key'): d.text for d in edge.findall(f'{NAMESPACE}data')}
            self.assertGreater(float(data['weight']), 0)
            self.assertTrue(data['edgelabel'])

    def test_the_chains_of_a_trace_are_exported(self):
        file = pathlib.Path(self.folder) / 'why.graphml'
        trace = 'TRACE p = (:Firm "비야디") TO (:Effect) WITHIN 3 HOPS TOP 5'
        done = sarye.run('query', self.store, f"EXPORT TO '{file}' AS graphml WITH EVIDENCE {trace}")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.check_profile(file)
        root = ElementTree.parse(file).getroot()
        edges = {(e.get('source'), e.get('target')) for e in root.findall(f'.//{NAMESPACE}edge')}
        rows = sarye.run('query', self.store, '--format', 'rows', trace +
                         ' RETURN [r IN relationships(p) | [startNode(r).key, endNode(r).key]]')
        self.assertEqual(rows.returncode, 0, rows.stderr)
        hops = {tuple(hop) for line in rows.stdout.splitlines() for hop in json.loads(line)[0]}
        self.assertGreater(len(hops), 3)
        self.assertEqual(edges, hops)

    def test_hostile_text_stays_readable(self):
        graph = {'nodes': [{'id': i, 'labels': ['Thing'], 'properties': {'name': text}}
                           for i, text in enumerate(HOSTILE)],
                 'edges': [{'id': 0, 'src': 0, 'dst': 1, 'type': 'T', 'properties': {'note': HOSTILE[2]}},
                           {'id': 1, 'src': 0, 'dst': 1, 'type': 'T', 'properties': {}},
                           {'id': 2, 'src': 3, 'dst': 3, 'type': 'T', 'properties': {}}]}
        session = sarye.Session()
        self.assertTrue(session.ask(op='open', dir=':memory:', create=True)['ok'])
        self.assertTrue(session.ask(op='import', **graph)['ok'])
        file = pathlib.Path(self.folder) / 'hostile.graphml'
        answer = session.ask(op='query', text=f"EXPORT TO '{file}' AS graphml MATCH (a) OPTIONAL MATCH (a)-[r]->(b) RETURN a, r, b")
        self.assertTrue(answer['ok'], answer)
        session.close()
        self.check_profile(file)
        root = ElementTree.parse(file).getroot()
        self.assertEqual(len(root.findall(f'.//{NAMESPACE}node')), len(HOSTILE))
        self.assertEqual(len(root.findall(f'.//{NAMESPACE}edge')), 3)


if __name__ == '__main__':
    unittest.main()
