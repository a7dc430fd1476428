"""Notes in Markdown with front matter, as static blogs (Hugo, Jekyll, Zola) and Obsidian keep them.

Front matter is YAML between lines of `---` or TOML between lines of `+++`. What it calls date, tags and address differs from
program to program; a file's name may give the day: 2026-01-02-題.md.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import yaml

from kirinuki.capture.addresses import is_address
from kirinuki.model.article import JAPAN
from kirinuki.model.text import Span

_LONGEST = 20_000
_YAML = re.compile(
    r"\s*---[^\S\n]*\r?\n(?P<fields>.*?)^(?:---|\.\.\.)[^\S\n]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_TOML = re.compile(
    r"\s*\+\+\+[^\S\n]*\r?\n(?P<fields>.*?)^\+\+\+[^\S\n]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_DATES = ("published", "date", "publishDate", "pubDate", "created", "日付")
_TAGS = ("tags", "tag", "categories", "category", "タグ")
_ADDRESSES = ("url", "permalink", "canonical_url", "canonicalURL")
_NAME_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.年]?)(\d\d?)(?:\2|月)(\d\d?)(?!\d)")
_WRITTEN_DAY = re.compile(
    r"(\d{4})\s*[年/.-]\s*(\d{1,2})\s*[月/.-]\s*(\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d\d)(?::(\d\d))?)?(?:\s*([+-]\d\d):?(\d\d))?"
)


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `body` is where its text stands behind the front matter, `problem` what is wrong with that."""

    title: str | None
    published: tuple[dt.date, str] | None
    tags: tuple[str, ...]
    draft: bool
    own_address: str | None
    body: Span
    problem: str | None

    def address(self, site: str | None) -> str | None:
        """Where the note stands on its blog, as far as it says so itself."""
        if self.own_address is None:
            return None
        address = urljoin(site or "", self.own_address)
        return address if is_address(address) else None


def has_front_matter(text: str) -> bool:
    """Whether the text begins with front matter."""
    return _YAML.match(text) is not None or _TOML.match(text) is not None


def read_note(text: str, name: str) -> Note:
    """The note of this text; its name may tell its day, and its title where nothing else does."""
    fields, start, problem = front_matter(text)
    title = fields.get("title")
    day = day_in_name(name)
    return Note(
        title=str(title).strip() or None if isinstance(title, str | int) else _title_in_name(name),
        published=moment(date_in(fields)) or (None if day is None else (day, day.isoformat())),
        tags=tags_in(fields),
        draft=fields.get("draft") is True or fields.get("published") is False,
        own_address=next((fields[key] for key in _ADDRESSES if isinstance(fields.get(key), str)), None),
        body=Span(start, len(text)),
        problem=problem,
    )


def front_matter(text: str) -> tuple[dict[str, Any], int, str | None]:
    """Its fields, where the body starts, and what is wrong with it."""
    found, form = _YAML.match(text), "YAML"
    if found is None:
        found, form = _TOML.match(text), "TOML"
    if found is None:
        return {}, 0, None
    if len(found["fields"]) > _LONGEST:
        return {}, found.end(), f"前書きが {_LONGEST} 字を超えるので読みません (front matter too long)"
    try:
        # YAML in Python, not the loader in C: that one overflows its stack where brackets are nested deep.
        fields = (
            tomllib.loads(found["fields"].replace("\r\n", "\n"))
            if form == "TOML"
            else yaml.safe_load(found["fields"])
        )
    except (
        Exception
    ) as e:  # YAML errors of many kinds, and whatever its constructors raise on 2月30日 or deep nesting
        first = str(e).strip().splitlines()
        return (
            {},
            found.end(),
            f"前書きが {form} として読めません ({first[0] if first else type(e).__name__})",
        )
    if not isinstance(fields or {}, dict):
        return {}, found.end(), "前書きが「項目: 値」の形ではありません (front matter without fields)"
    return fields or {}, found.end(), None


def date_in(fields: Mapping[str, Any]) -> object:
    """What front matter gives as the day or moment, in a form that `moment` reads; None where it gives none."""
    value = next((fields[key] for key in _DATES if fields.get(key) not in (None, "", True, False)), None)
    if isinstance(value, str) and (found := _WRITTEN_DAY.fullmatch(value.strip())):
        year, month, day, hour, minute, second, zone, zone_minute = found.groups()
        written = f"{year}-{int(month):02}-{int(day):02}"
        if hour is not None:
            written += f"T{int(hour):02}:{minute}:{second or '00'}"
            written += f"{zone}:{zone_minute}" if zone else ""
        return written
    return value


def tags_in(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Tags and categories: lists, or words between commas, or between spaces where there are no commas."""
    found: dict[str, None] = {}
    taxonomies = fields.get("taxonomies")
    for told in (fields, taxonomies if isinstance(taxonomies, dict) else {}):
        for value in (told.get(key) for key in _TAGS):
            parts = (
                re.split(r"[,、]" if re.search("[,、]", value) else r"\s+", value)
                if isinstance(value, str)
                else value
            )
            for part in parts if isinstance(parts, list) else [parts]:
                if isinstance(part, str | int) and not isinstance(part, bool):
                    found |= dict.fromkeys([word] if (word := str(part).strip().lstrip("#")) else [])
    return tuple(found)


def moment(value: object) -> tuple[dt.date, str] | None:
    """The day in Japan that a date or date-time names, and its ISO 8601 form; None where it names none.

    Nor is a day in the calendar's first or last year one: periods need a day before and a day behind.
    """
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value.strip())
        except ValueError:
            return None
        if value.time() == dt.time() and value.tzinfo is None:
            value = value.date()
    if not isinstance(value, dt.date) or not dt.MINYEAR < value.year < dt.MAXYEAR:
        return None
    if isinstance(value, dt.datetime):
        local = value if value.tzinfo is None else value.astimezone(JAPAN)
        return local.date(), value.isoformat()
    return value, value.isoformat()


def day_in_name(name: str) -> dt.date | None:
    """The day that a file's name tells: 2026-01-02, 20260102, 2026年1月2日."""
    for found in _NAME_DAY.finditer(name):
        year, mark, month, day = found.groups()
        if mark or len(month) == len(day) == 2:
            try:
                return dt.date(int(year), int(month), int(day))
            except ValueError:
                continue
    return None


def _title_in_name(name: str) -> str | None:
    """The words of a file's name without folders, day and ending."""
    stem = re.sub(r"\.(?:md|markdown)$", "", name.rpartition("/")[2], flags=re.IGNORECASE)
    return re.sub(rf"{_NAME_DAY.pattern}日?", "", stem).strip(" -_.\u3000") or None
