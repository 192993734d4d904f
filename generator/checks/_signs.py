"""Signs that several checks seek in texts: one pattern for all of them, so that it is sought once.

A pattern that begins with a plain character is found many times faster than one that begins with a class: what stands
before that character is asked behind it.
"""

import re

LONG_NUMBER = re.compile(r"[0-9０-９](?:[\s\-－—–　]?[0-9０-９]){6}")  # seven digits, also in groups
IN_YUAN = re.compile(r"元(?<=[\d\s万亿].)")  # an amount of money
CHARACTER_TWICE = re.compile(r"([一-鿿])\1")
WORD_TWICE = re.compile(r"([一-鿿])([一-鿿])[一-鿿]{0,6}\1\2")  # two characters, and again before nine have passed
