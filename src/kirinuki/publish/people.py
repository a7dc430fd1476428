"""Parties for a person: the list and one party's page on the terminal, as JSON and as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from kirinuki.ask.people import Page
from kirinuki.model.chronicle import Companion, Party, PartyType, Said
from kirinuki.publish.setting import padded
from kirinuki.publish.tables import csv_lines
from kirinuki.publish.wording import STANCES, legible

TYPES: Mapping[PartyType, str] = {"PERSON": "人", "ORGANIZATION": "組織", "PLACE": "国・地域"}
_NAME = 24
"""Columns of a name in the list."""
_ASIDE = "dim"


def show_page(page: Page, said: Sequence[int], console: Console | None = None) -> None:
    """Print the list: name, titles, articles, statements, first and last day. `said` counts the statements of each."""
    console = console or Console(highlight=False)
    for party, statements in zip(page.parties, said, strict=True):
        line = Text(padded(legible(party.name), _NAME), style="bold")
        line.append(f" {party.articles:4} 記事 {statements:4} 発言  {_days(party)}")
        titles = "、".join(dict.fromkeys(legible(t.title) for t in party.titles[-3:]))
        line.append(f"  {titles}" if titles else "", style=_ASIDE)
        if party.private:
            line.append("  私人", style="yellow")
        console.print(line, soft_wrap=True)
    if page.hidden:
        console.print(
            Text(f"私人 {page.hidden} 人を伏せました (--with-private で示す)", style=_ASIDE), soft_wrap=True
        )
    if page.after is not None:
        console.print(Text(f"続き: --after '{page.after}'", style=_ASIDE), soft_wrap=True)


def show_party(
    party: Party,
    said: Sequence[Said],
    company: Sequence[Companion],
    *,
    explain: bool,
    console: Console | None = None,
) -> None:
    """Print one party: names, titles over time, what it said in order, whom it is named with."""
    console = console or Console(highlight=False)
    console.print(
        Text(f"{legible(party.name)}（{TYPES[party.type]}）", style="bold").append(
            f"  {party.articles} 記事  {_days(party)}", style=_ASIDE
        ),
        soft_wrap=True,
    )
    if party.aliases:
        console.print(Text("別の呼び方  ").append("、".join(map(legible, party.aliases))), soft_wrap=True)
    if party.titles:
        console.print(Text("肩書"))
    for titled in party.titles:
        span = f"{titled.first} – {titled.last}" if titled.first != titled.last else f"{titled.first}"
        console.print(Text(f"  {span}  {legible(titled.title)}  {titled.articles} 記事"), soft_wrap=True)
    console.print(Text(f"発言 {len(said)} 件"))
    for one in said:
        stance = "" if one.stance is None else STANCES[one.stance]
        line = Text(f"  {one.told[:10]} {one.outlet}  ", style=_ASIDE).append(padded(stance, 6), style="cyan")
        console.print(line.append(f"「{legible(_line(one.evidence.text))}」"), soft_wrap=True)
        aside = f"{one.evidence.item}  {one.why}" if explain else one.evidence.item
        console.print(Text(f"      {aside}", style=_ASIDE), soft_wrap=True)
    if company:
        named = "、".join(f"{legible(c.name)} {c.articles}" for c in company)
        console.print(Text("ともに名の出るもの (記事の数)  ").append(named), soft_wrap=True)
    if explain:
        console.print(Text(f"公開  {'私人' if party.private else '公人'}: {party.decided}"), soft_wrap=True)
        for joined in party.joined:
            tie = f"{joined.one} = {joined.other}" if joined.other else f"{joined.one} は別のまま"
            console.print(Text(f"  {legible(tie)}  ").append(joined.why, style=_ASIDE), soft_wrap=True)


def page_json(page: Page, said: Sequence[int]) -> dict[str, Any]:
    """The list as `people --json` prints it."""
    return {
        "people": [
            _head(party) | {"statements": count} for party, count in zip(page.parties, said, strict=True)
        ],
        "hidden": page.hidden,
        "after": page.after,
    }


def party_json(party: Party, said: Sequence[Said], company: Sequence[Companion]) -> dict[str, Any]:
    """One party as `people NAME --json` prints it."""
    return _head(party) | {
        "decided": party.decided,
        "statements": [
            {
                "item": one.evidence.item,
                "text": one.evidence.text,
                "kind": one.kind,
                "stance": one.stance,
                "speaker": {"item": one.speaker.item, "text": one.speaker.text},
                "said": None if one.said is None else {"from": one.said.from_, "until": one.said.until},
                "article": one.article,
                "outlet": one.outlet,
                "told": one.told,
                "why": one.why,
            }
            for one in said
        ],
        "mentions": [
            {
                "item": m.evidence.item,
                "text": m.words,
                "title": m.name.title,
                "article": m.article,
                "told": m.told,
            }
            for m in party.mentions
        ],
        "named_with": [{"id": c.id, "type": c.type, "name": c.name, "articles": c.articles} for c in company],
        "joined": [{"one": j.one, "other": j.other or None, "why": j.why} for j in party.joined],
    }


def _head(party: Party) -> dict[str, Any]:
    return {
        "id": party.id,
        "type": party.type,
        "name": party.name,
        "aliases": list(party.aliases),
        "titles": [
            {
                "title": t.title,
                "articles": t.articles,
                "first": t.first.isoformat(),
                "last": t.last.isoformat(),
            }
            for t in party.titles
        ],
        "articles": party.articles,
        "first": party.mentions[0].day.isoformat(),
        "last": party.mentions[-1].day.isoformat(),
        "private": party.private,
    }


def page_csv(page: Page, said: Sequence[int]) -> Iterator[str]:
    """The list as a table, a party a row."""
    rows = (
        (
            *(p.id, p.type, p.name, "、".join(t.title for t in p.titles), p.articles, count),
            *(p.mentions[0].day.isoformat(), p.mentions[-1].day.isoformat()),
        )
        for p, count in zip(page.parties, said, strict=True)
    )
    return csv_lines(("id", "type", "name", "titles", "articles", "statements", "first", "last"), rows)


def said_csv(said: Sequence[Said]) -> Iterator[str]:
    """What a party said as a table, a statement a row."""
    rows = (
        (one.told, one.outlet, one.stance or "", one.kind, one.speaker.text, one.evidence.text, one.evidence.item)
        for one in said
    )  # fmt: skip
    return csv_lines(("told", "outlet", "stance", "kind", "speaker", "text", "item"), rows)


def _days(party: Party) -> str:
    first, last = party.mentions[0].day, party.mentions[-1].day
    return f"{first} – {last}" if first != last else f"{first}"


def _line(words: str) -> str:
    return " ".join(words.split())
