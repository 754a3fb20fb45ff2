"""Makes workbooks for the tests, by the standard library alone, with what offices' workbooks hold.

    from workbook import *
    book = Book()
    book.sheet('Figures', rows=[['state', 'team_adam_cases'], ['CA', 4]])
    book.save('f.xlsx')

A cell is None, a text, a number as Python prints it, True or False, or one of the functions below."""
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' \
       'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
# What Cell.struck counts through: its font.
FONTS = ['', '<strike/>', '<vertAlign val="superscript"/>', '<vertAlign val="subscript"/>']
KIND = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


class Cell:
    def __init__(self, inner, kind='', form='General', struck=False):
        self.inner, self.kind, self.form, self.struck = inner, kind, form, struck


def number(stored, form='General'):
    return Cell(f'<v>{stored}</v>', form=form)


def formula(text, stored=None, kind=''):
    return Cell(f'<f>{escape(text)}</f>' + (f'<v>{stored}</v>' if stored is not None else ''), kind)


def error(text):
    return Cell(f'<f>A1</f><v>{text}</v>', 'e')


def struck(text):
    return Cell(f'<is><t>{escape(text)}</t></is>', 'inlineStr', struck=True)


def rich(*runs):
    """Runs are texts, or pairs of a text and what stands in <rPr>."""
    pairs = [(run, '') if isinstance(run, str) else run for run in runs]
    return Cell('<is>' + ''.join(f'<r><rPr>{look}</rPr><t xml:space="preserve">{escape(text)}</t></r>'
                                 for text, look in pairs) + '</is>', 'inlineStr')


def raised(text):
    return text, '<vertAlign val="superscript"/>'


def lowered(text):
    return text, '<vertAlign val="subscript"/>'


def letters(column):
    name = ''
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(65 + digit) + name
    return name


class Book:
    def __init__(self, since_1904=False, shared=False):
        self.since_1904, self.shared = since_1904, shared
        self.sheets, self.looks, self.texts, self.conditionals = [], [('General', False)], [], []

    def sheet(self, name, rows=(), hidden=False, merged=(), hidden_rows=(), comments=(), xml=None, before='',
              after=''):
        """'before' and 'after' are elements around <sheetData>."""
        self.sheets.append((name, rows, hidden, merged, hidden_rows, comments, xml, before, after))

    def look(self, form, is_struck):
        if (form, is_struck) not in self.looks:
            self.looks.append((form, is_struck))
        return self.looks.index((form, is_struck))

    def cell(self, value, place):
        if value is None:
            return ''
        if isinstance(value, bool):
            value = Cell(f'<v>{int(value)}</v>', 'b')
        elif isinstance(value, (int, float)):
            value = number(repr(value))
        elif isinstance(value, str) and self.shared:
            self.texts.append(value)
            value = Cell(f'<v>{len(self.texts) - 1}</v>', 's')
        elif isinstance(value, str):
            value = Cell(f'<is><t xml:space="preserve">{escape(value)}</t></is>', 'inlineStr')
        look = self.look(value.form, value.struck)
        kind = f' t="{value.kind}"' if value.kind else ''
        return f'<c r="{place}" s="{look}"{kind}>{value.inner}</c>'

    def sheet_xml(self, rows, merged, hidden_rows, before, after):
        out = [f'<worksheet {MAIN}>{before}<sheetData>']
        for r, row in enumerate(rows, 1):
            hidden = ' hidden="1"' if r in hidden_rows else ''
            cells = ''.join(self.cell(value, f'{letters(c)}{r}') for c, value in enumerate(row, 1))
            out.append(f'<row r="{r}"{hidden}>{cells}</row>')
        out.append('</sheetData>')
        if merged:
            out.append('<mergeCells>' + ''.join(f'<mergeCell ref="{m}"/>' for m in merged) + '</mergeCells>')
        return ''.join(out) + after + '</worksheet>'

    def parts(self):
        names, links, parts = '', '', {}
        for i, (name, rows, hidden, merged, hidden_rows, comments, xml, before, after) in enumerate(self.sheets, 1):
            state = ' state="hidden"' if hidden else ''
            names += f'<sheet name={quoteattr(name)} sheetId="{i}"{state} r:id="rId{i}"/>'
            links += f'<Relationship Id="rId{i}" Type="{KIND}worksheet" Target="worksheets/sheet{i}.xml"/>'
            parts[f'xl/worksheets/sheet{i}.xml'] = xml or self.sheet_xml(rows, merged, hidden_rows, before, after)
            if comments:
                parts[f'xl/worksheets/_rels/sheet{i}.xml.rels'] = \
                    f'<Relationships {PACKAGE}><Relationship Id="c" Type="{KIND}comments" ' \
                    f'Target="../comments{i}.xml"/></Relationships>'
                parts[f'xl/comments{i}.xml'] = f'<comments {MAIN}><authors><author>A</author></authors><commentList>' + \
                    ''.join(f'<comment ref="{place}" authorId="0"><text><r><t>{escape(text)}</t></r></text></comment>'
                            for place, text in comments) + '</commentList></comments>'
        links += f'<Relationship Id="styles" Type="{KIND}styles" Target="styles.xml"/>'
        parts['xl/styles.xml'] = \
            f'<styleSheet {MAIN}><numFmts>' + \
            ''.join(f'<numFmt numFmtId="{200 + i}" formatCode={quoteattr(form)}/>'
                    for i, (form, _) in enumerate(self.looks)) + \
            '</numFmts><fonts>' + ''.join(f'<font>{font}</font>' for font in FONTS) + '</fonts><cellXfs>' + \
            ''.join(f'<xf numFmtId="{200 + i if form != "General" else 0}" fontId="{int(is_struck)}"/>'
                    for i, (form, is_struck) in enumerate(self.looks)) + \
            '</cellXfs><dxfs>' + ''.join(f'<dxf>{look}</dxf>' for look in self.conditionals) + '</dxfs></styleSheet>'
        if self.shared:
            links += f'<Relationship Id="texts" Type="{KIND}sharedStrings" Target="/xl/sharedStrings.xml"/>'
            parts['xl/sharedStrings.xml'] = f'<sst {MAIN}>' + \
                ''.join(f'<si><t>{escape(text)}</t><rPh><t>read so</t></rPh></si>' for text in self.texts) + '</sst>'
        since = ' date1904="1"' if self.since_1904 else ''
        parts['[Content_Types].xml'] = \
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' \
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' + \
            ''.join(f'<Override PartName="/{name}" ContentType="{CONTENT}.{kind}+xml"/>' for name, kind in
                    [('xl/workbook.xml', 'sheet.main'), ('xl/styles.xml', 'styles')] +
                    [('xl/sharedStrings.xml', 'sharedStrings')] * self.shared +
                    [(name, 'worksheet') for name in parts if name.startswith('xl/worksheets/sheet')]) + '</Types>'
        parts['_rels/.rels'] = f'<Relationships {PACKAGE}><Relationship Id="w" Type="{KIND}officeDocument" ' \
            'Target="xl/workbook.xml"/></Relationships>'
        parts['xl/workbook.xml'] = f'<workbook {MAIN}><workbookPr{since}/><sheets>{names}</sheets></workbook>'
        parts['xl/_rels/workbook.xml.rels'] = f'<Relationships {PACKAGE}>{links}</Relationships>'
        return parts

    def save(self, path, method=zipfile.ZIP_DEFLATED, **changed):
        """'changed': other text for a part, by its name with underlines for what is no letter; None leaves it out."""
        with zipfile.ZipFile(path, 'w') as archive:
            for name, text in self.parts().items():
                text = changed.get(''.join(c if c.isalnum() else '_' for c in name), text)
                if text is not None:
                    archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)),
                                     text.replace('<worksheet>', f'<worksheet {MAIN}>'), compress_type=method)
