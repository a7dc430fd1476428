"""A page as of a moment: what could be known then, by `?as_of=` in its address; links and forms of the page keep it."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import quote

from markupsafe import Markup

from kirinuki.errors import InputError
from kirinuki.model.article import JAPAN

FIELD = "as_of"
_NOW = (
    "/static",
    "/settings",
    "/login",
    "/logout",
    "/clip",
    "/status",
    "/notes",
    "/new",
    "/manifest.webmanifest",
)
"""What is shown as it is now alone."""
_LINK = re.compile(r'(?<= href=")(/[^"#]*)')
_FORM = re.compile(r"<form\b(?![^>]*method=)[^>]*>")


def moment(words: str) -> dt.datetime:
    """The moment, on Japan's clock where no zone is given; a day alone is its beginning. Raises `InputError`."""
    try:
        return aware(dt.datetime.fromisoformat(words))
    except ValueError as e:
        raise InputError(f"{FIELD}={words}: 時点は 2022-12-30T09:00 の形で書きます (YYYY-MM-DDTHH:MM)") from e


def aware(at: dt.datetime) -> dt.datetime:
    """On Japan's clock. Raises `InputError` for a moment that no calendar has in Japan."""
    try:
        return at.replace(tzinfo=JAPAN) if at.tzinfo is None else at.astimezone(JAPAN)
    except OverflowError as e:
        raise InputError(f"{FIELD}={at.isoformat()}: この時はあつかえません (out of range)") from e


def may_stand(path: str) -> bool:
    """Whether the page at this path is answered as of a moment."""
    return not any(path == now or path.startswith((f"{now}/", f"{now}.", f"{now}?")) for now in _NOW)


def carried(page: str, as_of: dt.datetime) -> Markup:
    """A page of which every link to another page of the server, and every form that asks for one, keeps the moment."""
    value = quote(as_of.isoformat())

    def link(found: re.Match[str]) -> str:
        path = found[1]
        if path.startswith("//") or not may_stand(path) or f"{FIELD}=" in path:
            return path
        return f"{path}{'&amp;' if '?' in path else '?'}{FIELD}={value}"

    hidden = f'<input type="hidden" name="{FIELD}" value="{as_of.isoformat()}">'
    return Markup(
        _FORM.sub(lambda form: form[0] + ("" if "data-moment" in form[0] else hidden), _LINK.sub(link, page))
    )
