"""The ledgers as the server shows them: one table for the pages, the downloads and the API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kirinuki.ask.ledgers import Asked, Found, Ledgers
from kirinuki.errors import InputError
from kirinuki.flow import Archive
from kirinuki.model.digest import Source
from kirinuki.model.weaving import EDITS
from kirinuki.publish import wording
from kirinuki.publish.agenda import agenda_csv, entry_form
from kirinuki.publish.atom import Entry
from kirinuki.publish.axis import told_at
from kirinuki.publish.claims import CALLED, claims_csv, comparison_form, statement_form, statements_csv
from kirinuki.publish.collations import changes_csv
from kirinuki.publish.edits import edit_form
from kirinuki.publish.figures import figures_csv, series_form
from kirinuki.publish.wording import legible
from kirinuki.web.rows import Rows

_DAY = dt.timedelta(days=1)
_TITLE = 120
"""Characters of a row that are the title of its entry."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """One ledger. `title` and the words of `kinds`, by which its rows are chosen, are Japanese as catalogues have them. Rows are
    walked, viewed for pages, made plain values, a table, and entries of a feed."""

    name: str
    title: str
    kinds: Mapping[Any, str]
    walk: Callable[[Ledgers, Asked, str | None], Iterator[Found[Any]]]
    view: Callable[[Rows, Any], Any]
    form: Callable[[Any], Mapping[str, Any]]
    table: Callable[[Iterable[Any]], Iterator[str]]
    entry: Callable[[Any], tuple[str, Source, str]]
    """Of a row: its item, where it was told, its words."""
    ordered: bool = True
    """Whether its rows can be had the oldest first."""


LEDGERS = {
    ledger.name: ledger
    for ledger in (
        Ledger(
            "statements", "発言", wording.STANCES, Ledgers.statements, Rows.statement, statement_form, statements_csv,
            lambda row: (row.evidence.item, row.source, _said(row.speaker.text if row.speaker else "", row.evidence.text)),
        ),
        Ledger(
            "figures", "数字", {}, Ledgers.figures,
            lambda rows, told: (told, list(rows.figures(told))), series_form, figures_csv,
            lambda told: (
                told.series.points[-1].evidence.item, told.sources[told.series.points[-1].evidence.revision],
                f"{told.series.slot}: {told.series.points[-1].evidence.text}",
            ),
            ordered=False,
        ),
        Ledger(
            "claims", "対照", CALLED, Ledgers.claims, Rows.claim, comparison_form, claims_csv,
            lambda row: (
                f"{row.comparison.one.evidence.item}/{row.comparison.other.evidence.item}", row.sources[1],
                f"{CALLED[row.comparison.relation]}: {row.comparison.one.evidence.text} ／ {row.comparison.other.evidence.text}",
            ),
            ordered=False,
        ),
        Ledger(
            "agenda", "予定", wording.OUTCOMES, Ledgers.agenda, Rows.expectation, entry_form, agenda_csv,
            lambda row: (row.item, row.tellings[0].source, f"{row.due.from_}: {row.first.evidence.text}"),
            ordered=False,
        ),
        Ledger(
            "changes", "変更", {kind: wording.CHANGES[kind] for kind in wording.CHANGES if kind in EDITS},
            Ledgers.changes, Rows.change, edit_form, lambda rows: changes_csv(rows, []),
            lambda row: (
                f"{row.item}@{row.edit.later}", row.source,
                f"{wording.CHANGES[row.edit.change.kind]}: {row.was} → {row.now}",
            ),
        ),
    )
}  # fmt: skip
"""By their names, in the order in which a reader is shown them."""


def _said(speaker: str, words: str) -> str:
    return f"{speaker or '話者不明'}「{words}」"


def asked(
    archive: Archive,
    ledger: Ledger,
    *,
    query: str = "",
    storyline: str = "",
    kind: str = "",
    order: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
    as_of: dt.datetime | None = None,
) -> Asked:
    """What is wanted of a ledger, from what an address says. Days are whole, both of them included: those of telling, of the agenda
    those on which something falls due. Raises `InputError` for a kind or an order that there is not, `QueryError`."""
    if kind and kind not in ledger.kinds:
        raise InputError(f"kind={kind}: あるのは {', '.join(ledger.kinds) or 'ありません'} (no such kind)")
    if order not in ("", "newest", *(("oldest",) if ledger.ordered else ())):
        raise InputError(
            f"order={order}: newest{' か oldest' if ledger.ordered else ''} です (no such order)"
        )
    bounded = ledger.name in ("agenda", "statements", "changes")
    days = "" if bounded or not (since or until) else f"date:{since or ''}..{until or ''}"
    words = f"({query}) {days}" if query.strip() and days else query.strip() or days
    return Asked(
        query=archive.asked(words, as_of) if words else None,
        storyline=storyline or None,
        order="oldest" if order == "oldest" else "newest",
        as_of=as_of,
        kinds=frozenset([kind]) if kind else None,
        first_day=since if bounded else None,
        end_day=until + _DAY if bounded and until and until < dt.date.max else None,
    )


def entries(ledger: Ledger, rows: Iterable[Any], server: str) -> Iterator[Entry]:
    """Rows as entries of a feed of this server."""
    for row in rows:
        item, source, words = ledger.entry(row)
        yield Entry(
            id=f"{ledger.name}/{item}",
            title=legible(words[:_TITLE]),
            updated=told_at(source)[1],
            content=legible(words),
            author=wording.outlet(source),
            link=f"{server}/articles/{source.article}",
        )
