"""The commands people type, what they print, and the exit status: 0 all is well, 1 errors in the data, 2 wrong use."""

import argparse
import os
import sys
from dataclasses import replace
from io import TextIOWrapper
from itertools import groupby
from pathlib import Path

from generator.checks import listed
from generator.inspection import Inspected, inspect
from generator.telling import PLAIN, Told, formats, summary, told
from generator.usage import Parser

NEW_OPTIONS = (
    ("--year", "年度", "评价哪一年的项目，如 2018"),
    ("--from", "项目", "照上年的哪个文件，写年度/文件名，如 2017/shipin-huiyi"),
    ("--slug", "文件名", "用作网页地址，如 shipin-huiyi"),
    ("--name", "名称", "项目全称"),
    ("--unit", "单位", "项目单位，全称或简称"),
    ("--framework", "框架", "指标体系框架，如 mof-2020；写“无”只填信息表"),
    ("--scheme", "办法", "评级办法，如 sh-2014"),
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a file name that is no Unicode must not keep it from being told
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    return int(options.run(options))


def _parser() -> argparse.ArgumentParser:
    parser = Parser("python -m generator", description="检查绩效评价数据，生成公开网站。", add_help=False)
    parser.add_argument("-h", "--help", action="help", help="显示这份说明")
    commands = parser.add_subparsers(metavar="命令", required=True)

    def add(name: str, text: str, run: object) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text, add_help=False)
        command.add_argument("-h", "--help", action="help", help="显示这份说明")
        command.add_argument(
            "--content", type=Path, default=Path("content"), metavar="文件夹", help="数据所在的文件夹（默认 content）"
        )
        command.set_defaults(run=run)
        return command

    def strict(command: argparse.ArgumentParser, text: str) -> None:
        command.add_argument("--strict", action="store_true", help=text)

    command = add("check", "只检查数据，不生成网站", _check)
    command.add_argument("files", nargs="*", type=Path, metavar="文件", help="只列这些文件或文件夹的（仍查全部数据）")
    strict(command, "有警告也算不通过")
    how = "，".join(f"{name} {module.HELP}" for name, module in formats().items())
    command.add_argument("--format", choices=formats(), default=PLAIN, metavar="格式", help=f"{how}（默认 {PLAIN}）")
    command.add_argument("--html", type=Path, metavar="文件", help="另写一份可以逐处打勾、打印的校验清单")
    command.add_argument("--out", type=Path, metavar="文件夹", help="读过的内容记在其中的 cache 里（默认 build）")
    command.add_argument("--list", action="store_true", help="列出所有校验")
    command = add("explain", "说明一个项目的得分怎样得来", _explain)
    command.add_argument("project", metavar="项目", help="年度/文件名，如 2017/shipin-huiyi")
    question = "试算：某个指标若得这么多分会怎样，可写几次"
    command.add_argument("--what-if", metavar="编号=得分", action="append", default=[], help=question)
    command = add("new", "起草一个项目的数据文件；没有写明的会逐项询问", _new)
    for option, metavar, text in NEW_OPTIONS:
        command.add_argument(option, metavar=metavar, default="", help=text)
    for name, text, run in (("build", "生成网站", _build), ("serve", "在本机预览网站，改动后自动更新", _serve)):
        command = add(name, text, run)
        command.add_argument(
            "--out", type=Path, default=Path("build"), metavar="文件夹", help="生成到哪个文件夹（默认 build）"
        )
        strict(command, "有警告也不生成")
    command.add_argument("--port", type=int, default=8000, metavar="端口", help="端口（默认 8000）")
    for name, text, run in (
        ("package", "把生成好的网站打成一个压缩包，附校验和与部署说明", _package),
        ("publish", "把生成好的网站发布到一个文件夹，并保留上一版", _publish),
    ):
        command = add(name, text, run)
        command.add_argument(
            "--out", type=Path, default=Path("build"), metavar="文件夹", help="网站生成在哪个文件夹（默认 build）"
        )
    command.add_argument("folder", type=Path, metavar="发布文件夹", help="如 /srv/jixiao-gongkai，可以还没有")
    command.add_argument("--back", action="store_true", help="退回上一版")
    return parser


def _check(options: argparse.Namespace) -> int:
    if options.list:
        for (family, purpose), checks in groupby(listed(), lambda about: (about.family, about.purpose)):
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
    inspected = inspect(options.content, _cache(options))
    report = told(inspected, options.content, options.strict, only)
    status = _tell(report, options.format)
    return (options.html and _write(options.html, report, inspected)) or status


def _cache(options: argparse.Namespace) -> Path | None:
    """Where what was read is kept; checking someone else's data leaves nothing behind unless a folder is given."""
    mine = options.content == Path("content")
    out = options.out or (Path("build") if mine else None)
    return out and out / "cache"


def _asked(file: Path, content: Path) -> str:
    """A file that is asked for by the name that diagnostics have for it."""
    path, home = (Path(os.path.abspath(one)) for one in (file, content))  # noqa: PTH100 — a link keeps its own name
    if not path.is_relative_to(home):
        raise LookupError(
            f"“{file}”不在数据文件夹 {content} 里，请写明其中的文件，如 {content}/projects/2018/shili.yml。"
        )
    if not path.exists():
        raise LookupError(f"没有找到“{file}”，请检查文件名。")
    return (Path(content.name) / path.relative_to(home)).as_posix()


def _write(file: Path, report: Told, inspected: Inspected) -> int:
    from generator.checklist import CannotTell, write

    try:
        write(file, report, inspected)
    except CannotTell as trouble:
        print(trouble, file=sys.stderr)
        return 2
    print(f"校验清单已写入 {file}，用浏览器打开，可以逐处打勾、打印。", file=sys.stderr)
    return 0


def _explain(options: argparse.Namespace) -> int:
    from generator.explain import CannotExplain, explain
    from generator.view import Views

    inspected = inspect(options.content)
    if not inspected.sound:
        return _tell(told(inspected, options.content))
    try:
        for line in explain(Views.of(inspected.book, inspected.scores), options.project, options.what_if):
            print(line)
    except CannotExplain as trouble:
        print(trouble, file=sys.stderr)
        return 2
    return 0


def _new(options: argparse.Namespace) -> int:
    from generator.new import Answers, CannotWrite, WrongAnswer, new

    given = {name: getattr(options, name) for name in ("year", "slug", "name", "unit", "framework", "scheme")}
    said = Answers(last=getattr(options, "from"), **given)
    try:
        file, unfilled = new(options.content, said, input if sys.stdin.isatty() else None)
    except WrongAnswer as wrong:
        print(f"{wrong}。", file=sys.stderr)
        return 2
    except CannotWrite as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except (EOFError, KeyboardInterrupt, UnicodeDecodeError):
        print("\n没有写文件。", file=sys.stderr)
        return 1
    print(f"已写 {file}，其中待填 {unfilled} 处。填好后运行 make check。")
    return 0


def _build(options: argparse.Namespace) -> int:
    from generator.build import CannotBuild, build

    try:
        inspected = build(options.content, options.out, options.strict)
    except CannotBuild as trouble:
        print(trouble, file=sys.stderr)
        return 1
    status = _tell(replace(told(inspected, options.content, options.strict), brief=True))
    if status == 0:
        print(f"已生成 {options.out / 'site'}：{len(inspected.book.projects)} 个项目。打开其中的 index.html 即可查看。")
    return status


def _serve(options: argparse.Namespace) -> int:
    from generator.build import THEME
    from generator.site import SiteError, serve

    def ready() -> None:
        print(f"请在浏览器打开 http://127.0.0.1:{options.port}/ ，按 Ctrl+C 结束。")

    watched = (options.content, THEME / "overrides", THEME / "templates")
    try:
        status = _build(options)  # bad data are told and waited for; without a folder there is nothing to wait for
        if options.content.is_dir():
            serve(options.out / "site", lambda: _build(options), watched, options.port, ready)
            status = 0
    except KeyboardInterrupt:
        return 0
    except SiteError as trouble:
        print(trouble, file=sys.stderr)
        return 2
    return status


def _package(options: argparse.Namespace) -> int:
    from generator.handover import CannotHandOver
    from generator.handover.archive import TOP, package

    file = options.out / f"{TOP}.zip"
    try:
        packed = package(options.out / "site", file)
    except CannotHandOver as trouble:
        print(trouble, file=sys.stderr)
        return 1
    print(f"已打包 {file}：版本 {packed.version}，网站文件 {packed.files} 个，{packed.size}。解压后先看“部署说明”。")
    print(f"压缩包的 SHA-256：{packed.sum}")
    return 0


def _publish(options: argparse.Namespace) -> int:
    from generator.handover import CannotHandOver
    from generator.handover.publishing import back, publish

    try:
        done = back(options.folder) if options.back else publish(options.out / "site", options.folder)
    except CannotHandOver as trouble:
        print(trouble, file=sys.stderr)
        return 1
    for line in done.lines(options.back):
        print(line)
    return 0


def _tell(report: Told, form: str = PLAIN) -> int:
    """Print what was found and, on the side, a line that sums up; silent when there is nothing to say."""
    if form != PLAIN and isinstance(sys.stdout, TextIOWrapper):  # programs read UTF-8, whatever a screen knows
        sys.stdout.reconfigure(encoding="utf-8")
    for line in formats()[form].lines(report):
        print(line)
    if words := summary(report):
        print(words, file=sys.stderr)
    return 0 if report.passes else 1
