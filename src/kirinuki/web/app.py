"""The pages of one archive as a web application: routes, the door in front of them, and how errors are told."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from litestar import Litestar, Request, Response, get
from litestar.di import Provide
from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import FromPath

from kirinuki.config import FILE, load_config
from kirinuki.errors import ArchiveError, KirinukiError
from kirinuki.errors import NotFoundError as NothingSuchError
from kirinuki.web.access import Proxy, load_password
from kirinuki.web.api import OPENAPI, ROUTER
from kirinuki.web.assets import assets
from kirinuki.web.clipping import Key
from kirinuki.web.desk import Desk, provider
from kirinuki.web.door import Door, guard_answer
from kirinuki.web.pages import (
    article,
    clip,
    correct,
    door,
    ledgers,
    map,
    notes,
    people,
    search,
    status,
    storylines,
    today,
    trace,
)

_PAGES = (today, storylines, people, ledgers, search, clip, status, notes, map, article, correct, trace, door)
"""The modules of the pages, in the order in which the bar names those that have a PLACE."""

_LOG = logging.getLogger(__name__)
_YEAR = 365 * 24 * 60 * 60


def create_app(
    archive: Path | str,
    *,
    names: Collection[str] = (),
    proxy: Proxy | None = None,
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now().astimezone(),
) -> Litestar:
    """The pages of the archive in the folder `archive`, for any ASGI server.

    `names` are the hosts that readers may call it by, besides 127.0.0.1 and localhost. Where a password was set for the
    archive it is asked for; `proxy` says instead who the user is. Raises `ArchiveError` and `ConfigError`.
    """
    path = Path(archive)
    config = load_config(path / FILE)
    key = Key(path)
    keeper = Door(names=names, password=load_password(path), proxy=proxy, clip_key=key, clock=clock)
    places = tuple(page.PLACE for page in _PAGES if hasattr(page, "PLACE"))
    desk = provider(path, config.title, places, keeper, key)

    def refused(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
        return _refused(desk(request), error)

    return Litestar(
        route_handlers=[static, nowhere, *(handler for page in _PAGES for handler in page.HANDLERS), ROUTER],
        dependencies={"desk": Provide(desk, sync_to_thread=False)},
        middleware=[keeper],
        before_send=[guard_answer],
        exception_handlers={HTTPException: refused, Exception: refused},
        openapi_config=OPENAPI,
        include_in_schema=False,
    )


@get("/static/{name:str}", sync_to_thread=False)
def static(name: FromPath[str]) -> Response[bytes]:
    """The style, the script, the icon."""
    for asset in assets().values():
        if asset.path == name:
            keep = {"Cache-Control": f"public, max-age={_YEAR}, immutable"}
            return Response(asset.data, media_type=asset.type, headers=keep)
    raise NotFoundException


@get("/{rest:path}", sync_to_thread=False)
def nowhere(rest: FromPath[str]) -> None:
    """Any other address: it passes the door as well before it is said that there is nothing."""
    raise NotFoundException


def _refused(desk: Desk, error: Exception) -> Response[bytes]:
    """The page that says what went wrong, in the words that the command line has for it."""
    told = {
        "host": desk._("このサーバーの名ではありません。kirinuki serve --name で名を足せます。"),
        "origin": desk._("ほかのサイトからの変更は受け付けません。"),
        "token": desk._("頁が古くなっています。開き直して、もう一度。"),
        "proxy": desk._("代理サーバーを通して開いてください。"),
        "login": desk._("先にはいってください。"),
    }
    match error:
        case HTTPException():
            status, message = error.status_code, told.get(error.detail, "")
            if status == 400:
                message = desk._("住所か欄の書き方が違います。")
        case NothingSuchError():
            status, message = 404, str(error)
        case ArchiveError():
            status, message = 503, str(error)
        case KirinukiError():
            status, message = 400, str(error)
        case _:
            _LOG.error("%s", desk.request.url.path, exc_info=error)
            status = 500
            message = desk._(
                "プログラムの誤りです。サーバーの画面に出た行を添えて、開発者に知らせてください。"
            )
    heading = {
        404: desk._("ありません"),
        403: desk._("受け付けられません"),
        401: desk._("受け付けられません"),
        421: desk._("受け付けられません"),
    }.get(status, desk._("できません"))
    return desk.page("message.html.j2", status=status, heading=heading, message=message, back="/")
