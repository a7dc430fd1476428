"""Bring the strings of the web pages into the catalogues: new ones empty, those that are gone away.

    python docs/make_catalogues.py

Strings are what stands in `_()`, `say()` and the names of `Place()` in web/ and in the templates of web/ and publish/, and
the words of the tables of publish/wording and read/fields. They go into locale/messages.pot, and from there into each
language's messages.po for a translator to fill.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from kirinuki.publish import wording
from kirinuki.publish.claims import CALLED, GROUNDS
from kirinuki.publish.figures import RELATIONS
from kirinuki.publish.people import TYPES
from kirinuki.publish.storylines import ACTS
from kirinuki.read.fields import FIELDS, LABELS
from kirinuki.web.drawing import LENGTHS, NAMES

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "kirinuki"
LOCALE = PACKAGE / "web" / "locale"
METHODS = [
    ("web/**.py", "python"),
    ("publish/view.py", "python"),
    ("publish/wording.py", "python"),
    ("web/templates/**.j2", "jinja2"),
    ("publish/templates/**.j2", "jinja2"),
]
TABLES: tuple[Mapping[Any, str], ...] = (
    dict(enumerate(LENGTHS)),
    wording.RELATIONS, wording.STANCES, wording.HEDGES, wording.CHANGES, wording.OUTCOMES, wording.HOLDINGS, wording.PAGE_FIELDS,
    NAMES, LABELS,
    CALLED, GROUNDS, ACTS, RELATIONS, TYPES,
    *({word: word for field in fields.values() for word in (field.label, *field.words)} for fields in FIELDS.values()),
)  # fmt: skip


def strings() -> Catalog:
    """Every string of the pages, in a fixed order, with the file that it stands in."""
    catalog = Catalog(project="kirinuki", fuzzy=False)
    for file, _, message, _, context in sorted(
        _found(), key=lambda found: (found[0], found[1], str(found[2]))
    ):
        catalog.add(message, locations=[(file, None)], context=context)
    return catalog


def _found() -> Iterator[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    options = {
        "**.j2": {
            "trim_blocks": "true",
            "lstrip_blocks": "true",
            "newstyle_gettext": "true",
            "silent": "false",
        }
    }
    yield from extract_from_dir(
        PACKAGE, METHODS, options, keywords={"_": None, "say": None, "Place": (2,), "Ledger": (2,)}
    )
    for table in TABLES:
        for words in table.values():
            yield "publish/wording.py", 0, words, [], None


def catalogue(language: str) -> Path:
    """The file that the translators of a language edit."""
    return LOCALE / language / "LC_MESSAGES" / "messages.po"


def main() -> None:
    found = strings()
    _write(found, LOCALE / "messages.pot")
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/messages.po")):
        language = path.parent.parent.name
        catalog = read_po(io.BytesIO(path.read_bytes()), locale=language)
        catalog.update(found, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        _write(catalog, path)


def _write(catalog: Catalog, path: Path) -> None:
    written = io.BytesIO()
    write_po(written, catalog, width=120, omit_header=False, include_lineno=False)
    # Dates of making would make two runs differ.
    lines = [line for line in written.getvalue().splitlines(keepends=True) if b"-Date: " not in line]
    path.write_bytes(b"".join(lines))


if __name__ == "__main__":
    main()
