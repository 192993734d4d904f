"""旧版、更新记录: what was published of a project before, each state at an address of its own, and how it changed."""

from collections.abc import Iterator

from generator.pages import History, Page, PublishedState, shows

MOST = 40  # changes that are named one by one


def version_pages(history: History) -> Iterator[Page]:
    """The page of each state, and 更新记录."""
    last = len(history.states) - 1
    name = history.states[last].name
    for at, state in enumerate(history.states):
        yield Page(
            f"{history.project}/{state.label}.md",
            f"{state.name}（{state.day} 公布的旧版）",
            "version",
            shows(
                history=history,
                state=state,
                words=_words(state, at < last or history.current),
                before=history.states[at - 1].label if at else "",
                after=history.states[at + 1].label if at < last else "",
            ),
            wide=True,
            listed=False,
        )
    yield Page(
        f"{history.project}/history.md",
        f"更新记录：{name}",
        "history",
        shows(history=history, name=name, most=MOST),
        f"{name}公布以后改过什么，以前公布过的各版在哪里。",
        wide=True,
        listed=False,
    )


def _words(state: PublishedState, followed: bool) -> str:
    """What is said of when a state was in force; `followed`: by another one at this address."""
    if state.corrections:
        return f"{state.day} 公布，{'、'.join(dict.fromkeys(day for day, _ in state.corrections))} 更正"
    if state.ended:
        return f"{state.day} 公布，{state.ended} 起由新版代替"
    return f"{state.day} 公布" + ("，后来有改动" if followed else "")
