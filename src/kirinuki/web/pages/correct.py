"""直す: mending what was read wrong, in place. What else a correction changes is shown before it is kept, and it can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kirinuki.ask.corrections import Corrected
from kirinuki.errors import CorrectionError, NotFoundError
from kirinuki.flow import Archive
from kirinuki.model.correction import Layer
from kirinuki.model.reading import Reading
from kirinuki.model.text import Span
from kirinuki.publish.wording import Words, legible
from kirinuki.read.fields import FIELDS, LABELS, REQUIRED, Annotation, extent, form
from kirinuki.web.desk import AtDesk, Desk
from kirinuki.web.drawing import written
from kirinuki.web.pages.door import Form

_AROUND = 60
"""Characters of the text that are shown on either side of the words."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a field may have: as it is sent, and as it is shown."""

    value: str
    shown: str


@dataclass(frozen=True, slots=True)
class Input:
    """A field of the form: `value` is what the reading has, as a person writes it."""

    name: str
    label: str
    value: str
    choices: tuple[Choice, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class EffectLine:
    """What a correction does to one annotation: what changes of it, as (field, before, after), an empty side for none."""

    label: str
    words: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction that holds, as it is listed."""

    id: str
    when: str
    label: str
    words: str


@get("/articles/{id:str}/correct", sync_to_thread=True)
def ask(
    desk: AtDesk,
    id: FromPath[str],
    item: FromQuery[str] = "",
    layer: FromQuery[str] = "",
    new: FromQuery[bool] = False,
) -> Response[bytes]:
    """The form for the annotation at `item`, or for one that was missed there."""
    return _form(desk, id, item, layer, new=new)


@get("/articles/{id:str}/missed", sync_to_thread=True)
def missed(
    desk: AtDesk, id: FromPath[str], words: FromQuery[str], layer: FromQuery[str] = "statements"
) -> Redirect:
    """To the form for what was missed at these words of the article."""
    with desk.archive() as archive:
        places = archive.corrections.places(words.strip(), id) if words.strip() else []
    if not places:
        raise NotFoundError(desk._("この記事に、そのとおりの言葉はありません。"))
    return desk.see(f"/articles/{id}/correct", item=places[0].item, layer=layer, new="true")


@post("/articles/{id:str}/corrections", sync_to_thread=True, status_code=303)
def correct(desk: AtDesk, id: FromPath[str], data: Form) -> Response[bytes] | Redirect:
    """Shows what the correction would change, or, when that was seen, keeps it."""
    item, layer, new = data.get("item", ""), data.get("layer", ""), data.get("new") == "true"
    none = data.get("none") == "true"
    with desk.archive() as archive:
        wanted = {} if none else _wanted(archive, item, layer, data, new=new)
        try:
            tried = archive.corrections.attempt(
                item, wanted, now=desk.now, layer=layer or None, none=none, new=new
            )
        except CorrectionError as e:
            return _form(desk, id, item, layer, new=new, given=data, wrong=str(e))
    if data.get("seen") != "true":
        return desk.page(
            "preview.html.j2",
            id=id,
            effects=effect_lines(tried, desk.words),
            fields=[(name, value) for name, value in data.items() if name not in ("token", "seen")],
        )
    with desk.changing() as archive:
        done = archive.corrections.make(item, wanted, now=desk.now, layer=layer or None, none=none, new=new)
    return desk.see(f"/articles/{id}", corrected=done.correction.id)


@post("/articles/{id:str}/undo", sync_to_thread=True, status_code=303)
def undo(desk: AtDesk, id: FromPath[str], data: Form) -> Redirect:
    """Takes a correction back."""
    with desk.changing() as archive:
        archive.corrections.withdraw(data.get("correction", ""), now=desk.now)
    return desk.see(f"/articles/{id}")


def shown_corrections(desk: Desk, archive: Archive, article: str) -> list[CorrectionLine]:
    """The corrections that were made in revisions of an article, the last first."""
    of = {revision.id for revision in archive.revisions(article)}
    made = [c for c in archive.corrections.all() if c.evidence.revision in of]
    return [
        CorrectionLine(
            c.id, desk.words.moment(c.at.isoformat()), desk._(LABELS[c.layer]), _one_line(c.evidence.text)
        )
        for c in reversed(made)
    ]


def effect_lines(tried: Corrected, words: Words) -> list[EffectLine]:
    """All that a correction does, what was asked for and what follows from it."""
    text = tried.after.text
    lines = []
    for layer, before, after in tried.effects:
        item = after or before
        assert item is not None
        sides = [{} if side is None else _said(layer, side, text, words) for side in (before, after)]
        lines.append(
            EffectLine(
                words.say(LABELS[layer]),
                _one_line(extent(item).of(text)),
                tuple(
                    (label, was, now)
                    for label in dict.fromkeys((*sides[0], *sides[1]))
                    if (was := sides[0].get(label, "")) != (now := sides[1].get(label, ""))
                ),
            )
        )
    return lines


def _said(layer: Layer, item: Annotation, text: str, words: Words) -> dict[str, str]:
    """What an annotation says, by the labels of its fields; where it stands is one of them."""
    said = {words.say("範囲"): _one_line(extent(item).of(text))}
    for name, value in form(layer, item, text).items():
        field = FIELDS[layer][name]
        shown = written(layer, name, value)
        if shown and value is not False:
            said[words.say(field.label)] = words.say(shown) if field.words else shown
    return said


def _form(
    desk: Desk,
    id: str,
    item: str,
    layer: str,
    *,
    new: bool,
    given: Mapping[str, str] | None = None,
    wrong: str = "",
) -> Response[bytes]:
    with desk.archive() as archive:
        evidence = archive.evidence(item)
        reading = archive.reading(evidence.revision)
        chosen = _layer(layer)
        annotation = None if new else _standing(reading, chosen, evidence.span)
        fields = {} if annotation is None else form(chosen, annotation, reading.text)
    start, end = evidence.span.start, evidence.span.end
    text = reading.text
    return desk.page(
        "correct.html.j2",
        status=400 if wrong else 200,
        id=id,
        item=item,
        layer=chosen,
        label=desk._(LABELS[chosen]),
        new=new,
        wrong=wrong,
        why="" if annotation is None else legible(annotation.why),
        before=legible(text[max(0, start - _AROUND) : start]),
        words=legible(evidence.text),
        after=legible(text[end : end + _AROUND]),
        inputs=[
            Input(
                name,
                desk._(field.label),
                (given or {}).get(name, written(chosen, name, fields.get(name))),
                tuple(Choice(word, desk._(word)) for word in field.words),
                name in REQUIRED[chosen],
            )
            for name, field in FIELDS[chosen].items()
        ],
    )


def _layer(name: str) -> Layer:
    for layer in LABELS:
        if layer == name:
            return layer
    raise NotFoundError(f"{name}: {', '.join(LABELS)}")


def _standing(reading: Reading, layer: Layer, span: Span) -> Annotation:
    for item in getattr(reading, layer):
        if extent(item) == span:
            annotation: Annotation = item
            return annotation
    raise NotFoundError(f"{span.of(reading.text)}: ここにはもうありません (nothing stands here)")


def _wanted(archive: Archive, item: str, layer: str, data: Mapping[str, str], *, new: bool) -> dict[str, Any]:
    """The fields that the form has otherwise than the reading; of what is new, those that were filled in."""
    chosen = _layer(layer)
    given = {name: data[name].strip() for name in FIELDS[chosen] if name in data}
    if new:
        return {name: value for name, value in given.items() if value}
    evidence = archive.evidence(item)
    reading = archive.reading(evidence.revision)
    fields = form(chosen, _standing(reading, chosen, evidence.span), reading.text)
    return {name: value for name, value in given.items() if value != written(chosen, name, fields.get(name))}


def _one_line(words: str) -> str:
    return legible(" ".join(words.split()))


HANDLERS = [ask, missed, correct, undo]
