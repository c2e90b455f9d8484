"""The README's tour, and the answers in the librarians' page, are what the program prints."""
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import unittest

import sarye


def steps(page):
    """(command, lines that its output must hold in this order) of every console block."""
    text = (sarye.SOURCE / page).read_text(encoding='utf8')
    for block in re.findall(r'```console\n(.*?)```', text, re.S):
        command, expected = None, []
        for line in block.splitlines():
            if line.startswith('$ '):
                if command:
                    yield command, expected
                command, expected = line[2:], []
            elif line.strip():
                expected.append(line)
        yield command, expected


def squeezed(line):
    """Without the width of columns and the numbers of footnotes, which any new text may change."""
    return ' '.join(re.sub(r'\[\d+\]', '', line).split())


class ReadmeTest(unittest.TestCase):
    def test_the_tour(self):
        self.walk('README.md')

    def test_the_questions_to_the_corpus(self):
        self.walk('corpus/README.md')

    def walk(self, page):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        os.symlink(sarye.SOURCE / 'corpus', os.path.join(folder, 'corpus'))
        count = 0
        for command, expected in steps(page):
            words = shlex.split(command)
            self.assertEqual(words[0], 'sarye')
            done = subprocess.run([sarye.BINARY, *words[1:]], cwd=folder, capture_output=True, text=True,
                                  encoding='utf8', env=sarye.ENVIRONMENT, timeout=60)
            said = [squeezed(line) for line in (done.stdout + done.stderr).splitlines()]
            at = 0
            for line in map(squeezed, expected):
                found = next((i for i in range(at, len(said)) if said[i].startswith(line)), None)
                self.assertIsNotNone(found, f'{command}\nshould print: {line}\nprints: ' + '\n'.join(said))
                at = found + 1
            count += 1
        self.assertGreater(count, 6)


if __name__ == '__main__':
    unittest.main()
