"""Files that are no data: each gives one clear line through the real command, in little memory."""

import ctypes
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from tests.support.cases import BASE, Case, Run
from tests.support.inspection import load
from tests.support.waiting import LIMIT

MEMORY = 1 << 30
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2  # of Linux
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR"
HERE = "content/projects/2018/odd.yml"
BOMB = "甲: &a [哈]\n" + "".join(
    f"乙{n}: &b{n} [*{m}, *{m}, *{m}, *{m}, *{m}, *{m}, *{m}, *{m}, *{m}]\n"
    for n, m in enumerate(["a", *(f"b{n}" for n in range(30))])
)

NO_TEXT = {
    "空文件": (b"", f"{HERE}: 文件是空的，请填写内容或删去文件  [文件]"),
    "只有空行": (b"\n \n\t\n", f"{HERE}: 文件是空的，请填写内容或删去文件  [文件]"),
    "只有字节序标记": (b"\xef\xbb\xbf", f"{HERE}: 文件是空的，请填写内容或删去文件  [文件]"),
    "二进制文件": (
        b"PK\x03\x04\x14\x00\x06\x00",
        f"{HERE}: 这不是文本文件（可能是 Word、Excel 或图片改了扩展名），请换成文本  [文件]",
    ),
    "图片": (PNG, f"{HERE}: 这不是文本文件（可能是 Word、Excel 或图片改了扩展名），请换成文本  [文件]"),
    "50 MB 的文件": (
        b"# \xe5\xa4\xa7\n" * (50 * 1024 * 1024 // 6),
        f"{HERE}: 文件有 51199 KB，超过 1024 KB 的上限，不像一个项目的数据；请检查是否放错了文件  [文件]",
    ),
    "GBK 编码": (
        "# 2018 年\n年度: 2018\n项目名称: 甲\n".encode("gbk"),
        f"{HERE}:1:1: 文件不是 UTF-8 编码，请在记事本中“另存为”，编码选 UTF-8  [编码]",
    ),
    "第三行起是 GBK 编码": (
        "# 一\n# 二\n".encode() + "项目名称: 甲\n".encode("gbk"),
        f"{HERE}:3:1: 文件不是 UTF-8 编码，请在记事本中“另存为”，编码选 UTF-8  [编码]",
    ),
    "UTF-16 编码": (
        "年度: 2018\n".encode("utf-16"),
        f"{HERE}: 文件是 UTF-16（Unicode）编码，请在记事本中“另存为”，编码选 UTF-8  [编码]",
    ),
    "控制字符": (
        b"\xe7\x94\xb2: 1\n\xe4\xb9\x99: a\x1bb\n",
        f"{HERE}:2:5: 有看不见的字符（U+001B），请删去后重新输入这一处  [编码]",
    ),
    "网页里的换行符": (
        "年度: 2018\n项目名称: 甲\u2028乙\n".encode(),
        f"{HERE}:2:8: 有看不见的字符（U+2028），请删去后重新输入这一处  [编码]",
    ),
    "YAML 炸弹": (BOMB.encode(), f"{HERE}:1:4: 这里的“&a”会被当作标记而丢掉，请删去；本来就是内容的，请加引号  [格式]"),
    "引用自己的列表": (
        b"a: &a [*a]\n",
        f"{HERE}:1:4: 这里的“&a”会被当作标记而丢掉，请删去；本来就是内容的，请加引号  [格式]",
    ),
    "十万层方括号": (b"[" * 100_000, f"{HERE}:1:61: 层次超过 60 层，请检查括号和缩进  [格式]"),
    "十万层花括号": (b"{a: " * 100_000, f"{HERE}:1:241: 层次超过 60 层，请检查括号和缩进  [格式]"),
    "十万层短横线": (b"- " * 100_000, f"{HERE}:1:121: 层次超过 60 层，请检查括号和缩进  [格式]"),
    "十万层问号": (b"? " * 100_000, f"{HERE}:1:121: 层次超过 60 层，请检查括号和缩进  [格式]"),
    "一层层缩进下去": (
        b"".join(b" " * n + b"a:\n" for n in range(1000)),
        f"{HERE}:61:61: 层次超过 60 层，请检查括号和缩进  [格式]",
    ),
    "二十万行的列表": (
        b"- a\n" * 200_000,
        f"{HERE}:1:1: 这里应是若干行“项目: 内容”，现在是列表（以“- ”开头的若干项）  [类型]",
    ),
    "二十万行的注释": (b"# a\n" * 200_000, f"{HERE}:1:1: 文件里只有注释，没有内容  [格式]"),
    "百万字的一行": (b"a" * 1_000_000, f"{HERE}:1:1: 这里应是若干行“项目: 内容”，现在是“aaaaaaaaaaaaaaaaaaaa”  [类型]"),
}


def as_a_clerk() -> None:
    """Limit memory; to root too, a folder may then be closed."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability)


def check_as_a_clerk(content: Path) -> subprocess.CompletedProcess[str]:
    """The real command, with a limit on memory."""
    return subprocess.run(
        [sys.executable, "-m", "generator", "check", "--content", content],
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        preexec_fn=as_a_clerk,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )


def message(root: Path, run: Run) -> str:
    """The one line that check says of the content under `root`."""
    status, out, side = run("check", "--content", root / "content")
    assert (status, side) == (1, "共 1 处：错误 1。请改正错误后再生成网站。\n"), out + side
    (line,) = out.splitlines()
    return line


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base content, in which nothing is wrong."""
    Case(BASE, "", (), (), "").lay_out(tmp_path)
    return tmp_path


def link_out(path: Path) -> None:
    secret = path.parents[3] / "secret.yml"
    secret.write_text("密码: 不能读\n", "utf-8")
    path.symlink_to(secret)


ODD_THINGS: dict[str, tuple[Callable[[Path], object], str]] = {
    "指向外面的链接": (link_out, "这是一个指向 content/ 之外的链接，不会读取；请把文件本身放进来"),
    "指向自己的链接": (lambda path: path.symlink_to(path.name), "这个链接断了，请把文件本身放进来"),
    "指向不存在的文件的链接": (lambda path: path.symlink_to("nothing.yml"), "这个链接断了，请把文件本身放进来"),
    "名字以 .yml 结尾的文件夹": (Path.mkdir, "这不是普通文件，请删去或换成文件"),
    "管道": (os.mkfifo, "这不是普通文件，请删去或换成文件"),
}


PLACES = (HERE, "content/pages/odd.md", "content/schemes/odd.yml")


def spot(kind: str, place: str = HERE) -> str:
    """Where each kind lies, when all of them lie in one content."""
    return place.replace("odd.", f"odd-{[*NO_TEXT, *ODD_THINGS].index(kind)}.")


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What one run says of a content with everything in it that is no data: within the limits of a single file."""
    root = tmp_path_factory.mktemp("hostile") / "root"
    Case(BASE, "", (), (), "").lay_out(root)
    for kind, (raw, _) in NO_TEXT.items():
        (root / spot(kind)).write_bytes(raw)
    for place, (kind, (make, _)) in product(PLACES, ODD_THINGS.items()):
        (root / place).parent.mkdir(exist_ok=True)
        make(root / spot(kind, place))
    done = check_as_a_clerk(root / "content")
    many = len(NO_TEXT) + len(PLACES) * len(ODD_THINGS)
    assert (done.returncode, done.stderr) == (1, f"共 {many} 处：错误 {many}。请改正错误后再生成网站。\n")
    return done.stdout.splitlines()


@pytest.mark.parametrize("kind", NO_TEXT)
def test_a_file_that_is_no_data_is_told_in_one_clear_line(kind: str, lines: list[str]) -> None:
    own = [line for line in lines if line.startswith(f"{spot(kind)}:")]
    assert own == [NO_TEXT[kind][1].replace(HERE, spot(kind))]


@pytest.mark.parametrize("kind", ODD_THINGS)
@pytest.mark.parametrize("place", PLACES)
def test_a_thing_that_is_no_file_is_told_in_one_clear_line(kind: str, place: str, lines: list[str]) -> None:
    words = ODD_THINGS[kind][1]
    own = [line for line in lines if line.startswith(f"{spot(kind, place)}:")]
    assert own == [f"{spot(kind, place)}: {words}  [文件]"]


@pytest.mark.parametrize("name", ["site.yml", "units.yml"])
def test_a_broken_file_at_the_top_is_told_in_one_clear_line(name: str, root: Path, run: Run) -> None:
    (root / "content" / name).write_bytes(PNG)
    line = f"content/{name}: 这不是文本文件（可能是 Word、Excel 或图片改了扩展名），请换成文本  [文件]"
    assert message(root, run) == line


def test_a_file_name_in_another_encoding_is_told_and_does_not_stop_the_rest(root: Path, run: Run) -> None:
    name = os.fsencode(root / "content/projects/2018") + b"/" + "展览".encode("gbk") + b".yml"
    with open(name, "w", encoding="utf-8") as file:  # noqa: PTH123 — a path of bytes
        file.write("年度: 2018\n")
    text = "要用作网页地址，只能用小写字母、数字和连字符，如 shipin-huiyi"
    done = check_as_a_clerk(root / "content")
    assert (done.returncode, done.stdout.count("\n")) == (1, 1) and done.stdout.endswith(f"{text}  [文件名]\n")
    (diagnostic,) = json.loads(run("check", "--content", root / "content", "--format", "json")[1])["diagnostics"]
    assert os.fsencode(diagnostic["file"]) in name and diagnostic["text"].endswith(text)
    assert text in run("check", "--content", root / "content", "--format", "github")[1]


@pytest.mark.parametrize("closed", [{".": 0o000}, {"projects/2018": 0o444, "schemes": 0o111}], ids=" ".join)
def test_a_folder_that_may_not_be_looked_into_is_told(closed: dict[str, int], root: Path) -> None:
    for folder, mode in closed.items():
        (root / "content" / folder).chmod(mode)
    done = check_as_a_clerk(root / "content")
    for folder in closed:
        (root / "content" / folder).chmod(0o755)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    for folder in closed:
        line = f"{Path('content', folder)}: 打不开这个文件夹，请检查是否有读取权限、磁盘是否连上  [文件]"
        assert line in done.stdout.splitlines()


def test_a_file_with_windows_line_ends_and_a_mark_at_its_head_is_read(root: Path, run: Run) -> None:
    path = root / "content/projects/2018/zhanlan.yml"
    text = path.read_text("utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert run("check", "--content", root / "content") == (0, "", "")


def test_a_page_with_windows_line_ends_is_read_with_plain_ones(root: Path) -> None:
    (root / "content/pages").mkdir()
    (root / "content/pages/about.md").write_bytes("# 关于\r\n\r\n一\r二\r\n".encode())
    assert [text.markdown for text in load(root / "content")[0].texts] == ["# 关于\n\n一\n二\n"]


def test_windows_line_ends_do_not_move_the_line_that_is_told(root: Path, run: Run) -> None:
    path = root / "content/projects/2018/zhanlan.yml"
    path.write_bytes(path.read_text("utf-8").replace("10万元", "10").replace("\n", "\r\n").encode())
    assert message(root, run).startswith("content/projects/2018/zhanlan.yml:10:7: 预算.金额：“10”没有单位")


def test_a_file_of_thousands_of_wrong_lines_does_not_flood_the_screen(root: Path, run: Run) -> None:
    (root / HERE).write_text("".join(f"a{n}: \n" for n in range(3_000)), "utf-8")
    first, *rest = run("check", "--content", root / "content")[1].splitlines()
    assert first == f"{HERE}: 这个文件有 3003 处错误，先列出前 50 处，改正后再查其余  [格式]"
    assert len(rest) == 50
