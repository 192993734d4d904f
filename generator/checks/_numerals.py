"""Chinese numerals from 1 to 99, each at its index, as papers number their items."""

DIGITS = ["", *"一二三四五六七八九"]
NUMERALS = [
    *DIGITS,
    *(f"十{unit}" for unit in DIGITS),
    *(f"{tens}十{unit}" for tens in DIGITS[2:] for unit in DIGITS),
]
