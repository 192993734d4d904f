"""Usage messages in Chinese: the standard parser has its English words built in."""

import argparse
import re
from typing import NoReturn

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
    """A parser that says in Chinese what is wrong and how it is used."""

    def error(self, message: str) -> NoReturn:
        """Say in a line what is wrong, show how it is used, exit with 2."""
        found = ((words, re.search(sign, message)) for sign, words in WRONG_USE)
        told = next((words.format(match[1]) for words, match in found if match), "命令写得不对")
        self.exit(2, f"{told}。\n{self.format_help()}")

    def format_help(self) -> str:
        """The standard help with its headings in Chinese."""
        text = super().format_help()
        first = "命令：" if self._subparsers else "参数："
        for english, chinese in (("usage: ", "用法："), ("positional arguments:", first), ("options:", "选项：")):
            text = text.replace(english, chinese, 1)
        return text
