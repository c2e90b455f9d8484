"""Measures are those of networkx, on random graphs with parallel edges and loops."""
import random
import unittest

import sarye

try:
    import networkx
except ImportError:
    networkx = None
try:
    import scipy
except ImportError:
    scipy = None

TOLERANCE = 1e-6


@unittest.skipIf(networkx is None, 'python3-networkx is not installed')
class MeasuresTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.session = sarye.Session()
        draw = random.Random(11)
        cls.graph = networkx.MultiDiGraph()
        cls.graph.add_nodes_from(range(80))
        for _ in range(240):
            a, b = draw.randrange(70), draw.randrange(80)  # some nodes are reached only
            cls.graph.add_edge(a, b, w=draw.randrange(1, 40) / 8)
        nodes = [{'id': n, 'labels': ['Firm'], 'properties': {'n': n}} for n in cls.graph]
        edges = [{'id': i, 'src': a, 'dst': b, 'type': 'SUPPLIES', 'properties': {'w': w}}
                 for i, (a, b, w) in enumerate(cls.graph.edges(data='w'))]
        for request in ({'op': 'open', 'dir': ':memory:'},
                        {'op': 'import', 'nodes': nodes, 'edges': edges}):
            answer = cls.session.ask(**request)
            assert answer['ok'], answer
        # What shortest paths are asked of: of parallel edges the lightest, no loops.
        cls.simple = networkx.DiGraph()
        cls.simple.add_nodes_from(cls.graph)
        for a, b, w in cls.graph.edges(data='w'):
            if a != b and (not cls.simple.has_edge(a, b) or cls.simple[a][b]['w'] > w):
                cls.simple.add_edge(a, b, w=w)

    @classmethod
    def tearDownClass(cls):
        cls.session.close()

    def ask(self, text):
        answer = self.session.ask(op='query', text=text)
        self.assertTrue(answer['ok'], answer)
        return answer['rows']

    def check(self, call, expected):
        rows = self.ask(f'MATCH (x:Firm) RETURN x.n, {call}')
        self.assertEqual(len(rows), len(expected))
        for node, value in rows:
            self.assertAlmostEqual(value, expected[node], delta=TOLERANCE, msg=f'{call} of {node}')

    def test_degrees(self):
        over = 'OVER { MATCH (a) OPTIONAL MATCH (a)-[r]->() } BY r.w'
        for call, of in (('degree', self.graph.degree), ('inDegree', self.graph.in_degree),
                         ('outDegree', self.graph.out_degree)):
            self.check(f'{call}(x)', dict(of()))
            self.check(f'{call}(x {over})', dict(of(weight='w')))

    @unittest.skipIf(scipy is None, 'python3-scipy, which PageRank of networkx needs, is not installed')
    def test_pagerank(self):
        over = 'OVER { MATCH (a) OPTIONAL MATCH (a)-[r]->() } BY r.w'
        self.check('pagerank(x)', networkx.pagerank(self.graph, weight=None, tol=1e-12))
        self.check(f'pagerank(x {over})', networkx.pagerank(self.graph, weight='w', tol=1e-12))

    def test_betweenness(self):
        over = 'OVER { MATCH (a) OPTIONAL MATCH (a)-[r]->() } BY r.w'
        both = 'OVER { MATCH (a) OPTIONAL MATCH (a)-[r]-() }'
        self.check('betweenness(x)', networkx.betweenness_centrality(self.simple))
        self.check(f'betweenness(x {over})',
                   networkx.betweenness_centrality(self.simple, weight='w'))
        self.check(f'betweenness(x {both})',
                   networkx.betweenness_centrality(self.simple.to_undirected()))

    def test_closeness(self):
        over = 'OVER { MATCH (a) OPTIONAL MATCH (a)-[r]->() } BY r.w'
        both = 'OVER { MATCH (a) OPTIONAL MATCH (a)-[r]-() }'
        self.check('closeness(x)', networkx.closeness_centrality(self.simple))
        self.check(f'closeness(x {over})',
                   networkx.closeness_centrality(self.simple, distance='w'))
        self.check(f'closeness(x {both})',
                   networkx.closeness_centrality(self.simple.to_undirected()))

    def test_cores(self):
        self.check('kcore(x)', networkx.core_number(self.simple.to_undirected()))

    def test_components(self):
        groups = sorted(sorted(c) for c in networkx.weakly_connected_components(self.graph))
        found = sorted(sorted(row[1]) for row in self.ask(
            'MATCH (x:Firm) RETURN component(x) AS c, collect(x.n)'))
        self.assertEqual(found, groups)
        sizes = [len(row[1]) for row in self.ask(
            'MATCH (x:Firm) RETURN component(x) AS c, collect(x.n) ORDER BY c')]
        self.assertEqual(sizes, sorted(sizes, reverse=True))

    def test_distances_and_paths(self):
        lengths = dict(networkx.all_pairs_dijkstra_path_length(self.simple, weight='w'))
        hops = dict(networkx.all_pairs_shortest_path_length(self.simple))
        rows = self.ask(
            'MATCH (a:Firm), (b:Firm) WHERE a.n < 20 '
            'RETURN a.n, b.n, distance(a, b), distance(a, b OVER { ()-[r]->() } BY r.w), '
            '[r IN relationships(cheapestPath(a, b OVER { ()-[r]->() } BY r.w)) | r.w], '
            'b.n IN [x IN nodes(cheapestPath(a, b OVER { ()-[r]->() } BY r.w)) | x.n]')
        alone = set(networkx.isolates(self.graph))
        self.assertEqual(len(rows), 20 * 80)
        for a, b, hop, length, weights, ends_there in rows:
            self.assertEqual(hop, hops[a].get(b))
            if {a, b} & alone:
                self.assertIsNone(length)  # no edge brings them into the graph of the braces
            elif b not in lengths[a]:
                self.assertIsNone(length)
                self.assertIsNone(weights)
            else:
                self.assertAlmostEqual(length, lengths[a][b], delta=TOLERANCE)
                self.assertAlmostEqual(sum(weights), length, delta=TOLERANCE)
                self.assertTrue(ends_there)


if __name__ == '__main__':
    unittest.main()
