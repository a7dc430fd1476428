"""What a page is made with: the archive, the reader's language, who asks, and the way to answer."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from litestar import MediaType, Request, Response
from litestar.di import NamedDependency
from litestar.response import Redirect
from markupsafe import Markup

from kirinuki.errors import InputError
from kirinuki.flow import Archive
from kirinuki.model.article import JAPAN
from kirinuki.publish.pages import environment
from kirinuki.publish.view import web_address
from kirinuki.publish.wording import Words, legible
from kirinuki.store import KeptColumns
from kirinuki.version import __version__
from kirinuki.web.assets import assets
from kirinuki.web.clipping import Drafts, Key
from kirinuki.web.door import TOKEN, Door, Visitor, own_address
from kirinuki.web.languages import NAMES, Language, chosen, translations, words
from kirinuki.web.moments import FIELD, carried, may_stand, moment
from kirinuki.web.shelf import Shelf

THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class Place:
    """A page that the bar at the top leads to: its address and its name, in Japanese as catalogues have it."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Desk:
    """One request at one archive. A page function takes it, asks `archive()`, and gives what `page` makes."""

    path: Path
    title: str
    places: tuple[Place, ...]
    door: Door
    shelf: Shelf
    columns: KeptColumns
    drafts: Drafts
    clip_key: Key
    request: Request[Any, Any, Any]

    @contextmanager
    def archive(self) -> Iterator[Archive]:
        """The archive, open for the length of the block, for looking: it waits for nobody that writes."""
        with Archive.open(self.path, looking=True, columns=self.columns) as archive:
            yield archive

    @contextmanager
    def changing(self) -> Iterator[Archive]:
        """The archive, open for a change, which is read and woven when the block ends."""
        with Archive.open(self.path) as archive:
            yield archive
            archive.read_new()
            archive.weave_new()

    @property
    def language(self) -> Language:
        """The reader's language."""
        cookies = self.request.cookies
        return chosen(cookies.get("language"), self.request.headers.get("accept-language", ""))

    @property
    def visitor(self) -> Visitor:
        """Who asks; nobody, who can change nothing, where a request had no page to go to and did not pass the door."""
        visitor = self.request.scope["state"].get("visitor")
        return visitor if isinstance(visitor, Visitor) else Visitor("", "", None)

    @property
    def as_of(self) -> dt.datetime | None:
        """The moment as of which the page is asked for; None for now. Raises `InputError`."""
        words = self.request.query_params.get(FIELD, "")
        return moment(words) if words and may_stand(self.request.url.path) else None

    @property
    def query(self) -> list[tuple[str, str]]:
        """What the address asks for besides a moment and a place in a list."""
        return [
            (name, value)
            for name, value in self.request.query_params.multi_items()
            if name not in (FIELD, "after", "cursor", "part")
        ]

    @property
    def now(self) -> dt.datetime:
        """This moment, aware."""
        return self.door.clock()

    def _(self, words: str, **values: object) -> str:
        """`words` in the reader's language, with `values` at their %(names)s."""
        return self.words.say(words, **values)

    def moment(self, at: dt.datetime) -> str:
        """An aware time on Japan's clock, in the reader's language."""
        return self.words.moment(at.astimezone(JAPAN).isoformat(timespec="minutes"))

    @property
    def words(self) -> Words:
        """How the reader's language says what publish/ says."""
        return words(self.language)

    def page(
        self, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: object
    ) -> Response[bytes]:
        """The page that `template` makes of `values`, or 304 where the browser has it as it is."""
        html, as_of = self.set(template, **values), self._shown_as_of()
        body = (html if as_of is None else carried(html, as_of)).encode()
        tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        fixed = {"ETag": tag, "Vary": "Cookie, Accept-Language", "Content-Language": self.language}
        fixed |= headers or {}
        if status == 200 and tag in self.request.headers.get("if-none-match", ""):
            return Response(b"", status_code=304, headers=fixed)
        return Response(body, status_code=status, headers=fixed, media_type=MediaType.HTML)

    def set(self, template: str, **values: object) -> Markup:
        """A part of a page as `template` makes it of `values`."""
        frame = {
            "desk": self,
            "language": self.language,
            "here": self.request.url.path,
            "as_of": self._shown_as_of(),
            "may_stand": self.request.method == "GET" and may_stand(self.request.url.path),
            "theme": self._theme(),
            "token": self._token,
        }
        return Markup(_environment(self.language).get_template(template).render(frame | values))

    def macro(self, template: str, name: str) -> Callable[..., Markup]:
        """A macro of a template, for what is set piece by piece."""
        macro: Callable[..., Markup] = getattr(
            _environment(self.language).get_template(template).module, name
        )
        return macro

    def see(self, path: str, **query: str) -> Redirect:
        """Send the reader to another page of the server, after a change; where nothing was changed, of the same moment."""
        if self.request.method == "GET" and self.as_of is not None:
            query[FIELD] = self.as_of.isoformat()
        return Redirect(own_path(path) + (f"?{urlencode(query)}" if query else ""), status_code=303)

    @property
    def address(self) -> str:
        """The page that is shown, with its query, as a form's `next` names it; after a refused change the first page."""
        return own_address(self.request) if self.request.method == "GET" else "/"

    def _shown_as_of(self) -> dt.datetime | None:
        """None also where the page says that this was no moment."""
        try:
            return self.as_of
        except InputError:
            return None

    def _token(self) -> Markup:
        """The field that every form which changes something must have."""
        return Markup('<input type="hidden" name="{}" value="{}">').format(TOKEN, self.visitor.token)

    def _theme(self) -> str:
        theme = self.request.cookies.get("theme", "")
        return theme if theme in THEMES else "auto"


AtDesk = NamedDependency[Desk]
"""What a page function declares: `desk: AtDesk`."""


def own_path(path: str) -> str:
    """`path` where it is one of this server, else the first page: nobody is sent elsewhere by an address made up."""
    parts = urlsplit(path)
    inside = (
        path.startswith("/")
        and not path.startswith(("//", "/\\"))
        and not parts.netloc
        and path.isprintable()
    )
    return path if inside else "/"


@cache
def _environment(language: Language) -> Any:
    made = environment("kirinuki.web", translations(language), words(language))
    made.globals |= {
        "asset": _asset_path,
        "languages": tuple(NAMES.items()),
        "version": __version__,
    }
    made.filters |= {"legible": legible, "web_address": web_address}
    return made


def _asset_path(name: str) -> str:
    return f"/static/{assets()[name].path}"


def provider(
    path: Path, title: str, places: tuple[Place, ...], door: Door, clip_key: Key
) -> Callable[[Request[Any, Any, Any]], Desk]:
    """What Litestar gives to handlers as `desk`."""
    shelf, columns, drafts = Shelf(path), KeptColumns(), Drafts()

    def desk(request: Request[Any, Any, Any]) -> Desk:
        return Desk(path, title, places, door, shelf, columns, drafts, clip_key, request)

    return desk
