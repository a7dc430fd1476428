"""JSON Lines: a report a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kirinuki.capture.addresses import is_address
from kirinuki.capture.intake.drafts import CONTROL, Draft, Intake, as_words, normal, one_line
from kirinuki.capture.notes import moment
from kirinuki.model.article import Given, Problem
from kirinuki.model.text import Span


def json_lines(text: str, given: Given) -> Intake:
    """The reports of a file in the order of its lines; a line that is none is a problem, named by its number."""
    drafts, problems = [], []
    for number, line in _lines(text):
        found = _json_report(text, line, given)
        if isinstance(found, Draft):
            drafts.append(found)
        else:
            problems.append(Problem(None, f"{given.name}:{number}", found))
    return Intake(tuple(drafts), problems=tuple(problems))


def _lines(text: str) -> Iterator[tuple[int, Span]]:
    """Lines that hold something, with their numbers from 1. JSON allows U+2028 inside; only \\n ends a line."""
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if words := line.strip(" \t\r"):
            begin = start + line.index(words)
            yield number, Span(begin, begin + len(words))
        start += len(line) + 1


def _json_report(text: str, line: Span, given: Given) -> Draft | str:
    """The report on one line, or what is wrong with the line."""
    form = json_object(line.of(text))
    if not isinstance(form, dict):
        return form
    body = form.get("text")
    if not isinstance(body, str) or not body.strip():
        return "text がありません (no text): 本文を text に入れてください"
    for field in ("text", "title", "url", "outlet"):
        if isinstance(form.get(field), str) and (bad := CONTROL.search(form[field])):
            return f"{field} の {bad.start()} 字目が文字ではありません (U+{ord(bad[0]):04X})"
    published = moment(form.get("published"))
    if published is None and form.get("published") is not None:
        return f"published が日時ではありません (not a date): {form['published']!r}: 2022-12-31 の形で"
    modified = moment(form.get("modified"))
    url = as_words(form.get("url"))
    if url is not None and not is_address(url):
        return f"url が住所ではありません (not a URL): {url}"
    return Draft(
        span=line,
        title=one_line(as_words(form.get("title"))),
        text=normal(body),
        published=given.published if published is None else published[0],
        published_at=None if published is None else published[1],
        modified_at=None if modified is None else modified[1],
        url=url,
        outlet=as_words(form.get("outlet")),
        external_id=as_words(form.get("id")),
        why="JSON の一行 (a line of JSON)",
    )


def json_object(line: str) -> dict[str, Any] | str:
    """The JSON object on a line, or what is wrong."""
    try:
        form = json.loads(line)
    except ValueError as e:
        return f"JSON として読めません ({e})"
    except RecursionError:
        return "JSON の入れ子が深すぎます (nested too deep)"
    return form if isinstance(form, dict) else "JSON のオブジェクトではありません (not an object)"
