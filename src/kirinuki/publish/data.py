"""The digest as JSON: the form that scripts build on."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from kirinuki.model.digest import Attribution, Digest, EditShown, Item, Section, Source, Telling
from kirinuki.model.origins import Credit, Origins
from kirinuki.model.text import Evidence, Span
from kirinuki.model.weaving import Resemblance


def digest_json(digest: Digest, *, title: str, version: str, made: dt.datetime | None = None) -> str:
    """One JSON document. Words are exact; offsets are code points of the revision named beside them.

    `items` are in page order; `sections` name the reports and say where what they leave out is told.
    """
    form = {
        "title": title,
        "from": digest.from_.isoformat(),
        "until": digest.until.isoformat(),
        "version": version,
        "made": made.isoformat() if made else None,
        "characters_in": digest.characters_in,
        "characters_shown": digest.characters_shown,
        "items": [
            _item(item, section.source)
            for section in digest.sections
            for p in section.paragraphs
            for item in p
        ],
        "sections": [_section(section) for section in digest.sections],
        "tags": list(digest.tags),
        "links": list(digest.links),
    }
    return json.dumps(form, ensure_ascii=False, indent=2) + "\n"


def _item(item: Item, source: Source) -> dict[str, Any]:
    return {
        "id": item.id,
        "text": item.text,
        "comment": item.comment,
        "evidence": [_place(item.evidence)],
        **_source(source),
        "statements": [_statement(statement) for statement in item.statements],
        "times": [
            {
                "start": time.start,
                "end": time.end,
                "type": time.type,
                "value": time.value,
                "from": time.from_,
                "until": time.until,
            }
            for time in item.times
        ],
        "folded": [_telling(telling) for telling in item.folded],
        "seen": [_resemblance(resemblance) for resemblance in item.seen],
        "updates": [_resemblance(resemblance) for resemblance in item.updates],
        "origins": _origins(item.origins),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        **_source(section.source),
        "title": section.source.title,
        "uri": section.source.uri,
        "revisions": section.revisions,
        "edits": [_edit(shown) for shown in section.edits],
        "credits": [_credit(credit) for credit in section.credits],
        "items": [[item.id for item in paragraph] for paragraph in section.paragraphs],
        "retold": [_place(retold.evidence) | {"item": retold.item} for retold in section.retold],
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "article": source.article,
        "outlet": source.outlet or None,
        "published": source.when_published,
    }


def _telling(telling: Telling) -> dict[str, Any]:
    return {
        **_words(telling.evidence),
        **_source(telling.source),
        **_resemblance(telling.resemblance),
        "folded_because": telling.why,
    }


def _origins(origins: Origins) -> dict[str, Any]:
    return {
        "articles": origins.articles,
        "independent": origins.independent,
        "reports": [
            {
                "name": origin.name or None,
                "articles": list(origin.articles),
                "why": origin.why,
                "joins": [
                    {"articles": list(join.articles), "tie": join.tie, "why": join.why}
                    for join in origin.joins
                ],
            }
            for origin in origins.origins
        ],
    }


def _credit(credit: Credit) -> dict[str, Any]:
    return {"agency": credit.agency, "via": credit.via, **_words(credit.evidence)}


def _edit(shown: EditShown) -> dict[str, Any]:
    """`was` and `now` are places in the text of a revision, or in its title where `part` is title."""
    edit = shown.edit

    def side(revision: str, span: Span | None, words: str) -> dict[str, Any] | None:
        return None if span is None else _words(Evidence(revision, span, words))

    return {
        "kind": edit.change.kind,
        "part": edit.part,
        "item": shown.item,
        "was": side(edit.earlier, edit.change.earlier, shown.was),
        "now": side(edit.later, edit.change.later, shown.now),
        "why": edit.change.why,
    }


def _statement(attribution: Attribution) -> dict[str, Any]:
    statement = attribution.statement
    return {
        "kind": statement.kind,
        "start": statement.content.start,
        "end": statement.content.end,
        "text": attribution.content,
        "speaker": attribution.speaker,
        "implicit": statement.speaker is not None and statement.speaker.implicit,
        "cue": attribution.cue,
        "via": attribution.via,
        "said": None
        if statement.said is None
        else {"from": statement.said.from_, "until": statement.said.until},
    }


def _resemblance(resemblance: Resemblance) -> dict[str, Any]:
    earlier, later = resemblance.earlier, resemblance.later
    return {
        "earlier": _words(earlier),
        "later": _words(later),
        "relation": resemblance.relation,
        "damage": resemblance.damage,
        "differences": [
            {"earlier": _part(earlier, d.earlier), "later": _part(later, d.later)}
            for d in resemblance.differences
        ],
        "why": resemblance.why,
    }


def _part(evidence: Evidence, span: Span) -> str:
    return evidence.text[span.start - evidence.span.start : span.end - evidence.span.start]


def _words(evidence: Evidence) -> dict[str, Any]:
    return _place(evidence) | {"text": evidence.text}


def _place(evidence: Evidence) -> dict[str, Any]:
    return {"revision": evidence.revision, "start": evidence.span.start, "end": evidence.span.end}
