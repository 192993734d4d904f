"""Drafting (起草): text of a new data file, with the blocks of its family of papers, each explained.

Known values are filled in, others are 待填. No input or output here.
"""

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.core.diagnostic import UNFILLED
from generator.core.record import Record, key_of, keys_of
from generator.draft.carry_over import CarryOver
from generator.draft.family import FUND_COLUMNS, FUND_ROWS, REPORT, SELF_EVALUATION, FormSection, PaperFamily
from generator.draft.form import FormBlock, FormOffer, FormRow, Value, blank, empty, first_in_force, hints, lines, note
from generator.model.book import RatingScheme
from generator.model.budget import Budget
from generator.model.project import Finding, Indicator, PrintedResult, Project
from generator.model.regulation import Framework, Slot, Suggestion
from generator.model.report import Evaluation, Source
from generator.model.selfeval import FundRow, SelfSheet
from generator.rules import rules

HEAD = """\
# {name}
# 由 make new 起草。把每一处“待填”换成实际内容；填完运行 make check，还剩几处会告诉你。
# 原文空着的照空：格子里印着“—”“/”“未载明”的照印，整格空白的、没有这一项的，删去这一行，不补数，也不写 0。
# 以“# ”开头的是说明；“#”紧接内容的是可写可不写的项目，要写就删去行首的“#”（下面缩进的各行也一样）。
# 数字、名称、日期照原文；原文有出入的，在旁边加一行“说明: …”。
"""


@dataclass(frozen=True)
class DraftPlan:
    """Input of a draft; `last` is the same project of an earlier year.

    `scheme` is None if the paper names none.
    """

    year: str
    slug: str
    name: str
    unit: str
    scheme: RatingScheme | None
    framework: Framework | None = None
    last: Project | None = None

    @property
    def series(self) -> str:
        """系列 that joins the years of the project."""
        return (self.last.series if self.last else "") or self.slug

    @property
    def family(self) -> PaperFamily:
        """Family of the paper: that of the framework, else that of last year's."""
        if self.framework:
            return SELF_EVALUATION if self.framework.form == "自评表" else REPORT
        return SELF_EVALUATION if self.last and self.last.sheet else REPORT


def draft(plan: DraftPlan) -> str:
    return HEAD.format(name=plan.name) + "".join(f"\n{text}" for text in _blocks(plan))


def drafted_content(plan: DraftPlan) -> dict[str, object]:
    """Return the values of a draft as the content of a form; open values are blank.

    The weight of 预算执行率 stands in the block of funds of the national form; all others are the unit's.
    """
    keys = {f.name: key for key, f in keys_of(Project).items()}
    values = _carried(plan) | _given(plan)
    if plan.framework and plan.framework.form == "自评表":
        values["indicators"] = tuple(
            _put(row, Indicator, {"weight": f"{slot.weight:f}"}) if slot.weight and _is_execution(slot) else row
            for slot, row in zip(plan.framework.slots, tree(plan.framework), strict=True)
        )
    return {keys[name]: _as_content(value) for name, value in values.items()}


def _is_execution(slot: Slot) -> bool:
    return slot.suggestion is not None and slot.suggestion.method == "执行率"


def _as_content(value: Value) -> object:
    match value:
        case str():
            return "" if value == UNFILLED else value
        case FormBlock(rows):
            return {row.key: _as_content(row.value) for row in rows if not row.optional}
    return [_as_content(item) for item in value]


def _blocks(plan: DraftPlan) -> Iterator[str]:
    family, values = plan.family, _carried(plan) | _given(plan)
    keys = {f.name: key for key, f in keys_of(Project).items()}
    placed = {name for section in family.sections for name in section.fields}
    more = tuple(name for name in keys if name in values and name not in placed)
    for section in (*family.sections, *([FormSection("上年另有的", more)] if more else [])):
        yield f"# ──── {section.heading} ────\n"
        for name in section.fields:
            value = values.get(name) or empty(hints(Project)[name], family.offer)
            row = FormRow(keys[name], value, optional=name not in values)
            yield "".join(f"{line}\n" for line in (*_words(family, name), *lines(FormBlock((row,)))))


def _words(family: PaperFamily, name: str) -> Iterator[str]:
    """Yield the comment lines of a block."""
    words = family.words(name)
    shown = ["code", "name", "weight", "children", "rule", "remark"]
    shown += ["target", "actual", "reason", "printed"] if family is SELF_EVALUATION else []
    more = "、".join(key for key, f in keys_of(Indicator).items() if f.name not in shown)
    if name == "indicators":
        words = f"{words}。还可写：{more}"
    yield from (f"# {line}" for line in words.split("\n") if line)


def _given(plan: DraftPlan) -> dict[str, Value]:
    """Return the values that never come from last year's file, by English name."""
    given: dict[str, Value] = {
        "printed_year": plan.year,
        "name": plan.name,
        "series": plan.series,
        "unit": plan.unit,
    }
    if plan.last.findings if plan.last else plan.family is REPORT:
        given["findings"] = (blank(Finding, plan.family.offer),)
    if plan.last.achievements if plan.last else plan.family is REPORT:
        given["achievements"] = (UNFILLED,)
    if plan.framework:
        given["indicators"] = tree(plan.framework)
        if plan.family is SELF_EVALUATION and not (plan.last and plan.last.sheet):
            given["sheet"] = blank(SelfSheet, plan.family.offer, {"funds": _funds()})
    return given


def _carried(plan: DraftPlan) -> dict[str, Value]:
    """Return the values of last year's file; without one, the blocks of the paper's family as empty forms."""
    needed = money(plan.framework) if plan.framework else ()
    scheme: dict[str, Value] = {"scheme": plan.scheme.slug} if plan.scheme else {}
    return _of_last_year(plan.last, needed, scheme) if plan.last else _blank_values(plan, needed, scheme)


def _blank_values(plan: DraftPlan, needed: Sequence[str], scheme: dict[str, Value]) -> dict[str, Value]:
    offer, by_unit = plan.family.offer, plan.family is SELF_EVALUATION
    offered = FormOffer({**offer.required, Budget: (*offer.required[Budget], *needed)}, offer.shown)
    by_whom: dict[str, Value] = {"method": "单位自评"} if by_unit else {"method": UNFILLED} if plan.framework else {}
    return {
        **({"authorities": (UNFILLED,)} if by_unit else {}),
        "sources": (first_in_force(blank(Source, offer, {"kind": "自评表"} if by_unit else {})),),
        "evaluation": blank(Evaluation, offer, scheme | by_whom),
        "budget": blank(Budget, offered),
        "printed": _with_grades(blank(PrintedResult, offer), plan.scheme),
    }


def _of_last_year(last: Project, needed: Sequence[str], scheme: dict[str, Value]) -> dict[str, Value]:
    names = {key: f.name for key, f in keys_of(Project).items() if f.name != "entered"}
    rows = CarryOver(str(last.year)).block(last).rows
    carried = {names[row.key]: row for row in rows if row.key in names and not row.optional}
    values = {name: row.value if not row.note else UNFILLED for name, row in carried.items()}
    values["evaluation"] = _put(values.get("evaluation", ""), Evaluation, scheme, ("scheme",))
    values["budget"] = _put(values.get("budget", ""), Budget, dict.fromkeys(needed, UNFILLED))
    return {name: value for name, value in values.items() if value != FormBlock(())}


def _put(block: Value, noun: type[Record], given: Mapping[str, Value], dropped: Collection[str] = ()) -> FormBlock:
    """Return a block without the `dropped` fields and with the `given` ones, by English name, replaced or appended."""
    old = block.rows if isinstance(block, FormBlock) else ()
    new = {key_of(noun, name): value for name, value in given.items()}
    gone = {key_of(noun, name) for name in dropped} - new.keys()
    rows = [replace(row, value=new.pop(row.key), note="") if row.key in new else row for row in old]
    more = (FormRow(key, value) for key, value in new.items())
    return FormBlock((*(row for row in rows if row.key not in gone), *more))


def _funds() -> tuple[FormBlock, ...]:
    """Return the rows of 资金 that the form prints."""
    return tuple(
        blank(FundRow, FormOffer({FundRow: fields}, {FundRow: FUND_COLUMNS}), {"name": name})
        for name, fields in FUND_ROWS.items()
    )


def _with_grades(block: FormBlock, scheme: RatingScheme | None) -> FormBlock:
    """Return the printed result, with the grades of the scheme as a note."""
    words = "、".join(grade.word for grade in scheme.grades) if scheme else ""
    key = key_of(PrintedResult, "grade")
    return FormBlock(tuple(replace(row, note=words) if row.key == key else row for row in block.rows))


# What a rule cannot do without although it may be left out: one of several ways to say the same.
ASKED = {"满意度": ("实际", "目标")}
CRITERIA = "要点"


def tree(framework: Framework) -> tuple[FormBlock, ...]:
    """Return the indicators of the first level, with all below them."""
    is_form = framework.form == "自评表"
    make = _row_of_form if is_form else _scored
    return tuple(_indicator(_as_asked(slot) if is_form else slot, make, top=True) for slot in framework.slots)


def _as_asked(slot: Slot) -> Slot:
    """Return an indicator of a form with its customary weight as a note: each paper prints its own."""
    custom = slot.custom if slot.weight is None else f"{slot.weight:f}"
    return replace(slot, weight=None, custom=custom)


def money(framework: Framework) -> tuple[str, ...]:
    """Return the English names of the amounts that its rules need besides the budget."""
    rules = [slot.suggestion for slot in framework.nodes() if slot.suggestion]
    bases = {rule.base for rule in rules}
    spent = any(rule.method == "执行率" for rule in rules)
    return (
        *(("spent",) if spent else ()),
        *(name for name, key in (("initial", "年初预算"), ("received", "到位金额")) if key in bases),
    )


def _indicator(slot: Slot, make: Callable[[Slot], Iterable[FormRow]], top: bool = False) -> FormBlock:
    rows = [FormRow("编号", slot.code)] if slot.code else []
    rows.append(FormRow("名称", slot.name or UNFILLED, slot.advice))
    custom = f"多为 {slot.custom}" if slot.custom else ""
    between = slot.weight is None and not top and bool(slot.children)  # many papers weigh the ends of the tree only
    weight = FormRow("权重", UNFILLED if slot.weight is None else f"{slot.weight:f}", custom, optional=between)
    if slot.children:
        below = FormRow("下级", tuple(_indicator(child, make) for child in slot.children))
        return FormBlock((*rows, weight, below))
    return FormBlock((*rows, weight, *make(slot)))


def _scored(slot: Slot) -> Iterator[FormRow]:
    """Yield the scoring of an indicator in a report."""
    suggestion = slot.suggestion or Suggestion(method="评定")
    words = "" if suggestion.method == CRITERIA else "\n".join(f"要点：{text}" for text in slot.criteria)
    yield FormRow("评分", _rule(suggestion, slot.criteria), words=words)


def _row_of_form(slot: Slot) -> Iterator[FormRow]:
    """Yield the fields that a 自评表 prints of an indicator; the execution rate is in its block of funds."""
    if slot.suggestion and _is_execution(slot):
        yield FormRow("评分", _rule(slot.suggestion, ()))
        yield FormRow("公布", FormBlock((FormRow("得分", UNFILLED),), flat=True), "项目资金一行的得分")
        return
    yield FormRow("目标值", UNFILLED)
    yield FormRow("实际值", UNFILLED)
    yield FormRow("公布", FormBlock((FormRow("得分", UNFILLED),), flat=True))
    yield FormRow("偏差原因", UNFILLED, optional=True)


def _rule(suggestion: Suggestion, criteria: tuple[str, ...]) -> FormBlock:
    """Return the blank form of a rule: required fields and customary values."""
    rule = rules()[suggestion.method]
    fixed = {key_of(Suggestion, name): getattr(suggestion, name) for name in ("target", "sign", "way", "base")}
    rows = [FormRow("方法", suggestion.method)]
    for key, f in keys_of(rule).items():
        wanted = f.default is dataclasses.MISSING or key in ASKED.get(suggestion.method, ())
        hint = hints(rule)[f.name]
        if key == CRITERIA and criteria:
            rows.append(FormRow(key, _items(empty(hint), criteria)))
        elif fixed.get(key):
            rows.append(FormRow(key, fixed[key]))
        elif wanted:
            rows.append(FormRow(key, empty(hint), note(hint)))
    return FormBlock(tuple(rows), flat=True)


def _items(form: Value, criteria: tuple[str, ...]) -> Value:
    """Return one item per criterion, with its text filled in."""
    if not isinstance(form, tuple) or not isinstance(form[0], FormBlock):
        return criteria
    first, *rest = (row for row in first_in_force(form[0]).rows if not row.optional)
    return tuple(FormBlock((dataclasses.replace(first, value=text), *rest)) for text in criteria)
