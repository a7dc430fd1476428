"""The names of news agencies: one list for whoever reads names, cuts logs, strips credits or asks for origins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from kirinuki.model.text import fold_width
from kirinuki.read.lexicons import rows


@cache
def agencies() -> Mapping[str, str]:
    """Every form in which an agency is written, width-folded, with the agency's own name: 共同 → 共同通信."""
    return {fold_width(word): name for word, _, name in rows("agencies")}


@cache
def agency_names() -> dict[str, str]:
    """The forms that are names in running text, with their kind (name, short)."""
    return {word: kind for word, kind, _ in rows("agencies") if kind != "credit"}


@cache
def agency_pattern() -> str:
    """A regular expression for any form, longest first, for width-folded text; no Latin form inside a Latin word."""
    forms = sorted(agencies(), key=lambda form: (-len(form), form))
    latin = "|".join(re.escape(form) for form in forms if form[0].isascii())
    others = "|".join(re.escape(form) for form in forms if not form[0].isascii())
    return rf"(?:{others}|(?<![A-Za-z])(?:{latin})(?![A-Za-z]))"
