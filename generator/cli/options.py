"""Command-line options of all commands, with Chinese help."""

import argparse
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NoReturn

from generator.report import PLAIN, report_formats

NEW_OPTIONS = (
    ("--year", "年度", "评价哪一年的项目，如 2018"),
    ("--from", "项目", "照上年的哪个文件，写年度/文件名，如 2017/shipin-huiyi"),
    ("--slug", "文件名", "用作网页地址，如 shipin-huiyi"),
    ("--name", "名称", "项目全称"),
    ("--unit", "单位", "项目单位，全称或简称"),
    ("--framework", "框架", "指标体系框架，如 mof-2020；写“无”只填信息表"),
    ("--scheme", "办法", "评级办法，如 sh-2014；原文没有写明的写“无”"),
)


WRONG_USE = (
    (r"unrecognized arguments: (.*)", "不认识“{}”"),
    (r"--format: invalid choice: '(.*?)'", "没有“{}”这种格式"),
    (r"invalid choice: '(.*?)'", "没有“{}”这个命令"),
    (r"required: (.*)", "请写明{}"),
    (r"argument (.*?): expected one argument", "“{}”后面要写上内容"),
    (r"argument (.*?): invalid int value", "“{}”后面要写数字"),
    (r"argument (.*?): ignored explicit argument", "“{}”后面不能写内容"),
)


class Parser(argparse.ArgumentParser):
    """Parser with Chinese messages in place of the built-in English ones."""

    def error(self, message: str) -> NoReturn:
        """Print the mistake and the help, then exit with 2."""
        matches = ((words, re.search(sign, message)) for sign, words in WRONG_USE)
        mistake = next((words.format(match[1]) for words, match in matches if match), "命令写得不对")
        self.exit(2, f"{mistake}。\n{self.format_help()}")

    def format_help(self) -> str:
        """Return the standard help with Chinese headings."""
        text = super().format_help()
        first = "命令：" if self._subparsers else "参数："
        for english, chinese in (("usage: ", "用法："), ("positional arguments:", first), ("options:", "选项：")):
            text = text.replace(english, chinese, 1)
        return text


@cache
def parser() -> argparse.ArgumentParser:
    """Return the parser; what it parses names the command to run."""
    words = Parser("python -m generator", description="检查绩效评价数据，生成公开网站。", add_help=False)
    words.add_argument("-h", "--help", action="help", help="显示这份说明")
    places = words.add_subparsers(metavar="命令", required=True)

    def add(name: str, text: str) -> argparse.ArgumentParser:
        command = places.add_parser(name, help=text, description=text, add_help=False)
        command.add_argument("-h", "--help", action="help", help="显示这份说明")
        command.add_argument(
            "--content", type=Path, default=Path("content"), metavar="文件夹", help="数据所在的文件夹（默认 content）"
        )
        command.set_defaults(command=name)
        return command

    def strict(command: argparse.ArgumentParser, text: str) -> None:
        command.add_argument("--strict", action="store_true", help=text)

    command = add("check", "只检查数据，不生成网站")
    command.add_argument("files", nargs="*", type=Path, metavar="文件", help="只列这些文件或文件夹的（仍查全部数据）")
    strict(command, "有警告也算不通过")
    command.add_argument("--waived", action="store_true", help="已豁免的也逐处列出（平时只报处数）")
    how = "，".join(f"{name} {module.HELP}" for name, module in report_formats().items())
    command.add_argument(
        "--format", choices=report_formats(), default=PLAIN, metavar="格式", help=f"{how}（默认 {PLAIN}）"
    )
    command.add_argument("--html", type=Path, metavar="文件", help="另写一份可以逐处打勾、打印的校验清单")
    command.add_argument("--out", type=Path, metavar="文件夹", help="看过的内容记在其中的 cache 里（默认 build）")
    command.add_argument("--list", action="store_true", help="列出所有校验")
    command = add("explain", "说明一个项目的得分怎样得来")
    command.add_argument("project", metavar="项目", help="年度/文件名，如 2017/shipin-huiyi")
    question = "试算：某个指标若得这么多分会怎样，可写几次"
    command.add_argument("--what-if", metavar="编号=得分", action="append", default=[], help=question)
    command = add("new", "起草一个项目的数据文件；没有写明的会逐项询问")
    for option, metavar, text in NEW_OPTIONS:
        command.add_argument(option, metavar=metavar, default="", help=text)
    _forms(add)
    for name, text in (("build", "生成网站"), ("serve", "打开工作台：在浏览器里收件、填报、检查、预览、发布")):
        command = add(name, text)
        command.add_argument(
            "--out", type=Path, default=Path("build"), metavar="文件夹", help="生成到哪个文件夹（默认 build）"
        )
        if name == "build":
            strict(command, "有警告也不生成")
            years, join = "只做这些年度的部分，几台机器可以同时做", "用这些文件夹里由 --years 做好的部分合成网站"
            command.add_argument("--years", nargs="+", default=(), metavar="年度", help=years)
            command.add_argument("--join", nargs="+", type=Path, default=(), metavar="文件夹", help=join)
    command.add_argument("--no-browser", dest="browser", action="store_false", help="不打开浏览器，只说地址")
    command.add_argument("--port", type=int, default=8000, metavar="端口", help="端口（默认 8000；0 为任一空闲端口）")
    _deployment(add)
    return words


def _deployment(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the commands for the finished site."""
    for name, text in (
        ("package", "把生成好的网站打成一个压缩包，附校验和与部署说明"),
        ("publish", "把生成好的网站发布到一个文件夹，并保留上一版"),
    ):
        command = add(name, text)
        command.add_argument(
            "--out", type=Path, default=Path("build"), metavar="文件夹", help="网站生成在哪个文件夹（默认 build）"
        )
        command.add_argument(
            "--recover", action="store_true", help="发布记录遗失时，照公布着的网站（打包照上一个压缩包）补记"
        )
    command.add_argument("folder", type=Path, metavar="发布文件夹", help="如 /srv/jixiao-gongkai，可以还没有")
    command.add_argument("--back", action="store_true", help="退回上一版")
    command = add("diff", "列出这一次发布会改动什么：新增、撤下的项目，每一处公布的或算出的数的原值和新值")
    command.add_argument("against", metavar="上一次", help="上一次公布的：发布文件夹、网站、压缩包，或 http 开头的网址")
    command.add_argument(
        "--out", type=Path, default=Path("build"), metavar="文件夹", help="网站生成在哪个文件夹（默认 build）"
    )
    command.add_argument("--json", action="store_true", help="供程序读取")
    command.add_argument("--html", type=Path, metavar="文件", help="另写一份可以打印、签字的改动清单")
    command = add("verify", "核验发布了的网站：文件、清单和发布链是否前后一致，发布后有没有被改过")
    command.add_argument("site", metavar="网站", help="网站或发布文件夹、make package 的压缩包，或 http 开头的网址")
    kept_help = "从前留存的 chain.txt，用来看此后有没有改写（默认用数据文件夹里的 releases/chain.txt）"
    command.add_argument("--kept", type=Path, metavar="文件", help=kept_help)
    against = "改为与另一个网站逐个文件比较，如自己做的 build/site：不同的是哪些文件，原因可能是什么"
    command.add_argument("--against", default="", metavar="另一个", help=against)
    ca = "时间戳服务机构的根证书（PEM），用来核验时间戳的签名"
    command.add_argument("--ca", type=Path, metavar="文件", help=ca)
    command = add("timestamp", "为最近一次发布写时间戳申请（RFC 3161）；写明答复时收下它")
    command.add_argument("answer", nargs="?", type=Path, metavar="答复", help="服务机构给的 .tsr 文件")
    command.add_argument("--ca", type=Path, metavar="文件", help=ca)
    command = add("archive", "把发布了的网站打成交给档案部门的压缩包，附元数据、网页目录、文件清单和交接登记")
    of_package = "默认是生成的文件夹里的 jixiao-gongkai.zip"
    site = f"发布文件夹、make package 的压缩包，或 http 开头的网址（{of_package}）"
    command.add_argument("--site", default="", metavar="网站", help=site)
    command.add_argument(
        "--file", type=Path, metavar="文件", help="写到哪个文件（默认 build/jixiao-gongkai-guidang.zip）"
    )
    command.add_argument("--kept", type=Path, metavar="文件", help=kept_help)
    command.add_argument(
        "--out", type=Path, default=Path("build"), metavar="文件夹", help="网站生成在哪个文件夹（默认 build）"
    )


def _forms(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the commands for forms."""
    command = add("form", "做出官方表样：已有项目的按数据文件填好，新项目的填上已知的，其余空着")
    command.add_argument("projects", nargs="*", metavar="项目", help="年度/文件名，如 2017/shipin-huiyi，可写几个")
    command.add_argument(
        "--form", default="自评表", metavar="表", help="自评表（默认）、信息表、指标评分表、整改情况表、复核底稿"
    )
    command.add_argument("--as", choices=("xlsx", "docx"), default="xlsx", metavar="格式", help="xlsx（默认）或 docx")
    units = "给这些单位各做一份：该年度已有的项目、上年的项目，都没有的做空表；全称或简称，用逗号隔开"
    command.add_argument("--units", default="", metavar="单位", help=units)
    for option, metavar, text in NEW_OPTIONS:
        command.add_argument(option, metavar=metavar, default="", help=text)
    command.add_argument(
        "--out", type=Path, default=Path("build"), metavar="文件夹", help="放在其中的 forms 里（默认 build）"
    )
    command = add("review", "复核自评：照种子分层抽样，做出复核底稿；或列出内部的关注名单")
    command.add_argument("--share", default="", metavar="比例", help="抽取的比例，如 20%%；已有抽样记录的可以不写")
    seed = "抽样的种子，最好是收齐自评以后才知道的公开的数；不写就用总体清单的校验和"
    command.add_argument("--seed", default="", metavar="种子", help=seed)
    command.add_argument("--year", default="", metavar="年度", help="只抽、只看哪一年的项目，如 2024")
    command.add_argument("--unit", default="", metavar="单位", help="只抽、只看哪个单位的项目，全称或简称")
    command.add_argument("--watch", action="store_true", help="不抽样，列出值得再看一遍的项目；只供内部，不进网站")
    place = "底稿放在其中的 forms 里，关注名单放在 review 里（默认 build）"
    command.add_argument("--out", type=Path, default=Path("build"), metavar="文件夹", help=place)
    command = add("import", "收表：把各单位交来的表、报告读成数据文件的草稿，并逐格检查")
    how = "来件，可以是文件、文件夹或“收件/*.xlsx”；不写就收数据文件夹里 inbox/ 的全部"
    command.add_argument("files", nargs="*", metavar="来件", help=how)
    yes = "已有的数据文件照来件改动，不再询问；要请单位改的来件，单独写明这一份才改"
    command.add_argument("--yes", action="store_true", help=yes)
    command.add_argument("--undo", action="store_true", help="上一次收表写的数据文件，恢复到收表以前")
    done = "数据文件或来件：逐处看过了，去掉它的“待核对”"
    command.add_argument("--confirm", metavar="文件", help=done)
    command.add_argument(
        "--out",
        type=Path,
        default=Path("build"),
        metavar="文件夹",
        help="对照页、校验结果写到其中的 import（默认 build）",
    )
