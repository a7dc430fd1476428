"""A report that means harm: markup, scripts, reordering and control characters wherever words can stand."""

from __future__ import annotations

import datetime as dt

from kirinuki.ask.digest import compose
from kirinuki.model.digest import Digest
from tests.ask.reports import edit, report, retold, said

SCRIPT = "<script>alert(1)</script>"
OVERRIDE = "\u202eabc"

_QUOTE = "</p><img src=x onerror=alert(2)>*太字*[押す](javascript:alert(3))"
_TEXT = f"{SCRIPT}さんは「{_QUOTE}」と述べた。\n\n# 見出し\x1b[31m{OVERRIDE}\x00。"

_A = report(
    "a",
    _TEXT,
    outlet=f"{SCRIPT}新聞{OVERRIDE}",
    title=f'"><script>alert(4)</script>{OVERRIDE}\n二行目',
    uri="javascript://example.jp/%0aalert(5)",
    statements=[said(_QUOTE, SCRIPT, "述べた")],
    revisions=2,
    edits=[
        edit("updated", f"{SCRIPT}10{_QUOTE}", f"{SCRIPT}11{_QUOTE}", ("10", "11")),
        edit("dropped", f"{SCRIPT}{OVERRIDE}\x1b[31m\n# 二", ""),
        edit("updated", SCRIPT, f"{SCRIPT}*_[", part="title"),
    ],
)
_B = report("b", _TEXT, outlet="`|~~", title="*_[", uri="https://b.example/\"onmouseover='x'")

READINGS = (_A.reading, _B.reading)
TITLE = f"</title>{SCRIPT}"
LINKS = (
    "javascript:alert(6)",
    "data:text/html,<script>alert(7)</script>",
    "https://user@evil.example/",
    "https://evil.example/\u202egnp.exe",
    "//evil.example",
    "good.example/path?q=1&r=2",
)
COMMENT = f"{SCRIPT}\n> 引用\n**{OVERRIDE}**"


def digest() -> Digest:
    """The digest of it, all folded into one."""
    return compose(
        [_A, _B],
        [retold(_A, words, _B, words, "same") for words in _TEXT.split("\n\n")],
        {f"a:0-{len(_TEXT)}": COMMENT},
        [f"#{SCRIPT}", OVERRIDE],
        LINKS,
        dt.date(2025, 4, 10),
        dt.date(2025, 4, 11),
    )
