"""Characters and punctuation marks: lookalikes, lost characters, widths, gaps, brackets that do not match."""

import re
import unicodedata
from collections.abc import Iterator

from generator.checks import text_check
from generator.checks.wording._quote import HAN, hits, quotation
from generator.core.record import keys_of
from generator.model.project import Project

FOREIGN_LETTERS = "АВЕЅІЈКМНОРСТУХаесорхуѕіјΑΒΕΖΗΙΚΜΝΟΡΤΥΧοѵνһԁ"
LATIN_LETTERS = "ABESIJKMHOPCTYXaecopxysijABEZHIKMNOPTYXovvhd"
TO_LATIN = str.maketrans(FOREIGN_LETTERS, LATIN_LETTERS)

ODD_FORM = re.compile(
    "(?!﹝\\s*[0-9０-９])(?!(?<=[0-9０-９])﹞)"  # the brackets of a document number are read elsewhere
    "[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f\ufe10-\ufe19\ufe30-\ufe6b\uff61-\uff65]"
)
FOREIGN = re.compile(f"[{FOREIGN_LETTERS}]")
LETTERS = "A-Za-z\u0370-\u03ff\u0400-\u04ff"
MIXED_WORD = re.compile(f"(?<![{LETTERS}])(?=[A-Za-z]*[{FOREIGN_LETTERS}])[{LETTERS}]+")
YEAR_IN_HAN = re.compile("[一二][〇零○◯OoＯ0一二三四五六七八九]{3}(?=年)")
RING_AS_ZERO = re.compile("[○◯OoＯ0]")
LETTER_IN_NUMBER = re.compile(
    r"(?<![0-9A-Za-z.,\-/_])[0-9][0-9.,]*(?:[OoIl][0-9.,OoIl]*[0-9]|[Oo]+)(?![0-9A-Za-z\-/_])"
)
TO_DIGIT = str.maketrans("OoIl", "0011")
LOOKALIKES_TRIGGERS = (
    re.compile(
        f"[{FOREIGN_LETTERS}\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f\ufe10-\ufe19\ufe30-\ufe6b\uff61-\uff65]"
    ),
    re.compile("[一二][〇零○◯OoＯ0一二三四五六七八九]{3}年"),
    re.compile("[OoIl](?<=[0-9.,].)"),
)


@text_check("形近字符", "警告", triggers=LOOKALIKES_TRIGGERS)
def lookalikes(text: str) -> Iterator[str]:
    """不应混用形近的字符：兼容汉字、部首、小号标点、俄文或希腊字母充当的拉丁字母、字母充当的数字、圆圈充当的“〇”。"""
    if len(text) == 1:
        return  # a sign of comparison alone in its box, as the form prints it
    for match, _ in hits(ODD_FORM, text, lambda match: _meant(match) != match[0]):
        yield f"“{match[0]}”（U+{ord(match[0]):04X}）是形近的另一个字符，请改为“{_meant(match)}”"
    if not text.isascii():
        yield from _odd_letters(text)


def _odd_letters(text: str) -> Iterator[str]:
    if FOREIGN.search(text):
        for match, _ in hits(MIXED_WORD, text, lambda match: _latin(match).isascii()):
            yield f"“{match[0][:20]}”里有俄文或希腊字母，请改为“{_latin(match)[:20]}”"
    for match, _ in hits(YEAR_IN_HAN, text, lambda match: bool(RING_AS_ZERO.search(match[0]))):
        yield f"“{match[0]}年”里的零请写成“〇”：“{RING_AS_ZERO.sub('〇', match[0])}年”"
    for match, _ in hits(LETTER_IN_NUMBER, text):
        yield f"“{match[0][:20]}”里有字母充当数字，请改为“{match[0][:20].translate(TO_DIGIT)}”"


def _meant(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0]).strip() or match[0]


def _latin(match: re.Match[str]) -> str:
    return match[0].translate(TO_LATIN)


LOST_SIGN = re.compile("[\ufffd〓\ue000-\uf8ff\U000f0000-\U0010fffd\u2ff0-\u2fff]+")
BOX_IN_WORDS = re.compile(f"(?<=[{HAN}、“])[□■▢]+(?=[{HAN}、，。；”])")
ANY_BOX = re.compile("[□■▢☐☑☒]+")
QUESTION_MARK = re.compile(f"(?<=[{HAN}])[?？]+(?=[{HAN}])")
QUESTION_WORDS = re.compile("[吗呢么何哪谁几否怎]|多少|有无|能不")
LOST_CHARACTERS_TRIGGERS = (
    re.compile("[\ufffd〓\ue000-\uf8ff\U000f0000-\U0010fffd\u2ff0-\u2fff□■▢?？]"),
    *(re.compile(f"{blank}(?:、|(?<=、.))") for blank in " \u3000\u00a0"),
)
SENTENCE_END = re.compile("[。；！]")
BLANK_IN_LIST = re.compile(
    f"、[ \u3000\u00a0]+(?=[{HAN}]{{1,3}}[、，；。和及等])|(?<=、)[{HAN}]{{1,3}}[ \u3000\u00a0]+(?=、)"
)


@text_check("缺字", "警告", triggers=LOST_CHARACTERS_TRIGGERS)
def lost_characters(text: str) -> Iterator[str]:
    """不应有没显示出来的字：方框、问号、自造字，或者并列的名称里空出一格。"""
    for match, quoted in hits(LOST_SIGN, text):
        yield f"“{quoted}”中的“{_character_text(match[0][0])}”处有字没有显示出来，请对照原件补上"
    if len(ANY_BOX.findall(text)) == 1:  # two boxes are boxes to tick
        for match, quoted in hits(BOX_IN_WORDS, text):
            yield f"“{quoted}”中的“{match[0][:3]}”像是没有显示出来的字，请对照原件补上"
    for match, quoted in hits(
        QUESTION_MARK, text, lambda match: len(match[0]) > 1 or not _is_question(text, match.start())
    ):
        yield f"“{quoted}”中的“{match[0][:3]}”像是没有显示出来的字，请对照原件补上"
    for _, quoted in hits(BLANK_IN_LIST, text):
        yield f"“{quoted}”的并列名称里空了一格，像是漏了一个少见的字，请对照原件补上"


def _character_text(char: str) -> str:
    """Return a character, or its number if it is a private one, which has no shape on other machines."""
    return f"U+{ord(char):04X}" if char >= "\ue000" else char


def _is_question(text: str, end: int) -> bool:
    """Return whether the sentence before a question mark asks something."""
    before = text[max(0, end - 60) : end]
    return bool(QUESTION_WORDS.search(SENTENCE_END.split(before)[-1]))


TO_FULL_WIDTH = str.maketrans(",;:!.", "，；：！。")
HALF_MARK = re.compile(f"(?<=[{HAN}])[,;:!.](?=[{HAN}])")
FULL_LETTER = re.compile("(?<![〔﹝〕﹞０-９])[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)*")
PRINTED_LABEL = re.compile("其中$")  # forms print “其中:” before the rows of a total
WIDTHS_TRIGGERS = (re.compile(f"[,;:!.](?=[{HAN}])"), re.compile("[０-９Ａ-Ｚａ-ｚ]"))


@text_check("全角半角", "提示", triggers=WIDTHS_TRIGGERS)
def widths(text: str) -> Iterator[str]:
    """汉字之间的标点用全角，数字和字母用半角。"""
    path = text.partition(".")[0] in keys_of(Project)  # 更正 names a field as messages do: 公布.评价分值
    for match, quoted in hits(
        HALF_MARK, text, lambda match: not (path or PRINTED_LABEL.search(text, 0, match.start()))
    ):
        yield f"“{quoted}”中的“{match[0]}”是半角标点，请改为“{match[0].translate(TO_FULL_WIDTH)}”"
    for match, _ in hits(FULL_LETTER, text):
        yield f"“{match[0][:20]}”是全角字符，请改为半角“{unicodedata.normalize('NFKC', match[0])[:20]}”"


# Two bodies that issue a paper together are set apart by a blank: 中共中央 国务院, 市委 市政府.
BODY_END = "[央院府委办厅局部会]"
TITLE = re.compile("《[^《》]*》")
GAP_IN_WORDS = re.compile(
    f"(?<=[{HAN}，。；：])(?<!{BODY_END})(?<![年月])[ \u3000\u00a0]+(?![年月日])(?=[{HAN}，。；：])"
    f"|(?<={BODY_END})[ \u3000\u00a0]+(?=[，。；：、的了和在与及])"
)
GAPS_IN_WORDS_TRIGGERS = tuple(map(re.compile, " \u3000\u00a0"))


@text_check("夹空格", "提示", triggers=GAPS_IN_WORDS_TRIGGERS)
def gaps_in_words(text: str) -> Iterator[str]:
    """汉字之间不应夹着空格（并列的机关名称之间、书名号里的空格，日期里待填的空格不算）。"""
    for _, quoted in hits(GAP_IN_WORDS, TITLE.sub("《》", text)):
        yield f"“{quoted}”中间有空格，请删去或改用标点；原来有字的，请补上"


BRACKET_PAIRS = {"《": "》", "〈": "〉", "“": "”", "（": "）", "〔": "〕", "【": "】", "「": "」", "『": "』", "(": ")"}
CLOSING = {close: opened for opened, close in BRACKET_PAIRS.items()}
ANY_BRACKET = re.compile(f"[{re.escape(''.join((*BRACKET_PAIRS, *CLOSING)))}]")
TWINS = {"（": "(", "(": "（", "）": ")", ")": "）"}

MARKS_CLASH = re.compile("[，。、；：！？](?: *[，。、；：！？,;])+|[,;] *[，。、；：！？]|[,;]{2,}")
MAY_CLASH = {"！", "？"}
MARK_INSIDE = re.compile(r"[（《〔“][，。、；：](?!”)|[，、；：][）》〕]")
MARK_FIRST = re.compile(r"\s*[，。、；：！？,;]")
# What is read before brackets are counted: intervals such as [60，75), and numbers of items such as 1) or 甲）.
INTERVAL = re.compile(r"[\[［(（]\s*[-－]?[\d.]+[%％]?\s*[,，、~～—-]\s*[-－]?[\d.∞+]*[%％]?\s*[\]］)）]")
ITEM_NUMBER = re.compile(r"(?:^|(?<=[\s，。；：、:;]))(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十甲乙丙丁]{1,3})[）)]")
EACH_BRACKET = re.escape("".join((*BRACKET_PAIRS, *CLOSING)))
ALL_BRACKETS = EACH_BRACKET + re.escape("[]［］")
ANY_CLOSING = re.escape("".join(CLOSING))
PUNCTUATION_TRIGGERS = (
    re.compile("[（《〔“，。、；：！？,;](?: *[，。、；：！？,;]|[）》〕])"),
    re.compile(r"\0\s*[，。、；：！？,;]"),
    re.compile(rf"[\0{ANY_CLOSING}][^{EACH_BRACKET}\0]*[{ANY_CLOSING}]"),  # closed without being opened
    *(
        re.compile(rf"{re.escape(o)}(?![^{ALL_BRACKETS}\0]*{re.escape(c)})") for o, c in BRACKET_PAIRS.items()
    ),  # not closed next
    *(re.compile(rf"{c}(?<=[\da-zA-Z一二三四五六七八九十甲乙丙丁].)") for c in (r"\)", "）")),  # numbers of items
)


@text_check("标点", "警告", triggers=PUNCTUATION_TRIGGERS)
def punctuation(text: str) -> Iterator[str]:
    """标点不应连用两个、不应出现在开头，引号、括号、书名号应成对，一对括号不应一边全角一边半角。"""
    for match, quoted in hits(MARKS_CLASH, text, lambda match: not set(match[0]) <= MAY_CLASH):
        hint = "省略号写作“……”" if set(match[0]) == {"。"} and len(match[0]) > 2 else "请留下应有的一个"
        yield f"“{quoted}”中标点“{match[0][:6]}”连用，{hint}"
    for match, quoted in hits(MARK_INSIDE, text):
        yield f"“{quoted}”中的“{match[0]}”，括号或引号里边紧贴着标点，请核对是否漏字"
    if begin := MARK_FIRST.match(text):
        yield f"“{quotation(text, 0, begin.end())}”以标点开头，请核对前面是否漏字"
    yield from _unpaired(text)


def _unpaired(text: str) -> Iterator[str]:
    if not ANY_BRACKET.search(text):
        return
    plain = ITEM_NUMBER.sub(_spaces, INTERVAL.sub(_spaces, text))
    opened: list[int] = []
    for position, mark in enumerate(plain):
        if mark in BRACKET_PAIRS:
            opened.append(position)
        elif mark in CLOSING:
            before = plain[opened[-1]] if opened else ""
            if before == CLOSING[mark]:
                opened.pop()
            elif before and before == TWINS.get(CLOSING[mark]):
                yield f"“{quotation(text, opened[-1], position + 1, 0)}”的括号一边全角、一边半角，请改成一致"
                return
            else:
                quoted = quotation(text, position, position + 1, 8)
                yield f"“{quoted}”中的“{mark}”前面没有“{CLOSING[mark]}”，请补上或删去"
                return
    if opened:
        quoted, mark = quotation(text, opened[-1], opened[-1] + 1, 8), plain[opened[-1]]
        yield f"“{quoted}”中的“{mark}”后面没有“{BRACKET_PAIRS[mark]}”，请补上或删去"


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])
