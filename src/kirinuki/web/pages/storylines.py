"""経緯: the runs of events, the last told first, and one of them drawn: its course, figures, claims, agenda and statements."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kirinuki.ask.agenda import Entry
from kirinuki.ask.claims import Compared
from kirinuki.ask.course import Step
from kirinuki.ask.figures import FigureSeries
from kirinuki.ask.statements import sayings
from kirinuki.errors import InputError
from kirinuki.flow import Archive
from kirinuki.model.chronicle import Related, Saying, Storyline
from kirinuki.publish.axis import Axis, Strip, axis, strip, told_at
from kirinuki.publish.charts import figures_chart
from kirinuki.publish.curves import curves
from kirinuki.publish.storylines import ACTS
from kirinuki.publish.wording import legible
from kirinuki.weave.regrouping import Ruling
from kirinuki.web.desk import AtDesk, Desk, Place
from kirinuki.web.pages.door import Form
from kirinuki.web.rows import Rows

PLACE = Place("/storylines", "経緯")

_DAY = dt.timedelta(days=1)
_LISTED = 20
"""Storylines on one page."""
_NEAR = 20
"""Storylines that are offered where one is to be named."""
_STEPS = 30
"""Articles of one part of a course."""
_CURVES, _CLAIMS, _ENTRIES, _SAID = 9, 6, 8, 8
"""So much of each is shown in a storyline, with the way to the whole."""
_NUMBERS = 8
"""Numbers of a curve that are listed under it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A storyline as it is listed."""

    id: str
    title: str
    tags: tuple[str, ...]
    articles: int
    outlets: tuple[str, ...]
    period: str
    datetime: str
    strip: Strip


@dataclass(frozen=True, slots=True)
class Whole:
    """All that a storyline holds, as the archive gave it."""

    steps: list[Step]
    figures: list[FigureSeries]
    claims: list[Compared]
    agenda: tuple[Entry, ...]
    said: list[Saying]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the person said of a storyline: its id, in words, and when."""

    id: str
    words: str
    when: str


@get("/storylines", sync_to_thread=True)
def storylines(
    desk: AtDesk, tag: FromQuery[str] = "", after: FromQuery[str] = "", all: FromQuery[bool] = False
) -> Response[bytes]:
    """The storylines of several articles (with `all` of one, too), the last told first; with `tag` those that carry it."""
    with desk.archive() as archive:
        lines = archive.storylines
        if tag:
            found, following = tuple(reversed(lines.carrying(tag, desk.as_of))), None
        else:
            latest = lines.latest(_LISTED, after or None, several=not all, as_of=desk.as_of)
            found, following = latest.storylines, latest.after
        shown = [_line(desk, archive, line) for line in found]
        tags = sorted({ruling.words for ruling in lines.rulings() if ruling.act == "tag"})
    return desk.page(
        "storylines.html.j2",
        lines=shown,
        following=following,
        tag=legible(tag),
        tags=tags,
        after=after,
        all=all,
    )


@get("/storylines/{id:str}", sync_to_thread=True)
def storyline(desk: AtDesk, id: FromPath[str], part: FromQuery[int] = 0) -> Response[bytes]:
    """A storyline by its id, or that of any of its articles; of a long one the course is drawn in parts, by default the last."""
    rows = Rows(desk.words)
    with desk.archive() as archive:
        lines = archive.storylines
        line = lines.find(id, desk.as_of)
        whole = desk.shelf.get(("storyline", line, desk.as_of), partial(_whole, archive, line, desk.as_of))
        related, rulings = lines.related(line, desk.as_of), lines.rulings_on(line)
        near = [other for other in lines.latest(_NEAR).storylines if other.id != line.id]
        suggested = lines.suggested(line)
        head = _line(desk, archive, line)
        parts = max(1, -(-len(whole.steps) // _STEPS))
        number = part if 0 < part <= parts else parts
        # Parts are as long as each other: a last one of a single article would be an empty drawing.
        bounds = [len(whole.steps) * n // parts for n in (number - 1, number)]
        steps = whole.steps[slice(*bounds)]
        drawn = axis(steps)
        moving = curves(whole.figures, _CURVES)
        curved = [(curve, list(rows.figures(curve.told, _NUMBERS))) for curve in moving]
        return desk.page(
            "storyline.html.j2",
            head=head,
            axis=drawn,
            marks=_marks(desk, drawn),
            steps=[(step, rows.place(step.source, step.member.revision)) for step in steps],
            part=number,
            parts=parts,
            curves=curved,
            series=len(whole.figures),
            claims=[rows.claim(compared) for compared in whole.claims[:_CLAIMS]],
            compared=len(whole.claims),
            agenda=[rows.expectation(entry) for entry in whole.agenda[-_ENTRIES:]],
            expected=len(whole.agenda),
            said=[rows.statement(saying) for saying in whole.said[-_SAID:][::-1]],
            statements=len(whole.said),
            related=related,
            near=_near(related, near),
            suggested=suggested,
            decisions=[_decision(desk, ruling) for ruling in reversed(rulings)],
        )


@get("/storylines/{id:str}/figures.svg", sync_to_thread=True)
def chart(desk: AtDesk, id: FromPath[str]) -> Response[bytes]:
    """The figures of a storyline as one large picture."""
    with desk.archive() as archive:
        line = archive.storylines.find(id, desk.as_of)
        drawn = desk.shelf.get(
            ("chart", line, desk.as_of),
            lambda: figures_chart(list(archive.figures.series(line.id, desk.as_of))),
        )
    return Response(drawn.svg.encode(), media_type="image/svg+xml")


@post("/storylines/{id:str}/decide", sync_to_thread=True, status_code=303)
def decide(desk: AtDesk, id: FromPath[str], data: Form) -> Redirect:
    """The person's word on a storyline: `act` says which, the other fields what it is about. It can be undone."""
    act, words = data.get("act", ""), data.get("words", "").strip()
    chosen = [name.partition("-")[2] for name in data if name.startswith("article-")]
    with desk.changing() as archive:
        rulings, now = archive.rulings, desk.now
        match act:
            case "join":
                rulings.join(id, _named(words), now=now)
            case "apart":
                if not chosen:
                    raise InputError(desk._("分ける記事を選んでください。"))
                rulings.apart(chosen, now=now)
            case "move":
                if not chosen:
                    raise InputError(desk._("移す記事を選んでください。"))
                for article in chosen:
                    rulings.move(article, _named(words), now=now)
            case "title":
                rulings.title(id, words, now=now)
            case "tag":
                rulings.tag(id, words, now=now)
            case "untag":
                rulings.untag(id, words, now=now)
            case "undo":
                rulings.undo(data.get("ruling") or None, now=now)
            case _:
                raise InputError(desk._("何をするかがわかりません。"))
        there = archive.storylines.find(id).id
    return desk.see(f"/storylines/{there}")


def _whole(archive: Archive, line: Storyline, as_of: dt.datetime | None) -> Whole:
    steps = archive.storylines.course(line, as_of)
    return Whole(
        steps=steps,
        figures=list(archive.figures.series(line.id, as_of)),
        claims=list(archive.claims.compared(line.id, as_of=as_of)),
        agenda=tuple(archive.agenda.entries(storyline=line.id, as_of=as_of)),
        said=[
            saying
            for step in steps
            for saying in sayings(
                archive.revision(step.source.revision), archive.reading(step.source.revision), step.source
            )
        ],
    )


def _line(desk: Desk, archive: Archive, line: Storyline) -> Line:
    sources = [archive.source(member.revision) for member in line.members]
    days = sorted(told_at(source)[1].date() for source in sources)
    return Line(
        id=line.id,
        title=legible(line.title),
        tags=tuple(map(legible, line.tags)),
        articles=len(sources),
        outlets=tuple(dict.fromkeys(map(Rows(desk.words).outlet, sources))),
        period=desk.words.interval(days[0].isoformat(), (days[-1] + _DAY).isoformat()),
        datetime=days[0].isoformat(),
        strip=strip(sources),
    )


def _marks(desk: Desk, drawn: Axis) -> list[str]:
    """What each mark is called, for those who do not see where it stands."""
    named = []
    for mark in drawn.marks:
        when, who = desk.words.moment(mark.at), Rows(desk.words).outlet(mark.step.source)
        title = legible(" ".join((mark.step.source.title or "").split())) or desk._("（題なし）")
        if mark.number == 1:
            brought = desk._("新しい文%(new)s／%(all)s", new=mark.weight, all=mark.step.sentences)
            named.append(f"{when} {who} {title} {brought}")
        else:
            brought = desk._("第%(number)s版、変わった文%(weight)s", number=mark.number, weight=mark.weight)
            named.append(f"{when} {who} {title} {brought}{desk._('、訂正あり') if mark.corrected else ''}")
    return named


def _near(related: list[Related], latest: list[Storyline]) -> list[tuple[str, str]]:
    """Storylines that may be meant where one is to be named: id and title."""
    offered = [(each.storyline, each.title) for each in related] + [(line.id, line.title) for line in latest]
    return [(id, legible(title)) for id, title in dict(offered).items()]


def _named(words: str) -> str:
    """The storyline that was named, by its id or its address."""
    return words.rstrip("/").rpartition("/")[2]


def _decision(desk: Desk, ruling: Ruling) -> Decision:
    about = f"「{legible(ruling.words)}」" if ruling.words else ""
    return Decision(ruling.id, f"{desk._(ACTS[ruling.act])}{about}", desk.words.day(ruling.at.date()))


HANDLERS = [storylines, storyline, chart, decide]
