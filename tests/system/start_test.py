"""What a process that answers one question spares: threads, and pages of the program."""
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest

import sarye

LARGE_PAGE = 2 << 20  # bytes
LOADED = 1            # p_type of a segment that is mapped


def alignments(path):
    """Of the mapped segments of an ELF file of 64 bits, in its byte order."""
    with open(path, 'rb') as file:
        header = file.read(1 << 16)
    order = '<' if header[5] == 1 else '>'
    at, = struct.unpack_from(order + 'Q', header, 32)
    size, count = struct.unpack_from(order + 'HH', header, 54)
    segments = [struct.unpack_from(order + 'IIQQQQQQ', header, at + i * size) for i in range(count)]
    return [segment[7] for segment in segments if segment[0] == LOADED]


@unittest.skipUnless(sys.platform == 'linux', 'looks into /proc')
class StartTest(unittest.TestCase):
    def test_a_reader_starts_no_threads(self):
        with tempfile.TemporaryDirectory() as folder:
            store = sarye.new_store(folder, sarye.texts()[0])
            reader = subprocess.Popen([sarye.BINARY, 'repl', str(store)], stdin=subprocess.PIPE,
                                      stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                      env=sarye.ENVIRONMENT)
            try:
                reader.stdin.write(b'MATCH (f:Firm) RETURN count(*);\n')
                reader.stdin.flush()
                reader.stdout.readline()  # it has answered, so the store is open
                tasks = list(pathlib.Path(f'/proc/{reader.pid}/task').iterdir())
                self.assertEqual(len(tasks), 1)
            finally:
                reader.communicate(timeout=60)
            self.assertEqual(reader.returncode, 0)

    def test_the_program_can_be_mapped_in_large_pages(self):
        found = alignments(sarye.BINARY)
        self.assertTrue(found)
        self.assertEqual(set(found), {LARGE_PAGE})


if __name__ == '__main__':
    unittest.main()
