"""Writes a tree of texts as YAML the way people do; a library takes as long for one file as all the rest together."""

from typing import Any

SPECIAL = tuple("-?:,[]{}#&*!|>'\"%@`")
WIDTH = 70


def written(tree: dict[str, Any]) -> str:
    """The file, with an empty line before each part of the report that is more than one line."""
    lines: list[str] = []
    for key, value in tree.items():
        if isinstance(value, dict | list):
            lines.append("")
        lines.extend(_entry(key, value, ""))
    return "\n".join(lines) + "\n"


def _entry(key: str, value: Any, indent: str) -> list[str]:
    if isinstance(value, str):
        return [f"{indent}{key}: {_plain(value)}"]
    if (flow := _flow(value)) is not None:
        return [f"{indent}{key}: {flow}"]
    if isinstance(value, dict):
        return [f"{indent}{key}:", *_block(value, indent + "  ")]
    lines = [f"{indent}{key}:"]
    for item in value:
        if isinstance(item, str):
            lines.append(f"{indent}- {_plain(item)}")
        elif (flow := _flow(item)) is not None:
            lines.append(f"{indent}- {flow}")
        else:
            first, *rest = _block(item, indent + "  ")
            lines += [f"{indent}- {first[len(indent) + 2 :]}", *rest]
    return lines


def _block(tree: dict[str, Any], indent: str) -> list[str]:
    return [line for key, value in tree.items() for line in _entry(key, value, indent)]


def _flow(value: Any) -> str | None:
    """A short record or list on one line; None where it is long or holds others."""
    texts = list(value.values()) if isinstance(value, dict) else value
    if not all(isinstance(text, str) for text in texts) or sum(map(len, texts)) > WIDTH:
        return None
    if any("，" in text or "。" in text for text in texts):
        return None
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_plain(text, inside=True)}" for key, text in value.items()) + "}"
    return "[" + ", ".join(_plain(text, inside=True) for text in value) + "]"


def _plain(text: str, inside: bool = False) -> str:
    bare = not text.startswith(SPECIAL) and ": " not in text and " #" not in text and not text.endswith(":")
    if text and bare and not (inside and set(text) & set(",[]{}")):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
