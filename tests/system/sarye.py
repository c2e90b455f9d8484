"""Runs the command `sarye` for tests. SARYE names the binary, SARYE_SOURCE the source folder."""
import json
import os
import pathlib
import subprocess

BINARY = os.environ['SARYE']
SOURCE = pathlib.Path(os.environ['SARYE_SOURCE'])
CASES = SOURCE / 'corpus' / 'cases'
ENVIRONMENT = dict(os.environ, SARYE_DATA=str(SOURCE / 'corpus'), NO_COLOR='1',
                   SARYE_ZH_TAGGER='off')  # answers are those without python3-jieba


def run(*arguments, stdin=None, timeout=120):
    """The finished process, with its output as text."""
    return subprocess.run([BINARY, *map(str, arguments)], input=stdin, capture_output=True,
                          text=True, encoding='utf8', timeout=timeout, env=ENVIRONMENT)


def start(*arguments):
    return subprocess.Popen([BINARY, *map(str, arguments)], stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL, env=ENVIRONMENT)


def texts():
    """The case texts, in order of name."""
    return sorted(p for p in CASES.rglob('*') if p.suffix in ('.txt', '.md'))


def new_store(folder, *files):
    """An empty store in `folder`, then loaded with `files`."""
    store = pathlib.Path(folder) / 'store'
    made = run('init', store)
    assert made.returncode == 0, made.stderr
    if files:
        loaded = run('load', store, *files)
        assert loaded.returncode == 0, loaded.stderr + loaded.stdout
    return store


def export(store):
    """Everything that a store says, as bytes that are equal when the stores say the same."""
    done = subprocess.run([BINARY, 'export', str(store), '--all', '--with-evidence', '-o', '-'],
                          capture_output=True, timeout=120, env=ENVIRONMENT)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def query(store, text):
    """The answer as `--format json` gives it."""
    done = run('query', store, text, '--format', 'json')
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Session:
    """One `sarye session`."""

    def __init__(self):
        self.process = subprocess.Popen([BINARY, 'session'], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, encoding='utf8',
                                        env=ENVIRONMENT)
        self.next_id = 0

    def ask(self, **request):
        self.next_id += 1
        request['id'] = self.next_id
        self.process.stdin.write(json.dumps(request) + '\n')
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert answer['id'] == self.next_id, answer
        return answer

    def close(self):
        self.process.stdin.close()
        return self.process.wait(timeout=30)
