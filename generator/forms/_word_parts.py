"""Parts of a Word document that are the same in each: styles, fonts, settings, the page number at the foot.

Sizes are those of official papers (GB/T 9704): A4, margins of 37 mm above and 28 mm at the left, titles in 二号宋体,
text in 仿宋, labels in 黑体, smaller in tables of many columns. A font that a machine lacks has
others named in its place.
"""

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FONTS = (
    ("仿宋", "FangSong", "02010609060101010101"),
    ("黑体", "SimHei", "02010609060101010101"),
    ("宋体", "SimSun", "02010600030101010101"),
)
STYLES = (  # name, words people see, size in half points, font, further properties of the paragraph and of the letters
    ("Title", "表名", 44, "宋体", '<w:spacing w:before="0" w:after="120" w:line="640" w:lineRule="exact"/>'
     '<w:jc w:val="center"/>', "<w:b/>"),
    ("Subtitle", "年度", 32, "仿宋", '<w:spacing w:after="120"/><w:jc w:val="center"/>', ""),
    ("Cell", "表内文字", 24, "仿宋", '<w:spacing w:before="40" w:after="40"/>', ""),
    ("Figure", "表内数字", 24, "仿宋", '<w:spacing w:before="40" w:after="40"/><w:jc w:val="center"/>', ""),
    ("Label", "栏目名称", 24, "黑体", '<w:spacing w:before="40" w:after="40"/><w:jc w:val="center"/>', ""),
    ("SmallCell", "密表文字", 21, "仿宋", '<w:spacing w:before="20" w:after="20"/>', ""),
    ("SmallFigure", "密表数字", 21, "仿宋", '<w:spacing w:before="20" w:after="20"/><w:jc w:val="center"/>', ""),
    ("SmallLabel", "密表栏目", 21, "黑体", '<w:spacing w:before="20" w:after="20"/><w:jc w:val="center"/>', ""),
    ("Beside", "表上文字", 24, "仿宋", '<w:spacing w:before="0" w:after="60"/>', ""),
    ("Note", "表下文字", 21, "仿宋", '<w:spacing w:before="60" w:after="0"/>', ""),
    ("Footer", "页码", 28, "宋体", '<w:jc w:val="center"/>', ""),
)  # fmt: skip
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{name}" w:cs="Times New Roman"/>'


def _style(name: str, words: str, size: int, font: str, paragraph: str, letters: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{words}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>'
        f'<w:rPr>{_fonts(font)}{letters}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _table_style(name: str, words: str, line: str, inside: int) -> str:
    drawn = "".join(f'<w:{side} w:val="{line}" w:sz="6" w:space="0" w:color="000000"/>' for side in SIDES)
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{name}"><w:name w:val="{words}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{drawn}</w:tblBorders><w:tblCellMar>'
        f'<w:left w:w="{inside}" w:type="dxa"/><w:right w:w="{inside}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        "</w:style>"
    )


def _part(kind: str, root: str, inside: str) -> tuple[str, bytes]:
    return f"word/{kind}.xml", f"{HEAD}<w:{root} {W}>{inside}</w:{root}>".encode()


def _styles() -> str:
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_fonts("仿宋")}<w:kern w:val="2"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        + "".join(_style(*style) for style in STYLES)
        + '<w:style w:type="character" w:customStyle="1" w:styleId="Blank"><w:name w:val="待填"/></w:style>'
        + '<w:style w:type="character" w:customStyle="1" w:styleId="Small"><w:name w:val="小字"/>'
        '<w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>'
        + _table_style("Ruled", "表格", "single", 85)
        + _table_style("SmallRuled", "密表", "single", 45)
        + _table_style("Plain", "表上一行", "nil", 0)
    )


def _font_table() -> str:
    return "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:panose1 w:val="{panose}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, other, panose in FONTS
    )


def _relations(*targets: tuple[str, str]) -> bytes:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'.encode()


def _types() -> bytes:
    parts = (
        ("/word/document.xml", f"{WORD}.document.main+xml"),
        ("/word/styles.xml", f"{WORD}.styles+xml"),
        ("/word/settings.xml", f"{WORD}.settings+xml"),
        ("/word/fontTable.xml", f"{WORD}.fontTable+xml"),
        ("/word/footer1.xml", f"{WORD}.footer+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml"),
    )
    listed = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    ).encode()


NUMBER = (  # — 1 —
    '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>'
)
SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
    '/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
)
CONSTANT: tuple[tuple[str, bytes], ...] = (
    ("[Content_Types].xml", _types()),
    ("_rels/.rels", _relations(
        (f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
        (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
    )),
    ("word/_rels/document.xml.rels", _relations(
        (f"{OFFICE}/relationships/styles", "styles.xml"),
        (f"{OFFICE}/relationships/settings", "settings.xml"),
        (f"{OFFICE}/relationships/fontTable", "fontTable.xml"),
        (f"{OFFICE}/relationships/footer", "footer1.xml"),
    )),
    _part("styles", "styles", _styles()),
    _part("settings", "settings", SETTINGS),
    _part("fontTable", "fonts", _font_table()),
    _part("footer1", "ftr", NUMBER),
)  # fmt: skip
FOOTER = "rId4"
