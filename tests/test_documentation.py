"""What README, docs/ and the change log say is what happens: commands, examples, names, paths and links."""

import ast
import functools
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
import tomllib
import typing
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import pytest
import yaml

from generator.checks import all_checks
from generator.cli.options import parser
from generator.core.record import Record, keys_of
from generator.load.data_file import read_records
from generator.model.category import ProblemCategory
from generator.rules import rules
from tests.support.cases import BASE, Run
from tests.support.documents import (
    DOCS,
    DOCUMENTS,
    ENGLISH,
    IMAGE,
    INLINE,
    LINK,
    README,
    ROOT,
    Block,
    anchors,
    blocks,
    commands,
    drawn,
    headings,
    programs,
    prose,
    shown,
    table,
)

ALL = [command for document in DOCUMENTS for command in commands(document)]
SHOWN = list(dict.fromkeys(command for document in DOCUMENTS for command in shown(document)))
OURS = sorted(set(ALL) - {"make -j4 -f parts.mk"})
EXAMPLES = (
    "minimal", "error", "adds", "waiver", "site", "overview", "ledger-settings", "categories", "result-rule",
    "result-settings",
)  # fmt: skip
NEW = re.compile(r"new:(\w+) (\S+)")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


def asks(command: str, *names: str) -> bool:
    """Whether a command is one of these of the program."""
    return bool(re.match(rf"(make|\S+ -m generator) ({'|'.join(names)})\b", command))


# ---- commands ----


def test_every_make_target_is_told() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.M)
    tokens = {word for command in ALL for word in shlex.split(command)}
    assert targets
    assert [target for target in targets if target not in tokens] == []


@functools.cache
def help_of(module: str) -> str:
    """What a module prints of its options."""
    command = [sys.executable, "-m", module, "--help"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("command", OURS)
def test_a_command_is_understood(command: str) -> None:
    if command.startswith("make "):
        variables = re.findall(r" ([A-Z]+)=", command)
        assert [name for name in variables if f"$({name})" not in MAKEFILE] == []
    for module, *words in programs(command):
        if module == "generator":
            parser().parse_args(words)
        elif module != "pytest":
            assert importlib.util.find_spec(module), module
            options = [word for word in words if word.startswith("--")] if module.endswith("bench") else []
            assert [option for option in options if option not in help_of(module)] == []


# One process reads the tests once for all of them.
COLLECT = """
import json, pytest, sys
asked = json.loads(sys.argv[1])
print("none:", [words for words in asked if pytest.main(words)])
"""


def test_the_tests_that_a_command_asks_for_are_there() -> None:
    some = [f"tests/test_{name}.py" for name in ("cases", "papers", "paper_shapes")]  # those the documents speak of
    quick = ["--collect-only", "-qq", "--snapshot-warn-unused", "-p", "no:cacheprovider", *some]
    wanted = [words for command in OURS for module, *words in programs(command) if module == "pytest"]
    asked = [[*quick, *words, "-n", "0"] for words in wanted if words not in (["-n", "auto"], ["--snapshot-update"])]
    assert len(asked) > 2
    ran = subprocess.run(
        [sys.executable, "-c", COLLECT, json.dumps(asked)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.stdout.splitlines()[-1] == "none: []", ran.stdout + ran.stderr


@pytest.mark.parametrize("command", [command for command in SHOWN if asks(command, "new", "check", "explain")])
def test_a_command_shown_in_a_document_succeeds(
    command: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    for _, *words in programs(command):
        status, out, side = run(*words)
        assert status == 0, out + side
        if words[0] == "new":
            assert "运行 make check" in out


@pytest.mark.slow
def test_the_site_is_built_packed_published_and_taken_back_as_the_documents_say(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = shutil.copytree(BASE / "content", tmp_path / "content")
    (content / "pages").mkdir()
    (content / "pages/guanyu.md").write_text("# 关于\n\n一句。\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "theme").symlink_to(ROOT / "theme")
    assert run("build")[0] == run("publish", tmp_path / "srv")[0] == 0
    with (content / "pages/guanyu.md").open("a", encoding="utf-8") as page:
        page.write("\n改了一句。\n")
    said = []
    for command in SHOWN:
        if asks(command, "build", "package", "publish"):
            for _, *words in programs(command):
                status, out, side = run(*(word.replace("/srv/jixiao-gongkai", f"{tmp_path}/srv") for word in words))
                assert status == 0, out + side
                said.append(out)
        elif not command.startswith("make ") and not programs(command):
            where = tmp_path / "build/site" if command.startswith("sha256sum") else tmp_path
            subprocess.run(command, shell=True, cwd=where, check=True, capture_output=True)
            said.append(command)
    assert [text for text in said if "已退回上一版" in text]
    assert "mkdocs build" in said and (tmp_path / "build/mkdocs-site/index.html").is_file()


# ---- examples ----


def data(document: Path = README) -> str:
    (least,) = blocks(document, "yaml", "minimal")
    return least.text


Check = Callable[[str], tuple[int, list[str]]]


@pytest.fixture
def checked(tmp_path: Path, run: Run) -> Check:
    """What `check` says of a data file put among the real ones."""

    def check(example: str) -> tuple[int, list[str]]:
        content = shutil.copytree(ROOT / "content", tmp_path / "content")
        (content / "projects/2018/shili.yml").write_text(example, "utf-8")
        status, out, _ = run("check", "--content", content)
        return status, [line for line in out.splitlines() if "shili.yml" in line]

    return check


@each_document
def test_every_yaml_example_is_one_that_a_test_knows_and_loads(document: Path) -> None:
    for block in blocks(document, "yaml"):
        if NEW.fullmatch(block.marker):
            continue
        assert block.marker in EXAMPLES or block.text.startswith("jobs:")
        assert isinstance(yaml.safe_load(block.text), list if block.marker == "categories" else dict)


def test_the_word_list_that_is_shown_is_one_that_loads() -> None:
    (block,) = blocks(DOCS / "填报.md", "yaml", "categories")
    records, wrong = read_records(ProblemCategory, block.text, "categories.yml", "categories")
    assert records and not wrong


def test_an_error_really_looks_like_that(checked: Check) -> None:
    (broken,) = blocks(README, "yaml", "error")
    output = next(block.text for block in blocks(README, "text"))
    assert checked(broken.text) == (1, output.splitlines())
    shown_too = [block for document in DOCUMENTS for block in blocks(document, "text") if not block.marker]
    lines = {line for block in shown_too for line in block.text.splitlines() if line.startswith("content/")}
    assert lines == set(output.splitlines())


def test_the_least_that_is_asked_for_is_enough(checked: Check) -> None:
    assert checked(data()) == (0, [])
    assert data(DOCS / "填报.md") == data()


@pytest.mark.parametrize(
    "block", [block for document in DOCUMENTS for block in blocks(document, "yaml", "adds")], ids=lambda b: b.text[:6]
)
def test_what_is_added_to_the_least_passes_too(block: Block, checked: Check) -> None:
    text = yaml.dump(yaml.load(data(), yaml.BaseLoader) | yaml.load(block.text, yaml.BaseLoader), allow_unicode=True)
    status, lines = checked(text)
    assert (status, [line for line in lines if "（提示）" not in line]) == (0, [])


def test_the_settings_of_a_government_site_are_understood(tmp_path: Path, run: Run) -> None:
    names = ("ledger-settings", "result-settings", "result-rule")
    (block,), ((ledger,), (results,), (rule,)) = (
        blocks(DOCS / "发布.md", "yaml", "site"),
        (blocks(DOCS / "填报.md", "yaml", name) for name in names),
    )
    content, more = shutil.copytree(BASE / "content", tmp_path / "content"), f"{ledger.text}{results.text}"
    (content / "actions").mkdir()
    (content / "actions/moushi.yml").write_text(rule.text, "utf-8")
    with (content / "site.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n{block.text}{more}")
    assert run("check", "--content", content) == (0, "", "")
    listed_keys = re.findall("`([^`]+)`", prose(DOCS / "发布.md").partition("写了才出现：")[2].partition("。")[0])
    others = {"数据许可", "嵌入", "Word下载", *yaml.safe_load(more)}
    assert {*listed_keys, *others} == set(keys_of(site_record())) - set(
        yaml.safe_load((content / "site.yml").read_text("utf-8").replace(block.text + more, ""))
    )


def test_the_overview_that_is_shown_passes(tmp_path: Path, run: Run) -> None:
    (block,) = blocks(DOCS / "填报.md", "yaml", "overview")
    content = shutil.copytree(BASE / "content", tmp_path / "content")
    (content / "overviews").mkdir()
    (content / "overviews/shili.yml").write_text(block.text, "utf-8")
    assert run("check", "--content", content) == (0, "", "")


def site_record() -> type[Record]:
    return next(noun for noun in nouns(Record) if "网站名称" in keys_of(noun))


def test_the_waiver_answers_what_it_says(tmp_path: Path, run: Run) -> None:
    (block,) = blocks(DOCS / "校验与豁免.md", "yaml", "waiver")
    content = shutil.copytree(BASE / "content", tmp_path / "content")
    file = content / "projects/2017/menhu.yml"
    odd = "  - 编号: B1\n    名称: 用户满意度，值班13800138000\n" + textwrap.indent(block.text, "    ")
    file.write_text(file.read_text("utf-8").replace("  - 编号: B2\n    名称: 用户满意度\n", odd), "utf-8")
    status, out, side = run("check", "--waived", "--content", content)
    assert (status, side) == (0, "已豁免 2 处。\n"), out
    assert all("已豁免" in line for line in out.splitlines())


def test_what_explain_prints_is_what_it_prints(run: Run) -> None:
    document = DOCS / "评分方法.md"
    asked = [programs(command)[0][1:] for command in shown(document)]
    for words, block in zip(asked, blocks(document, "text", "output"), strict=True):
        printed = run(*words)[1]
        for part in block.text.split("…\n"):
            assert part in printed


# ---- names, paths and links ----


def nouns(noun: type[Record]) -> Iterator[type[Record]]:
    for subclass in noun.__subclasses__():
        yield subclass
        yield from nouns(subclass)


@functools.cache
def words() -> set[str]:
    """What the program itself knows by a Chinese word: checks, rules, keys of data files and their choices."""
    vocabulary = {about.name for about in all_checks()} | set(rules())
    vocabulary.add("备注")  # a key of 说明, which is no field of a record
    for noun in nouns(Record):
        vocabulary |= set(keys_of(noun))
        vocabulary |= {word for hint in typing.get_type_hints(noun).values() for word in choices(hint)}
    return vocabulary


def choices(hint: object) -> Iterator[str]:
    for argument in typing.get_args(hint):
        yield from [argument] if isinstance(argument, str) else choices(argument)


@each_document
def test_every_chinese_word_in_code_is_one_that_the_program_knows(document: Path) -> None:
    said = [code.partition(": ")[0] for code in INLINE.findall(prose(document)) if not code.startswith("{")]
    assert [code for code in said if re.fullmatch("[一-鿿]+", code) and code not in words()] == []


def test_the_families_of_checks_are_those_there_are() -> None:
    rows = table(DOCS / "校验与豁免.md", "families")
    there = groupby(all_checks(), lambda about: (about.family, about.purpose.rstrip("。")))
    assert [(name, purpose) for name, purpose, _ in rows] == [family for family, _ in there]
    of = {about.name: about.family for about in all_checks()}
    for family, _, examples in rows:
        assert {of[name] for name in INLINE.findall(examples)} == {family}


def test_the_scoring_rules_give_the_points_that_are_told(run: Run, tmp_path: Path) -> None:
    rows = table(DOCS / "评分方法.md", "methods")
    indicators = [
        {"名称": f"{rule}指标", "权重": weight, "评分": yaml.load(form.strip("`"), yaml.BaseLoader)}
        for rule, (_, form, weight, _) in zip(methods(rows), rows, strict=True)
    ]
    assert len(set(methods(rows))) == len(rows)
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    project = yaml.load(data(), yaml.BaseLoader) | {"指标体系": indicators}
    del project["公布"]
    (content / "projects/2018/shili.yml").write_text(yaml.dump(project, allow_unicode=True), "utf-8")
    status, out, _ = run("explain", "--content", content, "2018/shili")
    assert status == 0, out
    scores = dict(re.findall(r"^(\w+)指标  (?:—（本站核算 )?([^\s/）]+)）?/", out, re.M))
    assert scores == {rule: points for rule, (_, _, _, points) in zip(methods(rows), rows, strict=True)}


def methods(rows: list[list[str]]) -> list[str]:
    return [re.findall(r"方法: (\w+)", form)[0] for _, form, _, _ in rows]


@each_document
def test_every_path_that_is_named_exists(document: Path) -> None:
    new = {match[2] for path in DOCUMENTS for block in blocks(path) if (match := NEW.fullmatch(block.marker))}
    for name in INLINE.findall(prose(document)):
        if re.fullmatch(r"(content|docs|generator|tests|theme|tools)/[\w./-]*|[\w.-]+\.(toml|lock|in)|Makefile", name):
            assert (ROOT / name).exists() or name in new, name


@each_document
def test_every_link_leads_somewhere(document: Path) -> None:
    text = prose(document)
    for target in [*LINK.findall(text), *IMAGE.findall(text)]:
        path, _, anchor = target.partition("#")
        other = document.parent / path if path else document
        assert other.exists(), target
        assert not anchor or anchor in anchors(other), target


def test_every_document_can_be_reached_from_the_front_door() -> None:
    linked = {(README.parent / target.partition("#")[0]).resolve() for target in LINK.findall(prose(README))}
    assert set(DOCS.glob("*.md")) | {ENGLISH, ROOT / "CHANGELOG.md", ROOT / "LICENSE", ROOT / "NOTICE.md"} <= linked


def test_the_english_readme_says_the_same_as_the_chinese_one() -> None:
    chinese, english = prose(README), prose(ENGLISH)
    assert [level for level, _ in headings(ENGLISH)] == [level for level, _ in headings(README)]
    assert [(b.marker, b.text) for b in blocks(ENGLISH) if b.language != "sh"] == [
        (b.marker, b.text) for b in blocks(README) if b.language != "sh"
    ]
    assert list(shown(ENGLISH)) == list(shown(README))
    for what in (LINK, IMAGE):
        assert sorted(what.findall(english)) == sorted(
            link.replace(ENGLISH.name, README.name) for link in what.findall(chinese)
        )
    assert sorted(INLINE.findall(english)) == sorted(INLINE.findall(chinese))
    assert english.count("\n|") == chinese.count("\n|") and english.count("\n- ") == chinese.count("\n- ")
    assert README.read_text("utf-8").count("\n") <= 130


def test_the_drawing_shows_the_layers_that_are_held() -> None:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["id"] == "layers")
    (drawing,) = blocks(DOCS / "架构.md", "text", "layers")
    box = drawn(layers)
    assert [line[: len(box[0])] for line in drawing.text.splitlines()] == box, "\n".join(["应为：", *box])


def test_the_ways_of_a_number_are_short_and_their_files_are_there() -> None:
    rows = (DOCS / "架构.md").read_text("utf-8").partition("<!-- walks -->\n")[2].partition("\n\n")[0].splitlines()[2:]
    ways = [re.findall(r"`([^`]+)`", row) for row in rows]
    common, *rest = ways
    most = {"校验的提示": 12, "项目页的一格": 16, "汇总表（CSV）": 14, "接口（JSON）": 14}
    for row, way in zip(rows[1:], rest, strict=True):
        files = [*common, *way]
        assert len(files) == len(set(files)) <= most.pop(row.split("|")[1].strip())
        assert all((ROOT / file).is_file() for file in files)
    assert not most


def test_there_is_a_whole_example_of_each_thing_that_can_be_added() -> None:
    files = {
        match[2]: (match[1], block.text) for block in blocks(DOCS / "参与.md") if (match := NEW.fullmatch(block.marker))
    }
    modules = {kind for path, (kind, _) in files.items() if path.endswith(".py")}
    assert modules == {"rule", "check", "chart", "page", "export", "report"}
    for path, (_, text) in files.items():
        assert not (ROOT / path).exists()
        assert not path.endswith(".py") or ast.get_docstring(ast.parse(text)), path


# ---- what the project says of itself ----


def test_version_licence_and_python_are_the_same_wherever_they_are_said() -> None:
    project = PROJECT["project"]
    newest = re.search(r"^## (\S+)（(.+)）$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert newest
    assert project["version"] == newest[1] + (".dev0" if newest[2] == "未发布" else "")
    assert project["license"] == "MIT" and (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License\n")
    assert all((ROOT / name).is_file() for name in (*project["license-files"], project["readme"]))
    least = project["requires-python"].removeprefix(">=")
    assert f"Python {least} 以上" in prose(README) and f"Python {least} or later" in prose(ENGLISH)
    assert f"sys.version_info < ({least.replace('.', ', ')})" in MAKEFILE and f"--python-version {least}" in MAKEFILE
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py{least.replace('.', '')}"
    assert f"Programming Language :: Python :: {least}" in project["classifiers"]
