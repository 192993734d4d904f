"""Templates are compiled once for all processes; what was kept of them is run only where it is what was kept."""

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import jinja2
import pytest
from markupsafe import Markup

from generator.core import templating
from generator.core.templating import environment


def shown(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, bool]:
    """What a template shows in a process of its own, and whether it had to be compiled."""
    compiled = []
    real = jinja2.Environment.compile

    def counted(self: jinja2.Environment, *args: Any) -> Any:
        compiled.append(args)
        return real(self, *args)

    (folder / "a.j2").write_text(text)
    with monkeypatch.context() as patch:
        patch.setattr(templating, "_compiled", {})
        patch.setattr(jinja2.Environment, "compile", counted)
        return environment(folder, folder / "cache").get_template("a.j2").render(word="字"), bool(compiled)


def test_a_template_is_compiled_once_and_again_when_its_text_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = [shown(tmp_path, text, monkeypatch) for text in ("{{ word }}", "{{ word }}", "{{ word }}！", "{{ word }}！")]
    assert said == [("字", True), ("字", False), ("字！", True), ("字！", False)]


def test_text_is_escaped_once_wherever_it_passes_and_what_is_missing_is_a_mistake(tmp_path: Path) -> None:
    said = {
        "_parts.j2": "{% macro quoted(word, mark='') %}{{ mark }}{{ word }}{% endmacro %}",
        "a.j2": "{% import '_parts.j2' as parts %}{{ word }} {{ html }} {{ 7 }} {{ parts.quoted(word, mark='“') }}"
        "{% set kept %}{{ word }}{% endset %} {{ kept }} {{ word|upper }}",
        "b.j2": "{{ lost }}",
    }
    for name, text in said.items():
        (tmp_path / name).write_text(text)
    engine = environment(tmp_path)
    shown = engine.get_template("a.j2").render(word="<甲&>", html=Markup("<b>"))
    once = "&lt;甲&amp;&gt;"
    assert shown == f"{once} <b> 7 “{once} {once} {once}"
    with pytest.raises(jinja2.UndefinedError, match="lost"):
        engine.get_template("b.j2").render()


@pytest.mark.parametrize("length", [0, 20, -1])
def test_what_is_cut_off_or_of_another_version_or_cannot_be_kept_is_compiled_again(
    tmp_path: Path, length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(tmp_path, "{{ word }}", monkeypatch)
    (file,) = (tmp_path / "cache").iterdir()
    file.write_bytes(file.read_bytes()[:length])
    assert shown(tmp_path, "{{ word }}", monkeypatch) == ("字", True)
    monkeypatch.setattr(templating, "compiler_version", lambda: "another")
    assert shown(tmp_path, "{{ word }}", monkeypatch) == ("字", True)
    shutil.rmtree(tmp_path / "cache")
    (tmp_path / "cache").write_text("a file")
    assert shown(tmp_path, "{{ word }}", monkeypatch) == ("字", True)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("甲<乙", "甲&lt;乙"),
        ('“A” & "B" \'s', "“A” &amp; &#34;B&#34; &#39;s"),
        (Markup("<b>甲</b>"), "<b>甲</b>"),
        (-7, "-7"),
        (True, "True"),
        (Decimal("7.50"), "7.50"),
        (["<"], "[&#39;&lt;&#39;]"),
    ],
)
def test_a_value_of_any_kind_is_shown_escaped(tmp_path: Path, value: object, shown: str) -> None:
    (tmp_path / "a.j2").write_text("{{ value }}")
    assert environment(tmp_path).get_template("a.j2").render(value=value) == shown
