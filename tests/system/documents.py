"""Makes small documents of other formats for tests: DOCX and PDF, from Python's library alone."""
import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(text, style=None, extra=''):
    look = f'<w:pPr>{f"""<w:pStyle w:val="{style}"/>""" if style else ""}{extra}</w:pPr>'
    return f'<w:p>{look}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def item(text, level):
    return paragraph(text, extra=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def cell(text, span=1, merge=None):
    look = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ''
    look += f'<w:vMerge w:val="{merge}"/>' if merge == 'restart' else '<w:vMerge/>' if merge else ''
    return f'<w:tc><w:tcPr>{look}</w:tcPr>{paragraph(text)}</w:tc>'


def table(rows):
    return '<w:tbl>' + ''.join(f'<w:tr>{"".join(row)}</w:tr>' for row in rows) + '</w:tbl>'


STYLES = f'''<w:styles {W}>
<w:style w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="c"><w:name w:val="caption"/></w:style></w:styles>'''
LISTS = f'''<w:numbering {W}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'''


def docx(body, title='', footnote=''):
    """The bytes of a DOCX with the paragraphs and tables of `body`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
        archive.writestr('[Content_Types].xml', '<Types/>')
        archive.writestr('word/document.xml', f'<w:document {W}><w:body>{body}</w:body></w:document>')
        archive.writestr('word/styles.xml', STYLES)
        archive.writestr('word/numbering.xml', LISTS)
        if footnote:
            archive.writestr('word/footnotes.xml', f'<w:footnotes {W}><w:footnote w:id="2">'
                                                   f'{paragraph(footnote)}</w:footnote></w:footnotes>')
        archive.writestr('docProps/core.xml',
                         '<cp:coreProperties xmlns:cp="c" xmlns:dc="d">'
                         f'<dc:title>{title}</dc:title></cp:coreProperties>')
    return out.getvalue()


def pdf(pages, korean=False):
    """The bytes of a PDF: of each page a list of (x, y, size, text), y from the top of 842 points."""
    objects = []

    def add(content):
        objects.append(content if isinstance(content, bytes) else content.encode())
        return len(objects)

    if korean:
        inner = add('<</Type/Font/Subtype/CIDFontType0/BaseFont/HYSMyeongJo-Medium/CIDSystemInfo'
                    '<</Registry(Adobe)/Ordering(Korea1)/Supplement 1>>/DW 1000/FontDescriptor 2 0 R>>')
        add('<</Type/FontDescriptor/FontName/HYSMyeongJo-Medium/Flags 6/FontBBox[0 -120 1000 880]'
            '/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>')
        font = add(f'<</Type/Font/Subtype/Type0/BaseFont/HYSMyeongJo-Medium/Encoding/UniKS-UCS2-H'
                   f'/DescendantFonts[{inner} 0 R]>>')
    else:
        font = add('<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>')
    kids = []
    parent = len(objects) + 2 * len(pages) + 1
    for lines in pages:
        stream = ''
        for x, y, size, text in lines:
            if korean:
                shown = '<' + text.encode('utf-16-be').hex() + '>'
            else:
                shown = '(' + text.replace('(', r'\(').replace(')', r'\)') + ')'
            stream += f'BT /F1 {size} Tf {x} {842 - y} Td {shown} Tj ET\n'
        content = add(f'<</Length {len(stream)}>>\nstream\n{stream}endstream')
        kids.append(add(f'<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 595 842]/Contents {content} 0 R'
                        f'/Resources<</Font<</F1 {font} 0 R>>>>>>'))
    assert add(f'<</Type/Pages/Kids[{" ".join(f"{k} 0 R" for k in kids)}]/Count {len(kids)}>>') == parent
    root = add(f'<</Type/Catalog/Pages {parent} 0 R>>')
    out = bytearray(b'%PDF-1.4\n')
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f'{number} 0 obj\n'.encode() + content + b'\nendobj\n'
    start = len(out)
    out += f'xref\n0 {len(objects) + 1}\n0000000000 65535 f \n'.encode()
    for place in places:
        out += f'{place:010} 00000 n \n'.encode()
    out += f'trailer\n<</Size {len(objects) + 1}/Root {root} 0 R>>\nstartxref\n{start}\n%%EOF\n'.encode()
    return bytes(out)
