"""切り抜く: what a reader pastes, shares or sends by the bookmarklet, shown as it would be filed, and filed from there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from litestar import Response, get, post, route
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kirinuki.capture.clips import clip_document, read_clip
from kirinuki.errors import ArchiveError, InputError
from kirinuki.flow import Archive
from kirinuki.flow.taking import Attempted
from kirinuki.model.text import Span
from kirinuki.publish import wording
from kirinuki.publish.bookmarklet import bookmarklet
from kirinuki.publish.view import shown_address
from kirinuki.publish.wording import legible
from kirinuki.web.assets import assets
from kirinuki.web.clipping import Draft
from kirinuki.web.desk import AtDesk, Desk, Place
from kirinuki.web.pages.door import Form

PLACE = Place("/clip", "切り抜く")

_SHOWN = 12_000
"""Characters that a preview shows, of all its reports together."""

Way = Literal["auto", "one", "log"]
"""How a text is taken: as one report, as a log of several, or as what it looks like."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A report as it would be filed: its text in lines, each in pieces of which some are new; `fresh` characters are."""

    outlet: str
    heading: str
    when: str
    state: str
    why: str
    characters: int
    fresh: int
    lines: tuple[tuple[tuple[str, bool], ...], ...]
    cut: bool


@route("/clip", http_method=["GET", "POST"])
async def clip(desk: AtDesk) -> Response[bytes] | Redirect:
    """The form, filled with what a share target gives; or keeps as a draft what the form or a bookmarklet hands in."""
    posted = desk.request.method == "POST"
    fields = await desk.request.form() if posted else desk.request.query_params
    given = {name: str(fields.get(name, "")).strip() for name in ("url", "title", "text", "html")}
    if not posted:
        return _form(desk, given["url"], given["title"], given["text"])
    id = desk.drafts.put(Draft(name=f"clip-{desk.now:%Y%m%d-%H%M%S}.txt", **given))
    return desk.see(f"{PLACE.path}/{id}")


@get("/clip/{id:str}", sync_to_thread=True)
def preview(desk: AtDesk, id: FromPath[str], way: FromQuery[Way] = "auto") -> Response[bytes]:
    """How a draft would be split, and what in it is new."""
    draft = desk.drafts.get(id)
    try:
        with desk.archive() as archive:
            chosen, attempted = _attempt(archive, draft, way, desk)
    except InputError as e:
        return _form(desk, draft.url, draft.title, draft.text, wrong=str(e))
    return desk.page(
        "clipped.html.j2",
        id=id,
        address=shown_address(draft.url),
        as_log=chosen == "log",
        may_split=bool(draft.text) and not draft.url,
        reports=list(_previews(desk, attempted)),
        only_address=not (draft.text or draft.html),
    )


@post("/clip/{id:str}/filed", sync_to_thread=True, status_code=303)
def file(desk: AtDesk, id: FromPath[str], data: Form) -> Redirect:
    """Files a draft with the reader's tags and words."""
    draft, as_log = desk.drafts.get(id), data.get("way") == "log"
    tags = data.get("tags", "").replace("、", " ").replace(",", " ").split()
    with desk.changing() as archive:
        if as_log:
            added = archive.add(draft.text.encode(), name=draft.name, form="cliplog", now=desk.now)
            comment = data.get("comment", "")
            archive.say_beside({report.article: comment for report in added.reports}, now=desk.now)
        else:
            added = archive.clip(
                now=desk.now,
                url=draft.url,
                title=_title(draft),
                text=draft.text,
                html=draft.html,
                tags=tags,
                comment=data.get("comment", ""),
            )
            if not (draft.text or draft.html):
                archive.expect(draft.url, now=desk.now)
        filed = [report.article for report in added.reports]
        day = archive.current(filed[0]).published if filed else None
    desk.drafts.drop(id)
    if len(filed) > 1:
        return desk.see(f"/days/{day}")
    return desk.see(f"/articles/{filed[0]}" if filed else PLACE.path)


@get("/manifest.webmanifest", sync_to_thread=False)
def manifest(desk: AtDesk) -> Response[bytes]:
    """What lets a phone keep the server as an app, and share to it. A share is a GET that fills the form: it changes nothing."""
    told = {
        "name": "切り抜き kirinuki",
        "short_name": "切り抜き",
        "lang": "ja",
        "start_url": "/",
        "display": "standalone",
        "icons": [{"src": f"/static/{assets()['icon.svg'].path}", "sizes": "any", "type": "image/svg+xml"}],
        "share_target": {
            "action": PLACE.path,
            "method": "GET",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
    }
    body = json.dumps(told, ensure_ascii=False).encode()
    return Response(body, media_type="application/manifest+json")


def _form(desk: Desk, url: str, title: str, text: str, *, wrong: str = "") -> Response[bytes]:
    try:
        script = bookmarklet(desk.door.site(desk.request), desk.clip_key.get())
    except ArchiveError:  # a folder that cannot be written has no key, and nothing can be filed in it either
        script = ""
    return desk.page(
        "clip.html.j2",
        status=400 if wrong else 200,
        url=legible(url),
        title=legible(title),
        text=text,
        wrong=wrong,
        script=script,
    )


def _attempt(archive: Archive, draft: Draft, way: Way, desk: Desk) -> tuple[Way, list[Attempted]]:
    """What the draft would become, and which way that is: a text without an address that holds several reports is a log."""
    if way != "one" and draft.text and not draft.url:
        attempted = archive.attempt(draft.text.encode(), name=draft.name, form="cliplog", now=desk.now)
        if way == "log" or len(attempted) > 1:
            return "log", attempted
    document = clip_document(
        url=draft.url, title=_title(draft), text=draft.text, html=draft.html, tags=(), at=desk.now
    )
    name = read_clip(document.decode(), draft.name).name
    return "one", archive.attempt(document, name=name, form="clip", now=desk.now)


def _title(draft: Draft) -> str:
    """Its title; a bookmark has at least its address for one."""
    return draft.title or ("" if draft.text or draft.html else draft.url)


def _previews(desk: Desk, attempted: Iterable[Attempted]) -> Iterator[Preview]:
    left = _SHOWN
    for each in attempted:
        report = each.report
        state = (
            desk._("新しい記事")
            if report.new
            else desk._("新しい版")
            if report.revised
            else desk._("取り込み済み")
        )
        new = sorted(
            (span for news in each.news for span in (news.anew or (news.evidence.span,))),
            key=lambda span: span.start,
        )
        shown = Span(0, min(len(each.text), max(left, 0)))
        left -= shown.end
        yield Preview(
            outlet=wording.outlet(each.source),
            heading=wording.heading(each.source, each.text),
            when=desk.words.published(each.source),
            state=state,
            why=legible(report.why),
            characters=len(each.text),
            fresh=sum(span.end - span.start for span in new),
            lines=tuple(_lines(legible(each.text), new, shown)),
            cut=shown.end < len(each.text),
        )


def _lines(text: str, new: Iterable[Span], shown: Span) -> Iterator[tuple[tuple[str, bool], ...]]:
    """The lines of what is shown, in pieces that are new or not."""
    line: list[tuple[str, bool]] = []
    at = 0
    cuts = [*((span.start, span.end) for span in new), (shown.end, shown.end)]
    for start, end in cuts:
        for words, is_new in (
            (text[at : min(start, shown.end)], False),
            (text[start : min(end, shown.end)], True),
        ):
            first, *rest = words.split("\n")
            line.append((first, is_new))
            for following in rest:
                yield tuple(line)
                line = [(following, is_new)]
        at = max(at, end)
    yield tuple(line)


HANDLERS = [clip, preview, file, manifest]
