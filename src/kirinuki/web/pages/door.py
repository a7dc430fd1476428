"""はいる: the login page, and the reader's own settings, which their browser keeps."""

from __future__ import annotations

import datetime as dt
from functools import partial

from litestar import Response, get, post
from litestar.params import FromQuery, URLEncodedBody
from litestar.response import Redirect

from kirinuki.web.access import TooManyTriesError
from kirinuki.web.desk import THEMES, AtDesk, own_path
from kirinuki.web.languages import is_language

Form = URLEncodedBody[dict[str, str]]
"""What a form sends: its fields, the last of each name."""

_KEEP = int(dt.timedelta(days=400).total_seconds())


@get("/login", sync_to_thread=False)
def login_page(desk: AtDesk, next: FromQuery[str] = "/") -> Response[bytes]:
    """Asks for user and password."""
    return desk.page("login.html.j2", next=own_path(next), wrong="")


@post("/login", sync_to_thread=True, status_code=303)
def login(desk: AtDesk, data: Form) -> Response[bytes] | Redirect:
    """Lets in whoever knows the password, with a session of their own."""
    door, there = desk.door, own_path(data.get("next", "/"))
    if door.password is None:
        return desk.see("/")
    user = data.get("user", "")
    fits = partial(door.password.fits, user, data.get("password", ""))
    try:
        right = door.tries.attempt(fits, door.address(desk.request), desk.now)
    except TooManyTriesError as e:
        wrong = desk._("何度も違ったので、しばらく待ってください。")
        wait = {"Retry-After": str(e.wait)}
        return desk.page("login.html.j2", status=429, headers=wait, next=there, wrong=wrong)
    if not right:
        wrong = desk._("利用者かパスワードが違います。")
        return desk.page("login.html.j2", status=403, next=there, wrong=wrong)
    answer = desk.see(there)
    answer.set_cookie(door.cookie(desk.request, door.sessions.begin(user, desk.now)))
    return answer


@post("/logout", sync_to_thread=False, status_code=303)
def logout(desk: AtDesk) -> Redirect:
    """Ends the session."""
    desk.door.sessions.end(desk.visitor.secret)
    return desk.see("/login")


@post("/settings", sync_to_thread=False, status_code=303)
def settings(desk: AtDesk, data: Form) -> Redirect:
    """Keeps the language and the colours that the reader wants."""
    answer = desk.see(data.get("next", "/"))
    for name, wanted in (("language", is_language), ("theme", THEMES.__contains__)):
        value = data.get(name, "")
        if wanted(value):
            answer.set_cookie(name, value, max_age=_KEEP, samesite="lax", httponly=True)
    return answer


HANDLERS = [login_page, login, logout, settings]
