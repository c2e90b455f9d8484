"""Bad input gets a clear message and exit status 3, and the other files are loaded."""
import os
import shutil
import tempfile
import unittest

import sarye


class InputTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.store = sarye.new_store(self.folder)
        self.good = sarye.texts()[0]

    def bad_file(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, 'wb') as out:
            out.write(content)
        return path

    def load_with_good(self, bad, *words):
        done = sarye.run('load', self.store, bad, self.good)
        self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
        said = done.stdout + done.stderr
        self.assertIn(os.path.basename(bad), said)
        for word in words:
            self.assertIn(word, said.lower())
        rows = sarye.query(self.store, 'MATCH (d:Document) RETURN d.key')['rows']
        self.assertEqual(len(rows), 1)

    def test_an_empty_file(self):
        self.load_with_good(self.bad_file('empty.txt', b''), 'empty')

    def test_a_binary_file(self):
        self.load_with_good(self.bad_file('binary.txt', bytes(range(256)) * 40), 'binary')

    def test_invalid_utf8(self):
        self.load_with_good(self.bad_file('broken.txt', b'plain text, then \xff\xfe\xfa\xc3\x28 and more\n' * 3))

    def test_a_line_of_fifty_megabytes(self):
        self.load_with_good(self.bad_file('long.txt', b'a line without an end ' * (50 * 1024 * 1024 // 22)))

    def test_a_wrong_path(self):
        self.load_with_good(os.path.join(self.folder, 'nowhere.txt'), 'no such file')

    def test_broken_metadata_names_its_file(self):
        text = self.bad_file('case.txt', 'A firm opened a plant.\n'.encode())
        self.bad_file('case.csl.json', b'{"title": ')
        done = sarye.run('load', self.store, text, self.good)
        self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
        self.assertIn('case.csl.json', done.stdout + done.stderr)

    def test_a_store_that_is_not_there(self):
        done = sarye.run('query', os.path.join(self.folder, 'none'), 'MATCH (n) RETURN n')
        self.assertEqual(done.returncode, 1)
        self.assertIn('sarye init', done.stderr)

    def test_a_wrong_command_is_a_usage_error(self):
        self.assertEqual(sarye.run('lod', self.store).returncode, 2)

    def test_a_query_error_shows_the_place(self):
        done = sarye.run('query', self.store, 'MATCH (정책:Policy)-[:PURSUES]->(s:Strategy) RETURN s.name')
        self.assertEqual(done.returncode, 1)
        self.assertIn('^', done.stderr)
        self.assertIn('PURSUES', done.stderr)

    def test_a_row_limit_is_exit_code_six(self):
        self.assertEqual(sarye.run('load', self.store, self.good).returncode, 0)
        done = sarye.run('query', self.store, 'MATCH (a), (b) RETURN a.name, b.name', '--max-rows', '10')
        self.assertEqual(done.returncode, 6, done.stderr)


if __name__ == '__main__':
    unittest.main()
