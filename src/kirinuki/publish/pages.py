"""The digest as one HTML file: no network, no script, set as a Japanese page is."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from gettext import NullTranslations
from importlib import resources

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from kirinuki.model.digest import Digest
from kirinuki.publish import wording
from kirinuki.publish.view import page_view
from kirinuki.publish.wording import JAPANESE, Words

_FIGURE = re.compile("[０-９][０-９・．，：]*[０-９]")


def digest_html(digest: Digest, *, title: str, version: str, made: dt.datetime | None = None) -> str:
    """The page, complete. `version` and `made` go into its colophon; the same arguments give the same bytes."""
    view = page_view(digest, title)
    items = digest.items()
    return template("digest.html.j2").render(
        page=view,
        version=version,
        made=made.isoformat(timespec="minutes") if made else "",
        made_words=f"{wording.plain_day(made.date())}{made:%H:%M}" if made else "",
        example=items[0].id if items else "",
        css="\n".join(map(stylesheet, ("base.css", "reports.css", "digest.css"))),
    )


def template(name: str) -> Template:
    """A page's template, from `templates/`; what it is given it must use, and what it uses it must be given."""
    return environment().get_template(name)


@cache
def environment(
    package: str = "kirinuki.publish", translations: NullTranslations | None = None, words: Words = JAPANESE
) -> Environment:
    """Where templates are found: those of `package`, and the parts in `templates/` here that it has in common with others.

    `translations` say what stands in `_()`, and `words` word times, in another language than the Japanese that it is written in.
    """
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(name) for name in dict.fromkeys((package, "kirinuki.publish"))]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translations or NullTranslations(), newstyle=True)  # type: ignore[attr-defined]
    # The news is Japanese, whatever the page around it speaks.
    environment.globals["ja"] = Markup("" if words is JAPANESE else ' lang="ja"')
    environment.filters["count_"] = wording.count
    environment.filters["rests"] = words.rests
    environment.filters["unbroken"] = _unbroken
    return environment


def _unbroken(words: str) -> Markup:
    """`words` with full-width figures kept on one line: browsers break １２ as they do any two kanji."""
    return Markup(_FIGURE.sub(r'<span class="figure">\g<0></span>', str(escape(words))))


@cache
def stylesheet(name: str) -> str:
    """A page's style, from `static/`."""
    return resources.files("kirinuki.publish").joinpath("static", name).read_text(encoding="utf-8")
