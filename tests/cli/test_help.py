from __future__ import annotations

import pytest

from docs.make_reference import REFERENCE, reference
from kirinuki.cli import VERBS
from tests.conftest import Run


def test_reference_is_what_the_program_says() -> None:
    assert REFERENCE.read_text(encoding="utf-8") == reference(), "run: python docs/make_reference.py"


@pytest.mark.parametrize("verb", [verb for verbs in VERBS.values() for verb in verbs])
def test_every_verb_takes_json_and_teaches_in_both_languages(kirinuki: Run, verb: str) -> None:
    said = kirinuki(verb, "--help")
    assert said.status == 0
    assert "--json" in said.out
    assert any("ぁ" <= c <= "ん" for c in said.out)
    assert sum(c.isascii() and c.isalpha() for c in said.out) > 100


def test_a_mistyped_verb_is_answered_with_the_nearest(kirinuki: Run) -> None:
    said = kirinuki("digets")
    assert said.status == 2
    assert "「digest」" in said.err


def test_help_needs_no_archive_and_imports_nothing_heavy(kirinuki: Run) -> None:
    said = kirinuki("--help", env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert said.status == 0
    for heavy in ("sudachipy", "rich", "jinja2", "sqlite3", "warcio", "rapidfuzz"):
        assert f" {heavy}\n" not in said.err
