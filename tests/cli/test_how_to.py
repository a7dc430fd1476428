"""What the how-to pages tell a person to type is there: verbs, and their options."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kirinuki.cli import VERBS
from tests.conftest import ROOT, Run

pytestmark = pytest.mark.whole

_COMMAND = re.compile(
    r"kirinuki(?:\.exe\\?\")?(?: -C (?:\\?\"[^\"]*\"|\S+))? (?P<verb>[a-z]+)(?P<rest>[^\n`#]*)"
)
_OPTION = re.compile(r"(?<![\w-])--[a-z-]+")


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "how-to").glob("*.md")), ids=lambda page: page.stem)
def test_what_a_page_says_to_type_is_there(kirinuki: Run, page: Path) -> None:
    verbs = [verb for verbs in VERBS.values() for verb in verbs]
    wanted: dict[str, set[str]] = {}
    for found in _COMMAND.finditer(page.read_text(encoding="utf-8")):
        if found["verb"] in verbs:
            wanted.setdefault(found["verb"], set()).update(_OPTION.findall(found["rest"]))
    assert wanted
    for verb, options in wanted.items():
        told = kirinuki(verb, "--help").out
        if verb == "feeds":
            told += kirinuki("feeds", "add", "--help").out
        assert {option for option in options if option not in told} == set(), verb
