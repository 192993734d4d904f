"""Names and words that the site registers: units, schemes, withdrawn projects, glossary, categories, grades."""

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterator

from generator.checks import Discrepancy, Fact, Violation, check, comparison, site_check
from generator.checks.facts import Anchor, anchor
from generator.checks.records import repeated
from generator.checks.scores import scheme_of
from generator.core.grouping import grouped_by
from generator.core.record import Record
from generator.model.book import Book, grade_rank, without_code
from generator.model.category import UNDECIDED
from generator.model.project import Project


@check("未登记", "错误", waivable=False)
def known_names(project: Project, book: Book) -> Iterator[Violation]:
    """项目单位、主管部门、委托单位、评价机构须在 units.yml 中登记，评级办法须在 schemes 文件夹中有同名文件。"""
    # Where the list itself could not be read, nothing is said.
    named: list[tuple[Record, str, str]] = [
        (project, "unit", project.unit),
        *((project, "authorities", name) for name in project.authority_names),
        (project.evaluation, "client", project.evaluation.client),
        (project.evaluation, "agency", project.evaluation.agency),
    ]
    for name, uses in grouped_by(named, lambda use: use[2]).items():
        if name and not book.unit(name) and book.units:
            record, field, _ = uses[0]
            registered = dict.fromkeys(unit_name for unit in book.units for unit_name in unit.names)
            hint = _similar_name(without_code(name), list(registered))
            text = f"units.yml 里没有“{name}”{hint}请核对名称，没有写错的在 units.yml 中登记"
            yield record, field, text, [(record, field) for record, field, _ in uses]
    yield from _known_scheme(project, book)


def _known_scheme(project: Project, book: Book) -> Iterator[Violation]:
    scheme = project.evaluation.scheme
    if scheme and scheme not in book.schemes and not is_unread(book, f"schemes/{scheme}"):
        schemes = list(book.schemes)
        named = [f"，是不是“{slug}”？" for slug, other in book.schemes.items() if other.name == scheme]
        hint = named[0] if named else _similar_name(scheme, schemes)
        text = f"没有“{scheme}”这个评级办法{hint}现有：{'、'.join(schemes) or '无'}"
        yield project.evaluation, "scheme", text, ((project.evaluation, "scheme"),)


def is_unread(book: Book, name: str) -> bool:
    """Return whether a file such as `schemes/2020` exists but could not be read."""
    return any(file.endswith(f"{name}.yml") for file in book.unread)


def _similar_name(name: str, registered: list[str]) -> str:
    similar = [other for other in difflib.get_close_matches(name, registered) if not _differ_in_a_word(name, other)]
    return f"，是不是“{similar[0]}”？" if similar else "，"


def _differ_in_a_word(name: str, other: str) -> bool:
    """Return whether two names differ in a whole word (公安局, 财政局), so that neither is a slip for the other."""
    changes = difflib.SequenceMatcher(None, name, other, False).get_opcodes()
    return not name.isascii() and any(
        what == "replace" and min(end - begin, stop - start) > 1 for what, begin, end, start, stop in changes
    )


MIN_LIKENESS = 2 / 5  # enough for 采购管理 and 采购与合同


@check("类别未列", "错误", waivable=False)
def known_categories(project: Project, book: Book) -> Iterator[Violation]:
    """数据文件写的问题类别须是词表（content/categories.yml）里的一类；没有词表的网站不查。"""
    categories = [category.name for category in book.categories]
    for finding in project.findings:
        if categories and finding.category and finding.category not in categories:
            near = difflib.get_close_matches(finding.category, categories, 1, MIN_LIKENESS)
            hint = f"，是不是“{near[0]}”？" if near else "，"
            text = f"词表里没有“{finding.category}”这一类{hint}现有：{'、'.join(categories)}；不写就按词表归类"
            yield finding, "category", text


@check("撤下未移", "错误", waivable=False)
def withdrawn_yet_there(project: Project, book: Book) -> Iterator[Violation]:
    """写明撤下的项目，数据文件要移走；重新公布的，另写一条“事项: 重新公布”，撤下的那一条不删。"""
    if project.id in book.taken_back:
        remedy = "撤下的请把数据文件移走，重新公布的请在那里另加一条，写“事项: 重新公布”"
        yield project, "name", f"withdrawn.yml 写着撤下“{project.id}”，数据文件却还在；{remedy}"


@site_check("名词解释", "错误", waivable=False)
def glossary_terms(book: Book) -> Iterator[Violation]:
    """名词解释（content/glossary.yml）里，一个名词只解释一次，解释不是名词本身。"""
    for term, first in repeated(book.terms, lambda term: term.word):
        yield term, "word", f"“{term.word}”在第 {first.at('word').line} 行已有解释，请删去一个"
    for term in book.terms:
        if term.meaning.strip("。 ") == term.word:
            yield term, "meaning", f"“{term.word}”的解释就是它本身，请写明它是什么意思"


@site_check("问题词表", "错误", waivable=False)
def problem_categories(book: Book) -> Iterator[Violation]:
    """问题归类的词表（content/categories.yml）里，类别不重名，一个词只写在一类里，也不只有一个字；例外说法要含有某个词。"""
    for category, first in repeated(book.categories, lambda category: category.name):
        yield category, "name", f"类别“{category.name}”与第 {first.at('name').line} 行重复，请合成一类"
    for category in [category for category in book.categories if category.name == UNDECIDED][:1]:
        yield category, "name", f"“{UNDECIDED}”是定不下来的问题的写法，不能用作类别，请改名"
    yield from _category_words(book)


def _category_words(book: Book) -> Iterator[Violation]:
    owners: dict[str, str] = {}
    words = {word for category in book.categories for word in category.words}
    for category in book.categories:
        for number, word in enumerate(category.words):
            if word in owners:
                yield category, ("words", number), f"“{word}”已经写在“{owners[word]}”里，一个词只能属于一类，请删去一个"
            elif len(word) < 2:
                yield category, ("words", number), f"“{word}”只有一个字，会归进许多无关的问题，请写得长一些"
            owners.setdefault(word, category.name)
        for number, wider in enumerate(category.exceptions):
            if wider in words or not any(word in wider for word in words):
                yield category, ("exceptions", number), f"例外“{wider}”应是含有某个词的更长的说法，请改正"


USUAL_WORDS = {1: "优", 2: "良"}  # by rank: what a word means where the paper names no scheme
PrintedGrade = tuple[str, str, str, Anchor]  # subject, grade, the word printed for it, where


def _printed_grade(project: Project, book: Book) -> PrintedGrade | None:
    printed = project.printed
    if not printed or not printed.grade:
        return None
    scheme = scheme_of(project, book)
    grade = scheme.named(printed.grade) if scheme else None
    meant = grade.word if grade else USUAL_WORDS.get(grade_rank(scheme, printed.grade), printed.grade)
    return project.subject, meant, printed.grade, anchor(project, printed, "grade")


@comparison("等级用词", "提示", extract=_printed_grade)
def grade_words(facts: list[Fact[PrintedGrade]]) -> Iterator[Discrepancy]:
    """同一单位按同一评级办法公布的评价结论，同一等级应用同一个词，不要有的写“良”，有的写“良好”。"""
    # A rarer or later word is told where it is first met.
    groups: dict[tuple[str, ...], list[tuple[str, Anchor]]] = defaultdict(list)
    for who, (*kind, word, where) in facts:
        groups[who.body, *kind].append((word, where))
    for group in groups.values():
        words = Counter(word for word, _ in group)
        usual = words.most_common(1)[0][0]
        other = next(where for word, where in group if word == usual)
        many = f"{words[usual]} 个项目写作“{usual}”（如 {other.place.file}）"
        for word, first in dict(reversed(group)).items():
            if word != usual:
                times = f"（共 {words[word]} 个项目）" if words[word] > 1 else ""
                yield first, f"结论写作“{word}”{times}，该单位另有 {many}，是同一等级，请核对用词"
