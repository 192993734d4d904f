"""Numbers and addresses of persons: bank accounts, identity cards, telephones, mailboxes."""

import datetime
import re
from collections.abc import Iterator

from generator.checks import Violation, site_check, text_check
from generator.checks.privacy._published import on_pages
from generator.checks.privacy.persons import named
from generator.checks.signs import LONG_NUMBER
from generator.model.book import Book

HALF_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ＋－—–―‐‑　\u00a0（）＠．：", "0123456789Xx+------  ()@.:")
SEP = r"[ \-]?"
MANY_DIGITS = re.compile(r"\d(?:[\s\-－—–　]?\d){9}")  # a gate: most texts hold no long number at all
PAPER = re.compile(
    r"(?:信用|组织机构|项目|预算|单位|机构|资产|统一)代码|编[号码]|文号|索引号|合同号|发票|流水号|序列号|订单号|备案号|许可证?号"
)
LABEL_CHARS = 12  # characters in which a word before a number still says what the number is


def _plain(text: str) -> str:
    """Translate full-width digits and signs, character for character."""
    return text.translate(HALF_WIDTH)


def _spaced(*groups: int) -> str:
    """Return a pattern of digits in groups that a space or a dash may part."""
    return SEP.join(rf"\d{{{size}}}" for size in groups)


def _digits(text: str) -> str:
    """Return a number without the separators of its groups."""
    return text.replace(" ", "").replace("-", "")


def _masked(number: str, head: int, tail: int) -> str:
    """Return a number with its middle covered."""
    number = _digits(number)
    return number[:head] + "*" * (len(number) - head - tail) + number[-tail:]


def _words_before(text: str, start: int) -> str:
    """Return the words just before a number, which say what it is."""
    return text[max(0, start - LABEL_CHARS) : start]


def _is_paper(text: str, start: int) -> bool:
    """Return whether the words before a number make it the number of a paper or of a body."""
    return bool(PAPER.search(_words_before(text, start)))


ALONE, ENDED = r"(?<![0-9A-Za-z.\-])", r"(?![0-9A-Za-z%]|[.\-]\d| ?[万亿元])"
# Cards of Chinese banks; of the others, which codes of projects and regions resemble, only those written in fours.
CARD = re.compile(
    rf"{ALONE}(?:(?=62[1-8]|9558){_spaced(4, 4, 4, 4)}(?:[ \-]?\d{{1,3}})?"
    rf"|(?=4|5[1-5])\d{{4}}(?P<gap>[ \-])\d{{4}}(?P=gap)\d{{4}}(?P=gap)\d{{4}}){ENDED}"
)
LABELLED_ACCOUNT = re.compile(
    r"(?<![登录用户系统管理信众箱])(?:(?:账|帐)(?:户号?|号)|卡号|银行卡)(?:号码?)?[ :为是()]*"
    rf"(?P<number>\d(?:[ \-]?\d){{11,24}}){ENDED}"
)


@text_check("银行账号", "错误", reviewed=True, triggers=(LONG_NUMBER,))
def bank_account(text: str) -> Iterator[str]:
    """文字里不写银行卡号、银行账号：卡号看开头几位和校验码，写明“账号”“卡号”的看前面的字样。"""
    if not MANY_DIGITS.search(text):
        return
    text = _plain(text)
    reported: set[int] = set()
    for match in LABELLED_ACCOUNT.finditer(text):
        reported.update(range(*match.span("number")))
        yield _account_text("银行账号", match["number"])
    for match in CARD.finditer(text):
        if match.start() not in reported and not _is_paper(text, match.start()) and _adds_up(_digits(match[0])):
            yield _account_text("银行卡号", match[0])


@site_check.part_of(bank_account)
def bank_account_on_pages(book: Book) -> Iterator[Violation]:
    return on_pages(book, bank_account)


def _adds_up(number: str) -> bool:
    """Return whether the Luhn check digit is right: every second digit from the right counts double."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return (sum(doubled) + sum(int(digit) for digit in number[-1::-2])) % 10 == 0


def _account_text(what: str, number: str) -> str:
    return f"写有{what}“{_masked(number, 4, 4)}”，不能公开，请删去"


ID_NUMBER = re.compile(rf"(?<![0-9A-Za-z.]){_spaced(*[1] * 15)}(?:{SEP}\d{SEP}\d{SEP}[\dXx])?(?![0-9A-Za-z]|\.\d)")
ID_LABEL = re.compile(r"身份证|公民身份|身份号|证件号")
PASSPORT = re.compile(r"护照(?:号码?|证号)?[ 为是:]*((?:[EeGgDdSsPpHh][A-Za-z]?)\d{7,8})(?![0-9A-Za-z])")
PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"  # GB 11643: by the weighted sum modulo 11
ID_NUMBER_TRIGGERS = (re.compile("护照"), LONG_NUMBER)


@text_check("身份证号", "错误", reviewed=True, triggers=ID_NUMBER_TRIGGERS)
def id_number(text: str) -> Iterator[str]:
    """文字里不写身份证号、护照号。十八位号码看地区、出生日期和校验码，十五位的老号码和护照号看前面的字样。"""
    if "护照" in text:
        for match in PASSPORT.finditer(_plain(text)):
            yield _id_text("护照号", f"{match[1][:1]}{'*' * (len(match[1]) - 3)}{match[1][-2:]}")
    if not MANY_DIGITS.search(text):
        return
    text = _plain(text)
    for match in ID_NUMBER.finditer(text):
        number = _digits(match[0]).upper()
        labelled = ID_LABEL.search(_words_before(text, match.start()))
        if _is_paper(text, match.start()) and not labelled:
            continue
        old = len(number) == 15
        if (labelled and _is_old(number)) if old else _is_new(number, checked=not labelled):
            yield _id_text("身份证号", _masked(number, 6, 4))


@site_check.part_of(id_number)
def id_number_on_pages(book: Book) -> Iterator[Violation]:
    return on_pages(book, id_number)


def _is_new(number: str, *, checked: bool) -> bool:
    """Return whether 18 characters are a number; a labelled one with a misprinted check digit still tells too much."""
    born = bool(PROVINCE.match(number)) and "1900" < number[6:10] < "2100" and _is_day(number[6:14])
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True))
    return born and (not checked or CHECK_DIGITS[total % 11] == number[17])


def _is_old(number: str) -> bool:
    return bool(PROVINCE.match(number)) and _is_day(f"19{number[6:12]}")


def _is_day(digits: str) -> bool:
    try:
        datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def _id_text(what: str, shown: str) -> str:
    return f"写有{what}“{shown}”，个人信息不能公开，请删去"


PHONE_DIGITS = re.compile(r"\d{4}[\s\-－—–]?\d{3}|\d(?:[\s\-－]\d){10}")  # a gate
PHONE_LABEL = re.compile(r"手机|电话|联系方式|[Tt][Ee][Ll]|微信")
MOBILE = re.compile(
    rf"(?<![0-9A-Za-z.\-])(?:(?:\+|00)?86[ \-]?)?(?P<number>"
    rf"1[3-9]\d[ \-]?{_spaced(4, 4)}|1[3-9]\d[ \-]?{_spaced(3, 5)}|1[3-9]{_spaced(2, 3, 4)}|"
    rf"1 [3-9](?: \d){{9}})(?![0-9A-Za-z%‰]|\.\d|-\d| ?(?:[万亿]|元|人次|[张条次份个件笔户台套]))"
)
YEARS_IN_COLUMN = re.compile(r"\d{3}[ \-](?:19|20)\d\d[ \-](?:19|20)\d\d")  # a column of figures read as one line
LANDLINE = re.compile(
    r"(?P<owner>(?:电话|手机|联系方式|[Tt][Ee][Ll])?[ :()]*)(?<![0-9])"
    r"(?P<number>\(?0\d{2,3}\)?[ \-]?[2-8]\d{6,7}|(?<=[话机式LlEe:)( ])[2-8]\d{6,7})(?![0-9A-Za-z]|\.\d| ?[万亿元])"
)


@text_check("电话号码", "错误", reviewed=True, triggers=(LONG_NUMBER,))
def phone_number(text: str) -> Iterator[str]:
    """文字里不写个人电话：手机号一律不写；固定电话跟在“联系人”“负责人”等和姓名后面的也不写。单位公开的办公电话不在此列。"""
    if not PHONE_DIGITS.search(text):
        return
    plainly = _plain(text)
    taken: set[int] = set()
    for match in _mobile_numbers(plainly):
        taken.update(range(*match.span("number")))
        yield f"写有手机号“{_masked(match['number'], 3, 4)}”，个人信息不能公开，请删去"
    people = None
    for match in LANDLINE.finditer(plainly):
        if match.start("number") in taken or (
            match["number"][0] not in "(0" and not PHONE_LABEL.search(match["owner"])
        ):
            continue
        people = tuple(named(plainly)) if people is None else people
        if any(0 <= match.start() - person.end <= 12 for person in people):
            number = match["number"].replace("(", "").replace(")", "")
            yield f"姓名后面写有电话“{_masked(number, 3, 2)}”，个人信息不能公开，请删去"


def _mobile_numbers(text: str) -> Iterator[re.Match[str]]:
    if MANY_DIGITS.search(text):
        yield from (match for match in MOBILE.finditer(text) if _is_mobile(text, match))


@site_check.part_of(phone_number)
def phone_number_on_pages(book: Book) -> Iterator[Violation]:
    """Leave out the contact of the host, which is meant to be read."""
    return (violation for violation in on_pages(book, phone_number) if violation[1] != "contact")


def _is_mobile(text: str, match: re.Match[str]) -> bool:
    if PHONE_LABEL.search(_words_before(text, match.start())):
        return True
    paper = _is_paper(text, match.start()) or _digits(match["number"]).endswith("00000")
    return not paper and not YEARS_IN_COLUMN.fullmatch(match["number"])


MAILBOX = re.compile(
    r"(?<![A-Za-z0-9._%+\-])([A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}) ?@ ?((?:[A-Za-z0-9\-]+\.)+[A-Za-z]{2,})"
)
EMAIL_ADDRESS_TRIGGERS = (re.compile("@"), re.compile("＠"))


@text_check("电子邮箱", "错误", reviewed=True, triggers=EMAIL_ADDRESS_TRIGGERS)
def email_address(text: str) -> Iterator[str]:
    """项目和一览的文字里不写电子邮箱：单位公开的联系邮箱写在网站设置和手写页面里。"""
    for match in MAILBOX.finditer(_plain(text)):
        yield f"写有电子邮箱“{match[1][0]}***@{match[2]}”，个人信息不能公开，请删去；单位公开邮箱可经审查后豁免"
