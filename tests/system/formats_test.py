"""Web pages, DOCX and PDF are loaded as texts are; hostile ones are rejected with their reason."""
import io
import os
import resource
import shutil
import tempfile
import unittest
import zipfile

import documents
import sarye

PAGE = '''<html><head><meta charset="utf-8"><title>{title}</title></head><body>
<nav><a href="/">Home</a> <a href="/a">About</a></nav>
<main><h1>{title}</h1><p>OpenAI launched a new model in March 2025. The company said that demand for
inference keeps growing.</p>{more}</main><footer>All rights reserved.</footer></body></html>'''

TABLE = '''<table><caption>Table 1. Microsoft, results (USD million)</caption>
<tr><th rowspan="2">Item</th><th colspan="2">2024</th></tr><tr><th>Q3</th><th>Q4</th></tr>
<tr><td>Revenue</td><td>65,585</td><td>69,632</td></tr>
<tr><td>Operating income</td><td>30,552</td><td>31,653</td></tr></table>'''


class FormatsTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.store = sarye.new_store(self.folder)

    def write(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, 'wb') as out:
            out.write(content if isinstance(content, bytes) else content.encode())
        return path

    def load(self, *paths):
        done = sarye.run('load', self.store, *paths)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def rows(self, query):
        return sarye.query(self.store, query)['rows']

    def reject(self, path, *words):
        done = sarye.run('load', self.store, path)
        said = done.stdout + done.stderr
        self.assertEqual(done.returncode, 3, said)
        self.assertIn(os.path.basename(path), said)
        for word in words:
            self.assertIn(word, said)
        self.assertEqual(self.rows('MATCH (d:Document) RETURN d.key'), [])

    def passages(self):
        return self.rows('MATCH (p:Passage) RETURN p.kind, p.text, p.page')

    def test_a_page_is_cited_by_what_it_says(self):
        path = self.write('page.html', PAGE.format(title='A model launched', more=TABLE))
        self.load(path)
        rows = self.rows('MATCH (f:Firm "OpenAI")-[r:OFFERS|LAUNCHES]->(x) RETURN x.name')
        self.assertTrue(self.rows('MATCH (f:Firm "OpenAI") RETURN f.name'), rows)
        texts = [text for _, text, _ in self.passages()]
        self.assertFalse([t for t in texts if 'About' in t or 'rights' in t], texts)
        self.assertIn('unchanged', self.load(path))

    def test_every_cell_of_a_table_is_an_observation(self):
        self.load(self.write('page.html', PAGE.format(title='Results', more=TABLE)))
        rows = self.rows('MATCH (f:Firm "Microsoft")<-[:OBSERVED_FOR]-(m:Metric) '
                         'RETURN m.period, m.measure, m.value, m.unit ORDER BY m.value')
        self.assertEqual([row[2] for row in rows], [30552, 31653, 65585, 69632], rows)
        self.assertEqual({row[3] for row in rows}, {'USD million'}, rows)
        self.assertEqual([row[0] for row in rows], ['2024-Q3', '2024-Q4', '2024-Q3', '2024-Q4'], rows)

    def test_a_docx_keeps_headings_lists_tables_and_notes(self):
        call = ('<w:p><w:r><w:t>Meta bought chips from Nvidia in 2024.</w:t></w:r>'
                '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>')
        body = (documents.paragraph('A case of chips', 'T') + documents.paragraph('Supply', '1') + call +
                documents.item('the first step', 0) + documents.item('a part of it', 1) +
                documents.item('the second step', 0) +
                documents.paragraph('Table 1. Nvidia, revenue (USD million)', 'c') +
                documents.table([[documents.cell('Segment'), documents.cell('2024'), documents.cell('2023')],
                                 [documents.cell('Data center revenue'), documents.cell('47,525'),
                                  documents.cell('15,005')]]))
        self.load(self.write('case.docx', documents.docx(body, 'A case of chips', 'As the firm says.')))
        kinds = [(kind, text) for kind, text, _ in self.passages()]
        self.assertIn(('title', 'A case of chips'), kinds)
        self.assertIn(('heading', 'Supply'), kinds)
        self.assertIn(('footnote', 'As the firm says.'), kinds)
        bullets = [text for kind, text in kinds if kind == 'bullet']
        self.assertEqual(sorted(bullets), ['1. the first step', '2. the second step', 'a part of it'])
        values = self.rows('MATCH (f:Firm "Nvidia")<-[:OBSERVED_FOR]-(m:Metric) '
                           'RETURN m.period, m.value ORDER BY m.period')
        self.assertEqual(values, [['2023', 15005], ['2024', 47525]])

    @unittest.skipUnless(shutil.which('pdftotext'), 'pdftotext is not installed')
    def test_a_pdf_knows_its_pages(self):
        head = lambda n: (60, 30, 8, f'Journal of Cases 12 (2024) {n}')
        pages = []
        for n in (1, 2, 3):
            lines = [head(n), (290, 820, 8, f'- {n} -')]
            if n == 1:
                lines.append((60, 80, 20, 'A study of chips'))
            for i in range(20):
                lines.append((60, 130 + 14 * i, 10, 'Nvidia supplies accelerators to many firms, and this '
                                                    'line of prose is as wide as the page is'))
            lines.append((60, 130 + 14 * 20, 10, f'and the paragraph of page {n} ends here.'))
            pages.append(lines)
        self.load(self.write('study.pdf', documents.pdf(pages)))
        rows = self.passages()
        self.assertIn('A study of chips', [text for kind, text, _ in rows if kind == 'title'])
        self.assertFalse([text for _, text, _ in rows if 'Journal of Cases' in text])
        found = {page for _, text, page in rows if 'ends here' in text}
        self.assertEqual(found, {1, 2, 3})

    @unittest.skipUnless(shutil.which('pdftotext'), 'pdftotext is not installed')
    def test_a_korean_pdf_without_its_font(self):
        lines = [(60, 100 + 16 * i, 10, '네이버는 2024년 하이퍼클로바를 공개하고 여러 기업과 협력하였다.')
                 for i in range(6)]
        self.load(self.write('ko.pdf', documents.pdf([lines], korean=True)))
        self.assertTrue(self.rows('MATCH (f:Firm "네이버") RETURN f.name'))

    def test_a_pdf_under_another_name(self):
        if shutil.which('pdftotext') is None:
            self.skipTest('pdftotext is not installed')
        lines = [(60, 100 + 14 * i, 10, 'Nvidia supplies accelerators to many firms in 2024.') for i in range(5)]
        self.load(self.write('study.txt', documents.pdf([lines])))
        self.assertTrue(self.rows('MATCH (f:Firm "Nvidia") RETURN f.name'))

    def test_a_scan_says_what_to_do(self):
        if shutil.which('pdftotext') is None:
            self.skipTest('pdftotext is not installed')
        self.reject(self.write('scan.pdf', documents.pdf([[], []])), 'OCR')

    def test_a_pdf_that_was_cut_off(self):
        if shutil.which('pdftotext') is None:
            self.skipTest('pdftotext is not installed')
        whole = documents.pdf([[(60, 100, 10, 'Some text')]])
        self.reject(self.write('cut.pdf', whole[:300]), 'damaged')

    def test_a_bomb_in_a_docx(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
            with archive.open('word/document.xml', 'w') as part:
                part.write(b'<a>')
                for _ in range(300):
                    part.write(b' ' * (1 << 20))
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        self.reject(self.write('bomb.docx', out.getvalue()), 'unpacked')
        self.assertLess(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, max(before, 512 << 10))

    def test_other_formats_are_named(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, 'w') as archive:
            archive.writestr('xl/workbook.xml', '<a/>')
        self.reject(self.write('sheet.xlsx', out.getvalue()), 'XLSX', 'DOCX')


if __name__ == '__main__':
    unittest.main()
