"""Signs that several checks seek in texts, and Chinese numerals."""

import re

LONG_NUMBER = re.compile(r"[0-9０-９](?:[\s\-－—–　]?[0-9０-９]){6}")  # seven digits, also in groups
IN_YUAN = re.compile(r"元(?<=[\d\s万亿].)")  # an amount of money
CHARACTER_TWICE = re.compile(r"([一-鿿])\1")
WORD_TWICE = re.compile(r"([一-鿿])([一-鿿])[一-鿿]{0,6}\1\2")  # two characters, and again before nine have passed


DIGITS = ["", *"一二三四五六七八九"]
NUMERALS = [
    *DIGITS,
    *(f"十{unit}" for unit in DIGITS),
    *(f"{tens}十{unit}" for tens in DIGITS[2:] for unit in DIGITS),
]
