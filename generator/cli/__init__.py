"""Commands, their output, and exit status: 0 success, 1 errors in the data, 2 wrong usage."""

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from io import TextIOWrapper
from itertools import groupby
from pathlib import Path

from generator.checks import all_checks
from generator.cli.options import parser
from generator.core.paths import Paths
from generator.core.registry import ContractError
from generator.pipeline.check import check, examine_project, known_projects
from generator.pipeline.examination import Examination
from generator.report import PLAIN, Report, make_report, report_formats, summary

Command = Callable[[argparse.Namespace], int]


def main(arguments: list[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a file name that is no Unicode must not keep it from being told
            stream.reconfigure(errors="backslashreplace")
    try:
        options = parser().parse_args(arguments)
        return COMMANDS[options.command](options)
    except ContractError as wrong:  # whoever adds a check or a page has nothing to learn from where it was found
        print(wrong, file=sys.stderr)
        return 2


def _check(options: argparse.Namespace) -> int:
    if options.list:
        for (family, purpose), checks in groupby(all_checks(), lambda about: (about.family, about.purpose)):
            print(f"{family}：{purpose}")
            for about in checks:
                how = "" if not about.waivable else "，审查后可豁免" if about.reviewed else "，可豁免"
                print(f"  {about.name}（{about.severity}{how}）{about.text}")
        return 0
    try:
        only = tuple(_asked(file, options.content) for file in options.files)
    except LookupError as trouble:
        print(trouble.args[0], file=sys.stderr)
        return 2
    examination = check(_paths(options))
    report = replace(make_report(examination, options.content, options.strict, only), with_waived=options.waived)
    status = _tell(report, options.format)
    return (options.html and _write(options.html, report, examination, _paths(options).templates)) or status


def _paths(options: argparse.Namespace) -> Paths:
    """Return the paths; for content elsewhere there is no output folder unless given."""
    is_default = options.content == Path("content")
    return Paths(options.content, getattr(options, "out", None) or (Path("build") if is_default else None))


def _asked(file: Path, content: Path) -> str:
    """Return the name of a file as in diagnostics."""
    path, home = (Path(os.path.abspath(name)) for name in (file, content))  # noqa: PTH100 — a link keeps its own name
    if not path.is_relative_to(home):
        raise LookupError(
            f"“{file}”不在数据文件夹 {content} 里，请写明其中的文件，如 {content}/projects/2018/shili.yml。"
        )
    if not path.exists():
        raise LookupError(f"没有找到“{file}”，请检查文件名。")
    return (Path(content.name) / path.relative_to(home)).as_posix()


def _write(file: Path, report: Report, examination: Examination, templates: Path) -> int:
    from generator.report.checklist import ChecklistError, write_checklist

    try:
        write_checklist(file, report, examination, templates)
    except ChecklistError as trouble:
        print(trouble, file=sys.stderr)
        return 2
    print(f"校验清单已写入 {file}，用浏览器打开，可以逐处打勾、打印。", file=sys.stderr)
    return 0


def _explain(options: argparse.Namespace) -> int:
    from generator.views.explain import ExplainError, explain

    try:
        examination, detail = examine_project(_paths(options), options.project)
        for line in explain(detail, options.what_if) if detail else ():
            print(line)
        if not examination.sound:
            if detail:
                print("\n有错误的数没有用上，上面的核算不完整：", file=sys.stderr)
            return _tell(make_report(examination, options.content))
    except LookupError as near:
        message = f"没有“{options.project}”这个项目，请写成“年度/文件名”，如 {'、'.join(near.args)}"
        print(message, file=sys.stderr)
        return 2
    except ExplainError as trouble:
        print(trouble, file=sys.stderr)
        return 2
    return 0


def _new(options: argparse.Namespace) -> int:
    from generator.draft.new import Answers, DraftError, InvalidAnswer, new

    given = {name: getattr(options, name) for name in ("year", "slug", "name", "unit", "framework", "scheme")}
    answers = Answers(last=getattr(options, "from"), **given)
    if not options.content.is_dir():
        print(f"没有找到文件夹 {options.content}，请在项目所在的文件夹里运行。", file=sys.stderr)
        return 1
    try:
        existing = known_projects(_paths(options))
        file, unfilled = new(options.content, existing, answers, input if sys.stdin.isatty() else None)
    except InvalidAnswer as wrong:
        print(f"{wrong}。", file=sys.stderr)
        return 2
    except DraftError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except (EOFError, KeyboardInterrupt, UnicodeDecodeError):
        print("\n没有写文件。", file=sys.stderr)
        return 1
    print(f"已写 {file}，其中待填 {unfilled} 处。填好后运行 make check。")
    return 0


def _form(options: argparse.Namespace) -> int:
    from generator.cli.forms_command import run_form

    return run_form(options)


def _import(options: argparse.Namespace) -> int:
    from generator.cli.forms_command import run_import

    return run_import(options, _paths(options), input if sys.stdin.isatty() else None)


def _review(options: argparse.Namespace) -> int:
    from generator.cli.forms_command import run_review

    return run_review(options, _paths(options))


def _build(options: argparse.Namespace) -> int:
    from generator.pipeline.build import BuildError, build_site, build_years

    try:
        if options.years:
            examination = build_years(_paths(options), options.years)
        else:
            examination = build_site(_paths(options), options.strict, options.join)
    except BuildError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    status = _tell(make_report(examination, options.content, options.strict))
    count = len(examination.projects)
    if status == 0 and options.years:
        years = f"{'、'.join(options.years)} 年的部分（{count} 个项目）"
        print(f"已做好 {years}，在 {options.out}。各年都做好后，用 build --join 合成。")
    elif status == 0:
        print(f"已生成 {options.out / 'site'}：{count} 个项目。打开其中的 index.html 即可查看。")
    return status


def _serve(options: argparse.Namespace) -> int:
    from generator.desk.server import PortTaken, serve

    if not options.content.is_dir():
        print(f"没有找到文件夹 {options.content}，请在项目所在的文件夹里运行。", file=sys.stderr)
        return 2

    def tell(address: str) -> None:
        print(f"工作台：请在浏览器打开 {address} ，按 Ctrl+C 结束。", flush=True)

    try:
        serve(_paths(options), options.port, options.browser, tell)
    except KeyboardInterrupt:
        return 0
    except PortTaken as trouble:
        print(trouble, file=sys.stderr)
        return 2
    return 0


def _deployment(name: str) -> Command:
    """Return a command for the finished site, with lazy imports."""

    def run(options: argparse.Namespace) -> int:
        from generator.cli.deploy_command import DEPLOYMENT

        return DEPLOYMENT[name](options, _paths(options))

    return run


def _tell(report: Report, form: str = PLAIN) -> int:
    """Print the diagnostics, and a summary to stderr; nothing if there are none."""
    if form != PLAIN and isinstance(sys.stdout, TextIOWrapper):  # programs read UTF-8, whatever a screen knows
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    for line in report_formats()[form].lines(report):
        print(line)
    if words := summary(report):
        print(words, file=sys.stderr)
    return 0 if report.passes else 1


COMMANDS: dict[str, Command] = {
    "check": _check,
    "explain": _explain,
    "new": _new,
    "form": _form,
    "import": _import,
    "review": _review,
    "build": _build,
    "serve": _serve,
    **{name: _deployment(name) for name in ("package", "publish", "diff", "verify", "archive", "timestamp")},
}
