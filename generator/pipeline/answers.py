"""Answers to what tasks ask for while they are done, each as a key: by these it is seen that one has changed."""

import re
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.core.noting import Question
from generator.pipeline.keys import key_of

REFERENCE = re.compile(r"""{%[-+]?\s*(?:include|import|from|extends)\b\s*(?:"([^"]+)"|'([^']+)')?""")


class AnswerKeys:
    """The answers of one run: what gives them by kind of question; each is asked for once."""

    def __init__(self, sources: Mapping[str, Callable[[str], Any]]) -> None:
        """Begin with nothing asked."""
        self.sources = sources
        self.known: dict[Question, str] = {}

    def key(self, questions: Iterable[Question]) -> str:
        """The key of the answers to some questions."""
        return sha256("".join(map(self.of, questions)).encode()).hexdigest()

    def of(self, question: Question) -> str:
        """The key of the answer to one question."""
        if question not in self.known:
            kind, name = question
            self.known[question] = key_of(self.sources[kind](name))
        return self.known[question]

    def changed(self, before: Mapping[Question, str]) -> set[Question]:
        """The questions that had other answers before."""
        known = self.known  # of most: groups by the hundred ask the same
        return {one for one, answer in before.items() if known.get(one) != answer and self.of(one) != answer}


def in_order(questions: Iterable[Question]) -> tuple[Question, ...]:
    """The questions of a task, the same for all that asked the same."""
    return tuple(sorted(questions))


def template_text(folder: Path, name: str) -> Mapping[str, str]:
    """A template and all it refers to, by name; one that does not say which may refer to any."""
    found: dict[str, str] = {}
    todo = [name]
    for one in todo:
        if one in found:
            continue
        try:
            found[one] = (folder / one).read_text("utf-8")
        except OSError:  # it is told when the template is needed
            found[one] = ""
        for said in REFERENCE.finditer(found[one]):
            wanted = said[1] or said[2]
            todo += [wanted] if wanted else sorted(path.name for path in folder.glob("*.j2"))
    return found


def file_state(path: Path, known: str) -> str:
    """The checksum of a file that may be missing, or a link; it need not be read where it is `known`."""
    try:
        link = "" if not path.is_symlink() else str(path.resolve())
        return known or link + sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
