"""人物・組織: who is named most, and one of them: what they said in order, how they are called, with whom they are named."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kirinuki.ask.claims import Compared
from kirinuki.errors import InputError, NotFoundError
from kirinuki.flow import Archive
from kirinuki.model.chronicle import ClaimRelation, Companion, Party, PartyType, Said
from kirinuki.publish import wording
from kirinuki.publish.people import TYPES
from kirinuki.publish.wording import Words, legible
from kirinuki.web.desk import AtDesk, Desk, Place
from kirinuki.web.pages.door import Form
from kirinuki.web.rows import Rows

PLACE = Place("/people", "人物・組織")

_DAY = dt.timedelta(days=1)
_LISTED = 40
_SAID = 60
"""Statements of one page."""
_CHANGES, _LINES = 10, 8
"""Changes of position that are shown, and storylines, those that they spoke in last, in which they are looked for."""
_CHANGE: tuple[ClaimRelation, ...] = ("change",)


@dataclass(frozen=True, slots=True)
class Line:
    """A party as it is listed."""

    id: str
    name: str
    type: str
    titles: tuple[str, ...]
    articles: int
    period: str
    datetime: str


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A statement of a party: `day` where it is the first of its day."""

    day: str
    datetime: str
    stance: str
    direct: bool
    words: str
    outlet: str
    article: str
    item: str
    why: str


@dataclass(frozen=True, slots=True)
class Known:
    """All that is shown of a party, as the archive gave it."""

    said: list[Said]
    company: list[Companion]
    changed: list[Compared]


@get("/people", sync_to_thread=True)
def people(
    desk: AtDesk, q: FromQuery[str] = "", type: FromQuery[str] = "", after: FromQuery[str] = ""
) -> Response[bytes] | Redirect:
    """Those most named first, of one type or all; with `q` straight to who is called so."""
    if q.strip():
        with desk.archive() as archive:
            return desk.see(f"/people/{_shown(desk, archive, q).id}")
    with desk.archive() as archive:
        found = desk.shelf.get(
            ("people", type, after, desk.as_of),
            lambda: archive.people.all(desk.as_of, type=_type(type), limit=_LISTED, after=after or None),
        )
    return desk.page(
        "people.html.j2",
        lines=[_line(desk.words, party) for party in found.parties],
        hidden=found.hidden,
        following=found.after,
        after=after,
        type=type,
        types=TYPES,
    )


@get("/people/{id:str}", sync_to_thread=True)
def person(desk: AtDesk, id: FromPath[str], part: FromQuery[int] = 1) -> Response[bytes]:
    """Somebody by a name or a reference; a private person is not shown, as nowhere in the archive."""
    rows = Rows(desk.words)
    with desk.archive() as archive:
        party = _shown(desk, archive, id)
        known = desk.shelf.get(("person", party.id, desk.as_of), partial(_known, archive, party, desk.as_of))
        decisions = [
            each for each in archive.people.decisions() if party.id in (each.ruling.one, each.ruling.other)
        ]
    parts = max(1, -(-len(known.said) // _SAID))
    number = min(max(part, 1), parts)
    return desk.page(
        "person.html.j2",
        head=_line(desk.words, party),
        aliases=[legible(alias) for alias in party.aliases],
        titles=[
            (
                legible(t.title),
                desk.words.interval(t.first.isoformat(), (t.last + _DAY).isoformat()),
                t.articles,
            )
            for t in party.titles
        ],
        said=_said(desk.words, known.said[(number - 1) * _SAID : number * _SAID]),
        total=len(known.said),
        part=number,
        parts=parts,
        company=[(c.id, legible(c.name), c.articles) for c in known.company],
        changed=[rows.claim(compared) for compared in known.changed[:_CHANGES]],
        decided=legible(party.decided),
        joined=[(legible(j.one), legible(j.other or ""), legible(j.why)) for j in party.joined],
        decisions=[(each.id, f"{each.ruling.act} {legible(each.ruling.other)}") for each in decisions],
    )


@post("/people/{id:str}/decide", sync_to_thread=True, status_code=303)
def decide(desk: AtDesk, id: FromPath[str], data: Form) -> Redirect:
    """The person's word on a party: another name of it, that it is one with another or is not, that it is private; or undone."""
    act, words = data.get("act", ""), data.get("words", "").strip()
    with desk.changing() as archive:
        match act:
            case "same" | "apart" | "alias":
                archive.people.decide(act, id, words, now=desk.now)
            case "private":
                archive.people.decide(act, id, now=desk.now)
                return desk.see("/people")
            case "undo":
                archive.people.undo(data.get("decision") or None, now=desk.now)
            case _:
                raise InputError(desk._("何をするかがわかりません。"))
    return desk.see(f"/people/{id}")


def _shown(desk: Desk, archive: Archive, words: str) -> Party:
    party = archive.people.find(words, desk.as_of)
    if party.private:
        raise NotFoundError(
            f"「{words}」は私人として伏せてあります。kirinuki people --with-private で示せます (private)"
        )
    return party


def _known(archive: Archive, party: Party, as_of: dt.datetime | None) -> Known:
    people = archive.people
    said = people.said(party)
    # A position may have changed only where somebody spoke twice.
    several = party.type != "PLACE" and len({one.article for one in said}) > 1
    lines: dict[str, None] = {}
    for one in reversed(
        said if several else []
    ):  # comparing is dear: the storylines spoken in last stand for all
        if len(lines) == _LINES:
            break
        lines[archive.storylines.find(one.article, as_of).id] = None
    changed = [
        compared for line in lines for compared in archive.claims.compared(line, party.name, as_of, _CHANGE)
    ]
    return Known(said, people.named_with(party, as_of), changed)


def _type(words: str) -> PartyType | None:
    if not words:
        return None
    for known in TYPES:
        if known == words:
            return known
    raise InputError(f"type={words}: あるのは {', '.join(TYPES)} (no such type)")


def _line(words: Words, party: Party) -> Line:
    first, last = party.mentions[0].day, party.mentions[-1].day
    return Line(
        id=party.id,
        name=legible(party.name),
        type=words.say(TYPES[party.type]),
        titles=tuple(dict.fromkeys(legible(titled.title) for titled in party.titles[-3:])),
        articles=party.articles,
        period=words.interval(first.isoformat(), (last + _DAY).isoformat()),
        datetime=first.isoformat(),
    )


def _said(words: Words, said: list[Said]) -> list[SaidLine]:
    lines = []
    before = ""
    for one in said:
        day = one.told[:10]
        lines.append(
            SaidLine(
                day=words.moment(day) if day != before else "",
                datetime=day,
                stance=words.say(wording.STANCES[one.stance]) if one.stance else "",
                direct=one.kind == "direct",
                words=legible(" ".join(one.evidence.text.split())),
                outlet=legible(one.outlet),
                article=one.article,
                item=one.evidence.item,
                why=legible(one.why),
            )
        )
        before = day
    return lines


HANDLERS = [people, person, decide]
