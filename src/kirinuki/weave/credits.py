"""Credits: where a report says that another made it (【モスクワ共同】, （時事）, AFP=時事, ○○新聞提供).

A credit stands at the edge of a paragraph: a dateline before its first words, a bracket behind its last. An agency
that a sentence names as its source (共同通信が報じた, ロイターによると) is none, nor is a byline (【ソウル＝山田太郎】), nor
whose a picture is.
"""

from __future__ import annotations

import re

from kirinuki.model.origins import Credit
from kirinuki.model.text import Evidence, Span, fold_width
from kirinuki.read.agencies import agencies, agency_pattern

_AGENCY = agency_pattern()
# 日米共同 and 官民共同 are no place and agency.
_ALONE = r"(?<![日米英中韓朝露独仏豪印欧][日米英中韓朝露独仏豪印欧])(?<!官民)(?<!産学)(?<!国際)"
_NAMED = rf"(?P<first>{_ALONE}{_AGENCY})(?:通信)?社?(?:\s?[=/・、]?\s?(?P<second>{_AGENCY}))?"
_INSIDE = r"[^】〕\])(（\[【〔「」。、\n]"
_OUTLET = (
    r"(?P<outlet>[一-龠々ァ-ヺーA-Za-z0-9・]{1,16}?"
    r"(?:新聞|新報|日報|民報|時報|タイムス|タイムズ|通信|放送|テレビ|ニュース|NEWS|オンライン|ドットコム|スポーツ))社?"
)
_EDGE = r"(?:(?<=[。」』!?)\s])|^)"
_OPEN, _CLOSE = r"[【〔\[(]", r"[】〕\])]"

_DATELINES = tuple(
    re.compile(form)
    for form in (
        # 【モスクワ共同】, [東京 3日 ロイター], 【ワシントン共同=山田太郎】, (CNN)
        rf"{_OPEN}{_INSIDE}{{0,24}}?{_NAMED}(?:[=/・ ]{_INSIDE}{{1,12}})?{_CLOSE}",
        # ロンドン(CNN) and ワシントン時事=
        rf"[^\s。、「」()=]{{1,12}}\({_NAMED}(?: [A-Za-z]+)?\)(?=[\s-])",
        rf"[一-龠々ァ-ヺー・]{{2,12}}?(?:\d{{1,2}}日)?{_NAMED}=(?=\S)",
    )
)
_TAILS = tuple(
    re.compile(form)
    for form in (
        # (共同), 【時事】, (ワシントン時事), (共同通信配信); behind た also before the full stop
        rf"(?:{_EDGE}|(?<=た)|(?<=ます)|(?<=です)){_OPEN}[^】〕\])ぁ-ゖ。]{{0,16}}?{_NAMED}(?:配信|提供|電|発)?{_CLOSE}(?=。?$)",
        # …と述べた=ロイター; a caption ends in a noun
        rf"(?:(?<=[。」』])|(?<=た))\s?=\s?{_NAMED}=?$",
        # 配信:時事通信, (記事提供:某新報)
        rf"{_EDGE}{_OPEN}?(?:記事|ニュース)?(?:配信|提供)(?:元|社)?\s?:\s?(?:{_NAMED}|{_OUTLET}){_CLOSE}?$",
        rf"{_EDGE}{_OPEN}?(?:記事)?{_OUTLET}(?:配信|提供){_CLOSE}?$",
        rf"{_EDGE}(?:\(c\)|©)\s?(?:{_NAMED}|{_OUTLET})(?:[/ ].{{0,24}})?$",
        rf"{_EDGE}(?:この|本)記事は、?「?(?:{_NAMED}|{_OUTLET})」?(?:が|の|から|より)(?:配信|提供|転載|許諾)[^。]{{0,24}}。?$",
    )
)
_PICTURE = re.compile("写真|映像|動画|画像|図表|グラフ|イラスト|撮影|地図")
_TAIL = 80
"""Characters at the end of a paragraph in which a credit can stand."""


def credits(revision: str, text: str) -> tuple[Credit, ...]:
    """What `text`, of the revision `revision`, says of its origin, in the order of its words.

    A dateline over the first paragraph and a credit behind the last, or on a line of its own, are of the whole text;
    any other is of its paragraph.
    """
    lines = [Span(m.start(), m.end()) for m in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    found = []
    for line in lines:
        plain = fold_width(line.of(text))
        dateline, tail = _dateline(plain), _tail(plain)
        if dateline and tail and dateline.span() == tail.span():
            tail = None
        for match in filter(None, (dateline, tail)):
            span = Span(line.start + match.start(), line.start + match.end())
            first = line is lines[0] and match is dateline
            last = line is lines[-1] and match is tail
            alone = len(match[0]) == len(plain)
            scope = Span(0, len(text)) if first or last or alone else line
            words = match.groupdict()
            name = words.get("first") or words["outlet"]
            second = words.get("second")
            found.append(
                Credit(
                    agency=agencies().get(name, name),
                    via=second and agencies()[second],
                    evidence=Evidence(revision, span, span.of(text)),
                    scope=scope,
                )
            )
    return tuple(found)


def _dateline(line: str) -> re.Match[str] | None:
    return next((m for form in _DATELINES if (m := form.match(line)) and not _PICTURE.search(m[0])), None)


def _tail(line: str) -> re.Match[str] | None:
    start = max(len(line) - _TAIL, 0)
    found = (form.search(line, start) for form in _TAILS)
    return next((m for m in found if m and not _PICTURE.search(m[0])), None)
