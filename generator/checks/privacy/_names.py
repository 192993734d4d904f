"""Names of persons inside running text, found by what stands around them; a doubtful word is taken for no name."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.checks._signs import LONG_NUMBER
from generator.checks.privacy._surnames import DOUBLE, GIVEN, NEVER, OTHERS, SURNAMES, WORDS

HAN = "\u4e00-\u9fff"
BARRED = "".join(sorted(NEVER))
FAMILY = "(?:" + "|".join(DOUBLE) + "|[" + "".join(sorted(SURNAMES | OTHERS)) + "])"
WHOLE = rf"{FAMILY}(?:(?![{BARRED}])[{HAN}]){{1,2}}"
POSTS = (
    "主任|副主任|处长|副处长|科长|副科长|局长|副局长|经理|书记|部长|校长|院长|所长|会计|老师|教授|博士|先生|女士|同志|主席|秘书长|"
    "工程师|会计师|研究员|科员"
)
ROLES = f"{POSTS}|负责人|经办人|经理|组长|专员|总监|人员"
LABELS = (
    "联系人|联络人|填报人|填表人|制表人|经办人|承办人|责任人|负责人|审核人|复核人|申报人|申请人|受访人|受访者|访谈人|被访谈人|访谈对象|"
    "主评人|项目经理|组长|组员|调研员|联络员|驻村书记|户主|患者|监护人|法定代表人|法人代表|姓名"
)
END = rf"(?=$|[^{HAN}\w]|[\d ]|等|负责|牵头|带队|主持|同志|先生|女士)"
LEFT = rf"(?:(?<![{HAN}A-Za-z])|(?<=[由与和向请为及]))"
AFTERWARDS = "等|座谈|介绍|负责|沟通|交流|带队|主持|表示|反映|签字"
COLON = re.compile(rf"(?:{LABELS})(?:\([^)]{{1,12}}\))? ?: ?(?P<name>{WHOLE}){END}")
DIRECT = re.compile(rf"(?:{LABELS}|{POSTS}) ?(?P<name>{WHOLE}){END}")
WITH_POST = re.compile(rf"{LEFT}(?P<name>{WHOLE}) ?\((?:[^()]{{0,12}}(?:{ROLES})|男|女)[, )]")
CALLED = re.compile(
    rf"{LEFT}(?P<name>[{''.join(sorted(SURNAMES))}]|{'|'.join(DOUBLE)})(?:{POSTS})(?:(?![{HAN}])|(?={AFTERWARDS}))"
)
DOES = re.compile(
    rf"由 ?(?P<name>{WHOLE})(?:等[0-9]*人?|同志|先生|女士|)(?:负责|牵头|跟进|督办|落实|整改|对接|带队|主持)"
)
LINE = r"\(?0[0-9]{2,3}\)?[ \-]?[2-8][0-9]{6}|1[3-9][0-9]{9}"
WITH_PHONE = re.compile(rf"{LEFT}(?P<name>{WHOLE})[ ,:(]{{0,3}}(?:电话|手机|联系方式|{LINE})")
GATE = re.compile(rf"人|者|{POSTS}|[组户]|姓名|由|[0-9]{{7}}|电话|手机|联系方式|\(|（|[师员象]")
BLANK = "[ \u3000\u00a0]?"
FOUND_BY = (
    re.compile(rf"(?:{LABELS}|{POSTS})(?:[（(][^)）]{{1,12}}[)）])?{BLANK}[:：]?{BLANK}{FAMILY}"),
    *(re.compile(rf"{opened}(?:[^()（）]{{0,12}}(?:{ROLES})|男|女)[, )，）\u3000\u00a0]") for opened in (r"\(", "（")),
    re.compile(rf"[{''.join(sorted(SURNAMES.union(*DOUBLE)))}](?:{POSTS})"),
    re.compile(rf"由{BLANK}{FAMILY}"),
    *map(re.compile, ("电话", "手机", "联系方式")),
    LONG_NUMBER,
)
AS_HALF = str.maketrans("：（），；　\u00a0", ":(),;  ")


class Person(NamedTuple):
    """A name as it may be shown, and where it ends."""

    shown: str
    end: int


def masked(name: str) -> str:
    """A name with all but the surname covered."""
    head = 2 if name[:2] in DOUBLE else 1
    return name[:head] + "*" * max(1, len(name) - head)


def is_name(word: str, *, sure: bool = False) -> bool:
    """Whether a word is a name: surname and one or two characters of given names; `sure` where a label says so."""
    if word in WORDS:
        return False
    family = word[:2] if word[:2] in DOUBLE and len(word) > 2 else word[:1]
    given = word[len(family) :]
    if not 1 <= len(given) <= 2 or NEVER & set(given):
        return False
    if sure:
        return family in SURNAMES or family in OTHERS or family in DOUBLE
    return (family in SURNAMES or family in DOUBLE or len(given) == 2) and all(sign in GIVEN for sign in given)


def named(text: str) -> Iterator[Person]:
    """The persons a text names, each once, in the order of their places."""
    if not GATE.search(text):
        return
    text = text.translate(AS_HALF)
    seen: set[int] = set()
    for pattern, sure in ((COLON, True), (DIRECT, False), (WITH_POST, False), (DOES, False), (WITH_PHONE, False)):
        for found in pattern.finditer(text):
            if found.start("name") not in seen and is_name(found["name"], sure=sure):
                seen.add(found.start("name"))
                yield Person(masked(found["name"]), found.end("name"))
    for found in CALLED.finditer(text):
        if found.start("name") not in seen:
            yield Person(found[0], found.end())
