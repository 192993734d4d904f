"""YAML messages: what libyaml complains of, in plain Chinese that says what to do."""

import re

import yaml

TROUBLES = (
    ("could not find expected ':'", "这一行没有写成“项目: 内容”，请检查是否漏了冒号，或冒号后少了空格"),
    (
        "mapping values are not allowed",
        "这里多了一个冒号：内容里有“: ”时请给整段内容加上引号；否则请检查上一行的缩进",
    ),
    ("did not find expected key", "缩进没有对齐，或引号、括号没有成对，请与上下行比较"),
    ("did not find expected '-' indicator", "列表的缩进没有对齐，每一项都应以“- ”开头并上下对齐"),
    ("did not find expected ',' or", "花括号或方括号里的各项要用半角逗号分开，括号要成对"),
    ("block sequence entries are not allowed", "“- ”不能写在这里，请换到下一行并缩进"),
    ("found unexpected end of stream", "从这里开始的引号没有成对，请补上结尾的引号"),
    ("cannot start any token", "这里有不能直接开头的符号（制表符、@、%、` 等）：缩进请用空格，内容请加引号"),
    ("while scanning an anchor", "“&”开头的内容请加引号"),
    ("while scanning an alias", "“*”开头的内容请加引号"),
    ("while scanning a tag", "“!”开头的内容请加引号"),
    ("tag handle", "“!”开头的内容请加引号"),
    ("while scanning a block scalar", "“|”或“>”后面不能再写内容，请另起一行"),
    ("unknown escape character", "双引号里的“\\”有特殊含义，请改用单引号"),
    ("found a tab character", "缩进里有制表符，请改为空格"),
)
BLANK_CELL = re.compile(r":\s+-\s*(#.*)?$")  # a dash alone, as papers print it in a cell that is blank


def plain_words(error: yaml.MarkedYAMLError, text: str, line: int) -> str:
    """What is wrong at a line of a text, and what to do."""
    said = f"{error.context or ''} {error.problem or ''}"
    words = next((words for sign, words in TROUBLES if sign in said), "")
    lines = text.split("\n")
    near = "\n".join(lines[max(0, line - 2) : line])
    if "block sequence" in said and BLANK_CELL.search(near.rpartition("\n")[2]):
        words = "表示空白的“-”请加引号，写成 '-'"
    elif "：" in near and re.search(r"^\s*(- )?[^:：#]+：", near, re.M):
        words = "这里用了全角冒号“：”，请改为半角冒号加空格“: ”"
    elif "\t" in near and "token" in said:
        words = "缩进里有制表符，请改为空格"
    return words or "这里不符合书写格式：请检查冒号后是否有空格、缩进是否对齐、引号和括号是否成对"
