"""The languages of the interface. Japanese is the language that it is written in; others have a catalogue.

A catalogue is `locale/LANGUAGE/LC_MESSAGES/messages.po`, read when the language is first asked for: what is edited is what
is shown, and nothing has to be compiled. `python docs/make_catalogues.py` brings the strings of code and templates into it.
"""

from __future__ import annotations

import gettext
import io
import re
from functools import cache
from importlib import resources
from typing import Literal, get_args

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
SOURCE: Language = "ja"
NAMES: dict[Language, str] = {"ja": "日本語", "en": "English"}
"""What each calls itself."""

_ACCEPTED = re.compile(r"\s*([A-Za-z*]+)[\w-]*\s*(?:;\s*q=([\d.]+))?\s*")


def is_language(code: str) -> bool:
    return code in LANGUAGES


def chosen(wish: str | None, accepted: str) -> Language:
    """The language that a reader chose, else the one that their browser likes best (`Accept-Language`), else Japanese."""
    for language in LANGUAGES:
        if language == wish:
            return language
    liked: list[tuple[float, Language]] = []
    for part in accepted.split(","):
        found = _ACCEPTED.fullmatch(part)
        for language in LANGUAGES:
            if found is not None and found[1].lower() == language:
                liked.append((_quality(found[2]), language))
    best = max(liked, key=lambda each: each[0], default=(0.0, SOURCE))
    return best[1] if best[0] > 0 else SOURCE


def _quality(words: str | None) -> float:
    try:
        return 1.0 if words is None else float(words)
    except ValueError:
        return 0.0


@cache
def translations(language: Language) -> gettext.NullTranslations:
    """What the interface says in a language; nothing is other than it is written for the one that it is written in."""
    if language == SOURCE:
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    return gettext.GNUTranslations(io.BytesIO(compiled.getvalue()))


def catalogue(language: Language) -> Catalog:
    """The catalogue of a language as its translators edit it."""
    place = resources.files("kirinuki.web").joinpath("locale", language, "LC_MESSAGES", "messages.po")
    return read_po(io.BytesIO(place.read_bytes()), locale=language)
