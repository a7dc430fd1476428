"""The chronicle as web pages: what `kirinuki serve` serves. Pages are made here and work without a script.

    app        `create_app`: the routes, and how errors are told
    door       what every request passes: host, user, token for changes; what every answer carries
    access     the password of an archive, sessions, wrong tries
    desk       what a page function is given: the archive, the language, `page`, `see`
    languages  Japanese as it is written here, other languages by their catalogue
    assets     style and script, under names that change with what they hold
    pages/     the pages, one file each; templates/ how they are set; static/ style and script

How to add a page, in five steps:

1. `pages/NAME.py`: functions that take `desk: AtDesk`, open `with desk.archive() as archive:`, ask it, and give
   `desk.page("NAME.html.j2", name=value, …)`; `HANDLERS` lists them, and `PLACE = Place("/NAME", "名")` puts the page
   into the bar. Decorate with Litestar's `get("/NAME/{id:str}", sync_to_thread=True)`: one path a function, and one
   function a path (Litestar 2.25 wraps those that share one twice). What there is not raises the archive's own
   `NotFoundError`, which becomes a 404 in its words. A change is a `post(…, status_code=303)` that takes `data: Form`, works
   in `with desk.changing() as archive:` and gives `desk.see("/where/to/look")`.
2. `templates/NAME.html.j2`: `{% extends "layout.html.j2" %}` with the blocks `title` and `main`. Every form that changes
   something holds `{{ token() }}`. Text from outside goes through the archive's views or `| legible`, stands in `<bdi>`, and its
   addresses are links only by `| web_address`. No style attribute and no inline script: the browser refuses them.
   What the one-file pages have in common with it is a macro of publish/templates/reports.html.j2.
3. Name the module in `_PAGES` of `app.py`.
4. Write every string in Japanese inside `_()` (`desk._()` in Python; tables of `publish/wording` are in already), run
   `python docs/make_catalogues.py`, and fill the English in `locale/en/LC_MESSAGES/messages.po`: a test finds what is missing.
5. `tests/web/test_NAME.py` with the client of `tests/web/conftest.py`, and the page's address in `PAGES` of
   `tests/web/test_browser.py`, which opens it in both languages, light and dark, narrow and wide, holds it to WCAG 2.2 AA and
   to 100 kB, and leaves its picture in out/web/. Look at that.
"""

from __future__ import annotations

from kirinuki.web.access import Proxy, has_password, set_password
from kirinuki.web.app import create_app
from kirinuki.web.door import is_loopback

__all__ = ["Proxy", "create_app", "has_password", "is_loopback", "set_password"]
