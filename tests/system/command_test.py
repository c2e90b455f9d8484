"""What the command says and how it ends: messages for people, exit codes and formats for scripts."""
import json
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
import unittest

import sarye


class CommandTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.store = sarye.new_store(cls.folder, sarye.CASES)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def refused(self, code, *arguments, words=()):
        done = sarye.run(*arguments, stdin='')
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.assertEqual(done.stdout, '')
        for word in words:
            self.assertIn(word, done.stderr)
        return done.stderr

    def test_without_arguments_it_helps(self):
        done = sarye.run()
        self.assertEqual(done.returncode, 0)
        for command in ('init', 'load', 'query', 'repl', 'session', 'verify'):
            self.assertIn(command, done.stdout)

    def test_version_names_store_format_and_libraries(self):
        done = sarye.run('--version')
        self.assertEqual(done.returncode, 0)
        for word in ('sarye ', 'store format', 'ICU', 'RocksDB'):
            self.assertIn(word, done.stdout)

    def test_a_wrong_command_suggests_the_nearest(self):
        self.refused(2, 'qurey', self.store, words=('qurey', 'sarye query'))
        self.refused(2, 'query', self.store, '--formt', 'csv', words=('--formt',))
        self.refused(2, 'query', self.store, 'RETURN 1', '--format', 'xls', words=('xls', 'jsonl'))
        self.refused(2, 'query', words=('STORE',))

    def test_paths_that_are_no_store(self):
        self.refused(1, 'query', '/nowhere/at/all', 'RETURN 1', words=('sarye init',))
        self.refused(1, 'load', '/nowhere/at/all', sarye.texts()[0], words=('sarye init',))
        self.refused(1, 'docs', __file__, words=('file',))
        self.refused(1, 'verify', self.folder, words=(self.folder,))
        self.refused(1, 'init', self.store, words=('already',))

    def test_a_query_error_has_a_caret_under_wide_characters(self):
        said = self.refused(1, 'query', self.store, "MATCH (기업:Firm) RETURN 기엄.name",
                            words=('query:1:24', '기업'))
        lines = said.splitlines()
        # Hangul takes two cells: four of the characters in front of the place are wide or not ASCII.
        self.assertEqual(lines[2].index('^'), len('  MATCH (xxxx:Firm) RETURN '))

    def test_errors_as_json(self):
        said = json.loads(self.refused(1, '--json', 'query', self.store, 'RETURN\n nobody'))
        self.assertEqual(said['error']['code'], 'UndefinedVariable')
        self.assertEqual((said['error']['line'], said['error']['column']), (2, 2))

    def test_an_empty_query_is_a_usage_error(self):
        self.refused(2, 'query', self.store, '-', words=('empty',))

    def test_limits_end_with_six(self):
        self.refused(6, 'query', self.store, 'MATCH (n) RETURN n.name', '--max-rows', '3',
                     words=('3', '--max-rows'))

    def test_query_from_standard_input_and_file_with_parameters(self):
        done = sarye.run('query', self.store, '--param', 'n=2', '--param', 's=둘',
                         '--format', 'rows', stdin='RETURN $n + 1 AS n, $s AS s')
        self.assertEqual(done.stdout, '[3,"둘"]\n', done.stderr)
        path = os.path.join(self.folder, 'q.sq')
        with open(path, 'w', encoding='utf8') as out:
            out.write('// comment\nRETURN 1 AS x; RETURN 2 AS y;\n')
        done = sarye.run('query', self.store, '-f', path, '--format', 'json')
        self.assertEqual([json.loads(line)['rows'] for line in done.stdout.splitlines()],
                         [[[1]], [[2]]])

    def test_standard_output_is_data_alone(self):
        text = 'MATCH (f:Firm "딥시크")-[r:OFFERS]->(p:Product) RETURN p.name CITE r LIMIT 1'
        done = sarye.run('query', self.store, text)  # a pipe: TSV
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(all(line.count('\t') == 1 for line in done.stdout.splitlines()))
        self.assertIn('[1] “', done.stderr)
        self.assertEqual(sarye.run('query', self.store, text, '--quiet').stderr, '')

    def test_equal_queries_print_equal_bytes(self):
        text = 'MATCH (f:Firm)-[r]->(x) RETURN f.name, type(r), x.name CITE r'
        answers = {sarye.run('query', self.store, text, '--format', 'md', '--threads', str(n)).stdout
                   for n in (1, 2, 3)}
        self.assertEqual(len(answers), 1)

    def test_it_works_in_the_c_locale(self):
        environment = dict(sarye.ENVIRONMENT, LC_ALL='C')
        done = subprocess.run([sarye.BINARY, 'query', str(self.store), "RETURN '深度' AS 이름, 0.5 AS x",
                               '--format', 'csv'], capture_output=True, env=environment)
        self.assertEqual(done.stdout.decode(), '이름,x\n深度,0.5\n')

    def test_a_reader_that_leaves_early_is_no_error_message(self):
        many = 'UNWIND range(1, 200000) AS x RETURN x'
        process = subprocess.Popen([sarye.BINARY, 'query', str(self.store), many],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   env=sarye.ENVIRONMENT)
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
        process.stderr.close()
        process.wait(timeout=30)
        self.assertEqual(said, b'')

    def test_interrupting_a_query_ends_with_130(self):
        endless = 'MATCH (a), (b), (c), (d) WHERE a.name + b.name = c.name + d.name + "x" RETURN count(*)'
        process = subprocess.Popen([sarye.BINARY, 'query', str(self.store), endless, '--timeout', '0',
                                    '--max-rows', '0'], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env=sarye.ENVIRONMENT)
        time.sleep(1)
        sent = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, said = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 130, said)
        self.assertEqual(out, b'')
        self.assertLess(time.monotonic() - sent, 2)

    def wait_for_handler(self, process):
        """Returns when the process minds SIGINT itself: before, it has changed nothing yet."""
        until = time.monotonic() + 30
        while process.poll() is None and time.monotonic() < until:
            with open(f'/proc/{process.pid}/status', encoding='ascii') as status:
                caught = next(line.split()[1] for line in status if line.startswith('SigCgt:'))
            if int(caught, 16) >> (signal.SIGINT - 1) & 1:
                return
            time.sleep(0.01)

    def test_an_interrupted_load_keeps_whole_documents_and_publishes_them(self):
        folder = tempfile.mkdtemp(dir=self.folder)
        store = sarye.new_store(folder)
        texts = os.path.join(folder, 'texts')
        os.mkdir(texts)
        base = sarye.texts()[0].read_text(encoding='utf8')
        for i in range(600):
            with open(os.path.join(texts, f't{i:03}.txt'), 'w', encoding='utf8') as out:
                out.write(f'{i}\n{base}')
        process = subprocess.Popen([sarye.BINARY, 'load', str(store), texts], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env=sarye.ENVIRONMENT)
        self.wait_for_handler(process)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=120)
        if process.returncode != 0:  # a fast machine may have been done
            self.assertEqual(process.returncode, 130, said)
            self.assertIn(b'interrupted', said)
        self.assertEqual(sarye.run('verify', store).returncode, 0)
        listed = sarye.run('docs', store, '--format', 'rows').stdout.splitlines()
        seen = sarye.query(store, 'MATCH (d:Document) RETURN count(*)')['rows'][0][0]
        self.assertEqual(len(listed), seen)

    def test_an_export_that_fails_leaves_no_file(self):
        target = os.path.join(self.folder, 'bad.graphml')
        self.refused(1, 'export', self.store, '--query', 'MATCH (f:Firm) RETURN g', '-o', target)
        self.assertFalse(os.path.exists(target))
        self.refused(1, 'export', self.store, '-o', os.path.join(self.folder, 'none', 'x.graphml'))

    def test_a_device_or_a_link_is_written_where_it_leads(self):
        if os.path.exists('/dev/full'):
            self.refused(7, 'query', self.store, 'RETURN 1', '-o', '/dev/full')
            self.assertTrue(stat.S_ISCHR(os.stat('/dev/full').st_mode))
        done = sarye.run('query', self.store, 'RETURN 41 + 1 AS x', '-o', '/dev/stdout')
        self.assertIn('42', done.stdout)
        target, link = (os.path.join(self.folder, name) for name in ('target.csv', 'link.csv'))
        os.symlink(target, link)
        self.assertEqual(sarye.run('query', self.store, 'RETURN 1 AS x', '-o', link).returncode, 0)
        self.assertTrue(os.path.islink(link))
        with open(target, encoding='utf8') as written:
            self.assertEqual(written.read(), 'x\n1\n')

    def test_exports_of_one_query_are_equal_and_hold_the_query(self):
        text = 'MATCH p = (:Firm "深度求索")-[:OFFERS]->() RETURN p'
        first = sarye.run('export', self.store, '--query', text, '-o', '-')
        self.assertEqual(first.returncode, 0, first.stderr)
        self.assertEqual(first.stdout, sarye.run('export', self.store, '--query', text, '-o', '-').stdout)
        self.assertIn('OFFERS', first.stdout)

    def test_removing_an_unknown_key_is_exit_three_and_names_the_near_one(self):
        key = sarye.texts()[0].name.split('.')[0]
        self.refused(3, 'remove', self.store, key[:-1], words=(key,))

    def test_import_into_a_store_of_texts_is_refused(self):
        graph = os.path.join(self.folder, 'graph.json')
        with open(graph, 'w', encoding='utf8') as out:
            json.dump({'nodes': [{'id': 0, 'labels': ['A']}], 'edges': []}, out)
        self.refused(2, 'import', self.store, graph, words=('texts',))
        opened = os.path.join(self.folder, 'open')
        self.assertEqual(sarye.run('import', opened, graph).returncode, 0)
        self.assertEqual(sarye.query(opened, 'MATCH (a:A) RETURN count(*) AS n')['rows'], [[1]])
        self.refused(2, 'load', opened, sarye.texts()[0], words=('open data',))

    def test_a_store_of_other_resources_is_refused(self):
        data = os.path.join(self.folder, 'data')
        shutil.copytree(sarye.SOURCE / 'corpus', data)
        with open(os.path.join(data, 'lexicon', 'zz.txt'), 'w', encoding='utf8') as out:
            out.write('# one more file\n')
        done = subprocess.run([sarye.BINARY, 'load', str(self.store), str(sarye.texts()[0])],
                              capture_output=True, text=True,
                              env=dict(sarye.ENVIRONMENT, SARYE_DATA=data))
        self.assertIn(done.returncode, (3, 5), done.stderr)
        self.assertNotEqual(done.stderr, '')

    def test_a_flipped_byte_is_found_by_verify(self):
        store = sarye.new_store(tempfile.mkdtemp(dir=self.folder), sarye.texts()[0])
        tables = sorted((store / 'live').glob('*.sst'), key=lambda p: p.stat().st_size)
        self.assertTrue(tables)
        content = bytearray(tables[-1].read_bytes())
        content[len(content) // 3] ^= 1
        tables[-1].chmod(0o644)
        tables[-1].write_bytes(bytes(content))
        done = sarye.run('verify', store)
        self.assertEqual(done.returncode, 5, done.stdout + done.stderr)
        self.assertIn(tables[-1].name, done.stdout)

    def test_the_repl_reads_from_a_pipe_without_prompts(self):
        done = sarye.run('repl', self.store, stdin='\\format rows\nRETURN 1 +\n  1;\nRETURN x;\nRETURN 3')
        self.assertIn('[2]\n', done.stdout)
        self.assertIn('[3]\n', done.stdout)
        self.assertNotIn('sarye>', done.stdout)
        self.assertIn('nothing is called x', done.stderr)
        self.assertEqual(done.returncode, 1)

    def test_the_repl_is_left_with_a_semicolon_too(self):
        done = sarye.run('repl', self.store, stdin='quit;\nRETURN 3;\n')
        self.assertEqual((done.returncode, done.stdout), (0, ''), done.stderr)


if __name__ == '__main__':
    unittest.main()
