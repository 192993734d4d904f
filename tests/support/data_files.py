"""Data files for tests: every sound one of the repository, and any that the model can hold, for hypothesis."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st

from generator.core.record import Record, keys_of
from generator.intake.drafted import Node, as_node, draft_lines
from generator.load import ProjectFile, read_project
from generator.model.field_table import FormField, fields_of
from generator.model.project import Project
from generator.rules import rules
from tests.support.building import ROOT
from tests.support.cases import BASE, HOME

YEAR = "2020"
DEEPEST = 4
CASE_FILE = "=== content/projects/"


@cache
def data_files() -> tuple[tuple[bytes, Project], ...]:
    """Every sound data file of the content, the examples and the papers of tests/cases, with its project."""
    return tuple(_sound_files())


def _sound_files() -> Iterator[tuple[bytes, Project]]:
    folders = (
        ROOT / "content/projects",
        BASE / "content/projects",
        *sorted((ROOT / "tests/examples").rglob("projects")),
    )
    for folder in folders:
        for path in sorted(folder.rglob("*.yml")):
            yield from _sound(f"{path.parent.name}/{path.stem}", path.read_bytes())
    for case in sorted((HOME / "papers/shapes").glob("*.case")):
        for part in ("\n" + case.read_text("utf-8").partition("\n--- ")[0]).split(f"\n{CASE_FILE}")[1:]:
            name, _, text = part.partition("\n")
            yield from _sound(name.removesuffix(".yml"), text.partition("\n===")[0].encode())


def projects() -> Iterator[Project]:
    """The project of each of them."""
    return (project for _, project in data_files())


def _sound(name: str, raw: bytes) -> Iterator[tuple[bytes, Project]]:
    year, _, slug = name.partition("/")
    read = read_project(ProjectFile(f"{name}.yml", year, slug), raw)
    if read.project and not read.diagnostics:
        yield raw, read.project


def project_of(values: Mapping[str, Node], year: str = YEAR, slug: str = "shili") -> Project:
    """The project of a tree of values, written as a data file and read again; any mistake fails the test."""
    text = "\n".join(line.text for line in draft_lines(values)) + "\n"
    read = read_project(ProjectFile("shili.yml", year, slug), text.encode())
    assert read.project and not read.diagnostics, "\n".join(map(str, read.diagnostics)) + f"\n{text}"
    return read.project


# ---- any project ----

words = (
    st.text("甲乙丙 项目a1.-/—，：“”'\"#&*!%@`\\{}[]|>=≥~_x0041", min_size=1, max_size=12).map(str.strip).filter(bool)
)
figures = st.sampled_from(("0", "5", "12.50", "100", "1,204.5", "0.9575", "118305.22", "—", "/"))
rates = st.sampled_from(("97.75%", "97.75", "0.9775", "1", "100.00%"))
SCALARS: Mapping[str, st.SearchStrategy[str]] = {
    "文字": words,
    "数": figures.filter(lambda text: text not in "—/"),
    "金额": st.sampled_from(("19.369万元", "20.00万元", "193690元", "0.5亿元", "52,410.88万元", "7.5万")),
    "百分数": st.sampled_from(("98.09%", "0%", "120.5%", "100.00%")),
    "比率": rates,
    "数或百分数": st.sampled_from(("12", "95%", "0", "76.0%", "-3")),
    "整数": st.sampled_from(("0", "7", "23")),
    "日期": st.sampled_from(("2018-06", "2018-06-30", "2018年5月下旬", "2018年")),
    "年度": st.sampled_from((YEAR, f"2018—{YEAR}", f"{YEAR}年度")),
    "网址": st.sampled_from(("https://www.example.gov.cn/2018/t1.html", "http://example.gov.cn/?id=1&p=2")),
    "是否": st.sampled_from(("是", "否")),
    "校验和": st.sampled_from(("0" * 64, "9f" * 32)),
}
PLAIN_NUMBERS = st.sampled_from(("0", "5", "12.50", "100"))  # of rules: papers' commas are no parameters
remarks: st.SearchStrategy[Any] = words | st.fixed_dictionaries(
    {"备注": words, "重字": st.fixed_dictionaries({"理由": words, "处室": words})}
)


@st.composite
def any_project(draw: st.DrawFn) -> Project:
    """Any project that a data file can say."""
    values = draw(_record(Project, 0))
    if not values.keys() & {"项目单位", "主管部门"}:
        values["项目单位"] = draw(words)
    return project_of({key: as_node(value) for key, value in values.items()})


def _record(noun: type[Record], depth: int) -> st.SearchStrategy[dict[str, Any]]:
    required: dict[str, Any] = {}
    optional: dict[str, Any] = {}
    for key, field in fields_of(noun).items():
        if field.below and depth >= DEEPEST and not field.required:
            continue
        (required if field.required else optional)[key] = _field(field, depth)
    return st.fixed_dictionaries(required, optional=optional)


def _field(field: FormField, depth: int) -> st.SearchStrategy[Any]:
    if field.kind == "说明":
        return remarks
    if field.kind == "评分方法":
        return st.sampled_from(sorted(rules())).flatmap(lambda word: _rule(word, depth))
    if field.key in ("表头", "行", "合计") and field.many:
        cells = st.lists(words, min_size=1, max_size=3)
        return st.lists(cells, min_size=1, max_size=2) if field.key == "行" else cells
    value = _said(field.below, depth + 1) if field.below else _scalar(field)
    return st.lists(value, min_size=1, max_size=2) if field.many else value


def _said(noun: type[Record], depth: int) -> st.SearchStrategy[dict[str, Any]]:
    """A record that says something: a word that is also taken where none is written says nothing alone."""
    taken = {key: field.default for key, field in keys_of(noun).items()}
    return _record(noun, depth).filter(lambda said: any(taken[key] != value for key, value in said.items()))


def _scalar(field: FormField) -> st.SearchStrategy[str]:
    if field.words:
        return st.sampled_from(field.words)
    in_rule = field.noun.__module__.startswith(("generator.rules", "generator.model.totals"))
    return PLAIN_NUMBERS if in_rule and field.kind == "数" else SCALARS[field.kind]


def _rule(word: str, depth: int) -> st.SearchStrategy[dict[str, Any]]:
    return _record(rules()[word], depth).map(lambda fields: {"方法": word, **fields})
