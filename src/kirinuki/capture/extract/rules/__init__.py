"""Rules by outlet, as data: for the pages of these hosts, between these days, what stands where.

    key = "shimpo"
    name = "潮見新報"
    hosts = ["shimpo.example"]              # and what ends in .shimpo.example

    [[layouts]]
    valid_from = 2023-04-01                 # days, both included; without them always
    valid_until = 2025-03-31
    body = ["div.honbun > p", "div.honbun > h3"]
    drop = [".photo", ".kanren"]            # taken out of the page before
    title = "h1.midashi"
    published = "time.hizuke@datetime"      # @attribute of the element, else its words
    modified, authors, section              # in the same way
    first = ["published"]                   # fields in which the rule comes before what the page declares

A field that a rule says nothing of, or finds nothing for, is read without it. What the page declares to machines (JSON-LD, meta)
comes before a rule's title, times, authors and section, unless `first` names them; its body comes before all. The rules of
the archive's own folder `rules/` come before those of this package.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from importlib import resources
from itertools import combinations
from pathlib import Path
from typing import Any

from kirinuki.capture.addresses import host
from kirinuki.errors import ConfigError

FOLDER = "rules"
"""Where an archive holds its own."""
FIELDS = ("title", "published", "modified", "authors", "section")
"""What a layout may give a selector for, besides the body."""
_KEYS = ("key", "name", "hosts", "layouts")
_LAYOUT_KEYS = ("valid_from", "valid_until", "body", "drop", *FIELDS, "first")


@dataclass(frozen=True, slots=True)
class Layout:
    """How an outlet's pages are built between two days, both included. Selectors are CSS, those of `fields` by field."""

    body: tuple[str, ...]
    drop: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    first: frozenset[str] = frozenset()
    valid_from: dt.date = dt.date.min
    valid_until: dt.date = dt.date.max

    @property
    def span(self) -> str:
        """`2023-04-01..2025-03-31`, an end without a day left open."""
        first = "" if self.valid_from == dt.date.min else self.valid_from.isoformat()
        last = "" if self.valid_until == dt.date.max else self.valid_until.isoformat()
        return f"{first}..{last}"


@dataclass(frozen=True, slots=True)
class OutletRule:
    """The layouts of one outlet's pages. `place` is the file that says so, `own` whether that is the person's."""

    key: str
    name: str
    hosts: tuple[str, ...]
    layouts: tuple[Layout, ...]
    place: str
    own: bool = False

    def holds_for(self, name: str) -> bool:
        """Whether the pages of the host `name` (as `addresses.host` gives it) are the outlet's."""
        return any(name == given or name.endswith(f".{given}") for given in self.hosts)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules at hand, in the order in which they are asked."""

    rules: tuple[OutletRule, ...] = ()

    def on(self, day: dt.date) -> RuleBook:
        """The rules that hold on a day: on that of its capture for a page whose capture is known."""
        standing = (
            replace(
                rule,
                layouts=tuple(each for each in rule.layouts if each.valid_from <= day <= each.valid_until),
            )
            for rule in self.rules
        )
        return RuleBook(tuple(standing))

    def layouts(self, url: str | None) -> Iterator[tuple[OutletRule, Layout]]:
        """What may hold for a page at `url`, the newest layout first."""
        if url is None:
            return
        name = host(url)
        for rule in self.rules:
            if rule.holds_for(name):
                for layout in sorted(rule.layouts, key=lambda layout: layout.valid_from, reverse=True):
                    yield rule, layout


def load_rules(folder: Path | None = None) -> RuleBook:
    """The rules in the archive's `folder`, where there is one, and those of the package behind them.

    Raises `ConfigError` with the file, the key and the mend.
    """
    own = read_folder(folder) if folder is not None and folder.is_dir() else ()
    return RuleBook((*own, *packaged()))


@cache
def packaged() -> tuple[OutletRule, ...]:
    """The rules that come with the program, by file name."""
    files = sorted(resources.files(__package__).iterdir(), key=lambda file: file.name)
    return tuple(
        read_rule(file.read_text(encoding="utf-8"), file.name)
        for file in files
        if file.name.endswith(".toml")
    )


def read_folder(folder: Path) -> tuple[OutletRule, ...]:
    """The person's rules, by file name. Raises `ConfigError`, also where two files are of one host."""
    rules = []
    for path in sorted(folder.glob("*.toml")):
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as e:
            raise ConfigError(
                f"{path}: 読めません ({e}): UTF-8 のファイルか確かめてください (cannot read)"
            ) from e
        rules.append(read_rule(text, str(path), own=True))
    for a, b in combinations(rules, 2):
        if shared := next((name for name in a.hosts if b.holds_for(name)), None):
            raise ConfigError(
                f"{b.place}: {shared} の決まりが {a.place} にもあります (a host in two files): 一つにしてください"
            )
    return tuple(rules)


def read_rule(text: str, place: str, *, own: bool = False) -> OutletRule:
    """The rule in a file's text. Raises `ConfigError` for what is no rule, keys that are not known, and layouts that overlap."""
    try:
        form = tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        raise ConfigError(f"{place}: TOML として読めません ({e}): その行を直してください") from e
    _known(form, _KEYS, place)
    key, name = (_string(form, field, place) for field in ("key", "name"))
    hosts = _strings(form, "hosts", place)
    tables = form.get("layouts")
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise ConfigError(f"{place}: [[layouts]] の表が一つは要ります (no layouts)")
    layouts = tuple(_layout(table, f"{place}: layouts の {n} 番目") for n, table in enumerate(tables, 1))
    for a, b in combinations(layouts, 2):
        if a.valid_from <= b.valid_until and b.valid_from <= a.valid_until:
            raise ConfigError(
                f"{place}: layouts の期間 {a.span} と {b.span} が重なっています (overlapping validity): "
                "valid_from と valid_until を直してください"
            )
    return OutletRule(key, name, tuple(h.lower().removeprefix("www.") for h in hosts), layouts, place, own)


def _layout(form: Mapping[str, Any], place: str) -> Layout:
    _known(form, _LAYOUT_KEYS, place)
    given = {name: _string(form, name, place) for name in FIELDS if name in form}
    first = _strings(form, "first", place) if "first" in form else ()
    if stray := next((name for name in first if name not in given), None):
        raise ConfigError(
            f'{place}: first の {stray} に選び方がありません (no selector of it): {stray} = "…" を足してください'
        )
    layout = Layout(
        body=_strings(form, "body", place),
        drop=_strings(form, "drop", place) if "drop" in form else (),
        fields=given,
        first=frozenset(first),
        valid_from=_day(form, "valid_from", dt.date.min, place),
        valid_until=_day(form, "valid_until", dt.date.max, place),
    )
    if layout.valid_until < layout.valid_from:
        raise ConfigError(f"{place}: valid_until が valid_from より前です (ends before it begins)")
    from kirinuki.capture.extract.rules.applying import is_selector

    for selector in (*layout.body, *layout.drop, *(words.partition("@")[0] for words in given.values())):
        if not is_selector(selector):
            raise ConfigError(f"{place}: {selector!r} は CSS の選び方として読めません (not a CSS selector)")
    return layout


def _known(form: Mapping[str, Any], keys: tuple[str, ...], place: str) -> None:
    for key in form:
        if key not in keys:
            near = get_close_matches(key, keys, n=1)
            hint = f": 「{near[0]}」ではありませんか" if near else f": あるのは {', '.join(keys)} です"
            raise ConfigError(f"{place}: {key} という項目はありません (unknown key){hint}")


def _string(form: Mapping[str, Any], key: str, place: str) -> str:
    value = form.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ConfigError(f'{place}: {key} を文字列で書いてください: {key} = "…"')
    return value.strip()


def _strings(form: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    value = form.get(key)
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list) or not value or not all(isinstance(v, str) and v.strip() for v in value):
        raise ConfigError(f'{place}: {key} を文字列か、その並びで書いてください: {key} = ["…"]')
    return tuple(v.strip() for v in value)


def _day(form: Mapping[str, Any], key: str, otherwise: dt.date, place: str) -> dt.date:
    value = form.get(key, otherwise)
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise ConfigError(f"{place}: {key} は日付です: {key} = 2023-04-01")
    return value
