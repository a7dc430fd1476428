"""Where a new report starts among paragraphs that no mark parts.

Each paragraph is asked for clues: what its first words do, whether its style, subject and names go on from
the paragraphs before it, whether it says again what an earlier report began with. Clues are weighed and
summed; a sum above nought is a start. `Start.why` keeps the clues that decided.

Weights were fitted by logistic regression to logs made of Wikinews articles, and rounded; those of clues that such
logs don't show (style, datelines, line breaks) were set by hand. `evals/cliplog_split.py` measures them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from kirinuki.model.reading import Reading
from kirinuki.model.text import Span, fold_width
from kirinuki.read.agencies import agency_pattern
from kirinuki.weave.repeats import Telling, find_repeats

WEIGHTS: Mapping[str, tuple[float, str]] = {
    "prior": (-8.3, ""),
    "dateline": (11.0, "発信地・配信元の表示で始まる"),
    "bracketed": (6.0, "【】の表示で始まる"),
    "credit before": (11.0, "前の段落が配信元の表示で終わる"),
    "stamped": (8.5, "日時を記して始まる"),
    "heading": (4.5, "見出しが立つ"),
    "subheading": (2.0, "小見出しが立つ"),
    "dated topic": (2.4, "人・組織と日付を改めて示す書き出し"),
    "dated": (1.8, "日付を改めて示す"),
    "introduces": (1.0, "名を改めて紹介する"),
    "named afresh": (2.2, "略していた名を再び全て書く"),
    "attributed": (0.4, "出所を示す書き出し"),
    "style": (6.0, "文体が変わる"),
    "taken up": (6.5, "新しい主題が続きで展開する"),
    "known words": (1.7, ""),
    "comes back": (-3.8, ""),
    "same subject": (-3.0, ""),
    "dip": (4.2, "前後の主題が離れる"),
    "long sentence": (3.4, "長い書き出し"),
    "many names": (2.0, "名を多く挙げる書き出し"),
    "report long": (2.2, ""),
    "last": (-1.5, ""),
    "repeats lead": (7.0, "先の記事の冒頭を再び述べる"),
    "in sequence": (-3.0, "先の記事の続きを同じ順で述べる"),
    "goes on": (-6.0, "接続の言葉で始まる"),
    "points back": (-2.2, "前を指す言葉で始まる"),
    "quote first": (-0.5, "引用で始まる"),
    "second": (-5.0, "直前の段落が記事の冒頭"),
    "line break": (-3.0, "空行を挟まない"),
    "wide gap": (4.0, "間が広い"),
}
"""What each clue adds for a value of 1, and what is said of it."""

_CONTINUES = re.compile(
    r"(?:一方|また|そのうえで|その上で|これについて|これに対し|これを受け|このため|このうち|このほか|さらに|ただ|しかし|だが|が、|ところが"
    r"|なお|そして|それでも|それに|そのため|そこで|その後|その際|その結果|その一方|こうした|そうした|加えて|同時に|とりわけ|特に|例えば"
    r"|次いで|続いて|つまり|すなわち|もっとも|むしろ|実際|結局|しかも|まず|次に|最後に|いずれ|声明に|声明で|発表に|発表で|関係者に|調べに"
    r"|これまで|それまで|今回|今後|当時|翌|前日|背景)"
)
_POINTS_BACK = re.compile(
    r"(?:この|これ|その|それ|あの|ここ|そこ|彼|両(?![国毛])|双方|同(?!時|志|盟|意|性|僚|居|級|窓|行|封|情|様|調|人|義|和|点)|当該|容疑者|男は|女は"
    r"|(?:[一-龠々]{1,3}|[ァ-ヺー]{2,9})(?:氏|さん|容疑者|被告)(?!名)|[^。、はがも]{1,10}側[はがも])"
)
_DAY = r"(?:\d{1,2}|[一二三]?十?[一二三四五六七八九十])日(?![間目ぶ本程々])"
_TOPIC = re.compile(rf"[^。「」]{{2,60}}?(?<![でに])[はがも]、?(?:[^。、「」]{{0,8}}?){_DAY}")
_DATED = re.compile(rf"[^。「」]{{0,60}}?{_DAY}")
_ATTRIBUTED = re.compile(r"[^。「」、]{2,30}?(?:によりますと|によると|によれば|が伝えたところ)")
_AGENCY = rf"{agency_pattern()}|BBC|NHK"
_DATELINE = re.compile(
    rf"【[^】]{{0,20}}(?:=|{_AGENCY})[^】]{{0,20}}】"
    rf"|[\[(][^\])]{{0,24}}(?:{_AGENCY})[^\])]{{0,12}}[\])]"
    rf"|[^。、「」()]{{2,12}}(?:{_AGENCY})="
    r"|=[^=\s]{1,8}="
)
_BRACKETED = re.compile(r"【(?!写真|図|動画)[^】]{1,24}】")
_INTRODUCED = re.compile(
    r"[一-龠々ァ-ヺー]\((?:[ぁ-ゖ][ぁ-ゖー・=]{2,}|[A-Z][A-Za-z]{1,9}\)|\d{1,3}[歳)]|本社|本店|本部|本拠|本名|略称|以下)"
    r"|(?<![A-Z])[A-Z]{3,6}[一-龠]{4,}"
)
_CREDIT_TAIL = re.compile(
    rf"\((?:[^()。]{{0,20}}(?:{_AGENCY}|新聞|通信|放送|ニュース|新報|日報|記者|特派員)[^()。]{{0,20}}|[^()。]{{1,12}}=[^()。]{{1,12}})\)$"
    r"|[。」]\((?!敬称略|写真|終わり|続く|抜粋|要旨|原文)[一-龠々ァ-ヺーA-Z・]{2,10}\)$"
)
_QUOTED = re.compile("「[^「」]*」")
_POLITE = re.compile("(?:です|ます|ました|ません|でした|でしょう|ましょう|ください)[かねよ]?$")
_PLAIN = re.compile("[ただいるうくすつぬぶむぐ]$")
_NOUN = re.compile(r"名詞-(?!数詞|助動詞語幹|普通名詞-助数詞)")

_AHEAD = 3
_BEHIND = 5
_REPORT = 20
"""How many paragraphs stand for what follows, for what went before, and at most for the whole report so far."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a log: `span` its words without a headline, `breaks` the line breaks before it.

    `heading` is the sign with which the headline over it starts (■), empty for one without a sign, None where there is
    no headline. `marked`: a mark stands before it, and so a report starts here. `stamped`: day and hour stand over it.
    """

    span: Span
    breaks: int = 2
    heading: str | None = None
    marked: bool = False
    stamped: bool = False


@dataclass(frozen=True, slots=True)
class Start:
    """That a report starts at paragraph number `paragraph`, and why."""

    paragraph: int
    why: str


def find_starts(
    text: str, paragraphs: Sequence[Paragraph], decided: Mapping[str, bool], read: Callable[[], Reading]
) -> list[Start]:
    """The paragraphs of `text` at which a report starts, in order; the first paragraph is always one.

    `decided` overrules marks and clues: from a paragraph's exact words to whether a report starts there. `read`
    gives the reading of `text`, and is called where there are clues to weigh.
    """
    settled = [_settled(i, p, decided.get(p.span.of(text))) for i, p in enumerate(paragraphs)]
    evidence = _Evidence(read(), paragraphs) if None in settled else None
    starts: list[Start] = []
    leads: set[int] = set()
    for i, why in enumerate(settled):
        if why is None and evidence is not None:
            clues = dict(evidence.clues(i, starts[-1].paragraph, leads))
            why = explain(clues) if weigh(clues) > 0 else ""
        if why:
            starts.append(Start(i, why))
            leads.add(i)
    return starts


def _settled(i: int, paragraph: Paragraph, choice: bool | None) -> str | None:
    """Why a report starts here, an empty string where none does; None where the clues must tell."""
    if i == 0:
        return "ログの初め"
    if choice is not None:
        return "人の指定" if choice else ""
    return "区切りの行の後" if paragraph.marked else None


def weigh(clues: Mapping[str, float]) -> float:
    return sum(WEIGHTS[name][0] * value for name, value in clues.items())


def explain(clues: Mapping[str, float]) -> str:
    """The clues that spoke for a start, the weightiest first."""
    shares = sorted(
        ((WEIGHTS[name][0] * value, WEIGHTS[name][1]) for name, value in clues.items()), reverse=True
    )
    return (
        "; ".join(f"{phrase} (+{share:.1f})" for share, phrase in shares if phrase and share > 0.5)
        or "書き出し"
    )


Style = Literal["polite", "plain"]


class _Evidence:
    """The paragraphs of a log with what clues are drawn from, each counted once."""

    def __init__(self, reading: Reading, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = paragraphs
        self._plain = fold_width(reading.text)
        self._styles = [self._style(p.span) for p in paragraphs]
        words = [self._words(reading, p) for p in paragraphs]
        self._nouns = [nouns for nouns, _ in words]
        self._names = [names for _, names in words]
        self._grams = [
            {noun[k : k + 2] for noun in nouns for k in range(len(noun) - 1)} for nouns in self._nouns
        ]
        self._retold = self._retellings(reading)
        self._people = [self._mentions(reading, p) for p in paragraphs]
        breaks = sorted(p.breaks for p in paragraphs[1:])
        self._usual_break = breaks[len(breaks) // 2] if breaks else 0

    def clues(self, i: int, begun: int, leads: Set[int]) -> Iterator[tuple[str, float]]:
        """The clues for and against a start at `i`: the report before began at `begun`, all so far at `leads`."""
        paragraph = self._paragraphs[i]
        text = self._plain
        first = text[paragraph.span.start : min(paragraph.span.end, paragraph.span.start + 200)]
        before = text[max(0, self._paragraphs[i - 1].span.end - 60) : self._paragraphs[i - 1].span.end]
        yield "prior", 1.0
        edges = dict(self._edges(i, begun, first, before))
        yield from edges.items()
        if i == begun + 1 and not edges:
            yield "second", 1.0
        if _TOPIC.match(first):
            yield "dated topic", 1.0
        elif _DATED.match(first):
            yield "dated", 1.0
        if _INTRODUCED.search(first.partition("。")[0]):
            yield "introduces", 1.0
        if self._named_afresh(i, max(begun, i - _REPORT)):
            yield "named afresh", 1.0
        if _ATTRIBUTED.match(first):
            yield "attributed", 1.0
        if _CONTINUES.match(first):
            yield "goes on", 1.0
        if _POINTS_BACK.match(first):
            yield "points back", 1.0
        if first[:1] in "「『(":
            yield "quote first", 1.0
        if paragraph.breaks < self._usual_break:
            yield "line break", 1.0
        elif paragraph.breaks > self._usual_break:
            yield "wide gap", 1.0
        told = self._retold.get(i)
        if told is not None:
            if told in leads and told != i - 1:
                yield "repeats lead", 1.0
            elif self._retold.get(i - 1) is not None and told - self._retold[i - 1] in (1, 2):
                yield "in sequence", 1.0
        yield "report long", min(1.0, (i - begun) / 8)
        if i + 1 == len(self._paragraphs):
            yield "last", 1.0
        yield "long sentence", min(1.0, (first + "。").index("。") / 80)
        yield "many names", min(1.0, len(self._names[i]) / 6)
        yield from self._subject_clues(i, max(begun, i - _REPORT))

    def _edges(self, i: int, begun: int, first: str, before: str) -> Iterator[tuple[str, float]]:
        """What parts outlets' reports by their conventions: past such an edge even a lone paragraph may be a report."""
        if _DATELINE.match(first):
            yield "dateline", 1.0
        elif _BRACKETED.match(first):
            yield "bracketed", 1.0
        if _CREDIT_TAIL.search(before):
            yield "credit before", 1.0
        if self._paragraphs[i].stamped:
            yield "stamped", 1.0
        heading = self._paragraphs[i].heading
        if heading is not None:
            # Where the log begins with a headline of this kind they head reports, elsewhere parts of one.
            yield ("heading" if heading == self._paragraphs[0].heading else "subheading"), 1.0
        theirs = next((style for style in reversed(self._styles[begun:i]) if style), None)
        following = next((style for style in self._styles[i + 1 : i + 3] if style), None)
        ours = self._styles[i]
        if ours and theirs and ours != theirs:
            # One paragraph of another style is more likely a remark or a note than a report.
            yield "style", 1.0 if following in (ours, None) else 0.4

    def _style(self, span: Span) -> Style | None:
        """How the paragraph's sentences end, by the last that tells."""
        words = _QUOTED.sub("", self._plain[max(span.start, span.end - 400) : span.end])
        for sentence in reversed(words.split("。")):
            if _POLITE.search(sentence[-12:]):
                return "polite"
            if _PLAIN.search(sentence[-12:]):
                return "plain"
        return None

    def _words(self, reading: Reading, paragraph: Paragraph) -> tuple[Counter[str], set[str]]:
        """The nouns of a paragraph, counted, and which of them are proper."""
        morphemes = reading.morphemes
        assert morphemes is not None  # the reading is fresh
        nouns: Counter[str] = Counter()
        names: set[str] = set()
        low = bisect_left(morphemes.starts, paragraph.span.start)
        high = bisect_left(morphemes.starts, paragraph.span.end)
        for k in range(low, high):
            tag = morphemes.tags[k]
            if _NOUN.match(tag):
                proper = tag.startswith("名詞-固有名詞")
                word = self._plain[morphemes.starts[k] : morphemes.ends[k]]
                if proper or len(word) > 1:
                    nouns[word] += 1
                if proper:
                    names.add(word)
        return nouns, names

    def _subject_clues(self, i: int, begun: int) -> Iterator[tuple[str, float]]:
        """Whether the words of paragraph `i` go on from the report that began at `begun` or open another."""
        told = self._bigrams(begun, i)
        ours = self._bigrams(i, i + 1)
        next_ = self._bigrams(i + 1, i + 1 + _AHEAD)
        if ours:
            yield "taken up", len((ours & next_) - told) / len(ours)
            yield "known words", len(ours & told) / len(ours)
        if next_:
            yield "comes back", len((next_ & told) - ours) / len(next_)
        yield "same subject", _cosine(self._counted(max(begun, i - _BEHIND), i), self._counted(i, i + _AHEAD))
        yield "dip", max(0.0, *(self._overlap(begun, k) for k in (i + 1, i + 2))) - self._overlap(begun, i)

    def _mentions(self, reading: Reading, paragraph: Paragraph) -> dict[str, list[str]]:
        """The people of a paragraph, and the names under which it mentions each, in order."""
        low = bisect_left(reading.entities, paragraph.span.start, key=_start)
        high = bisect_left(reading.entities, paragraph.span.end, key=_start)
        people: dict[str, list[str]] = {}
        for entity in reading.entities[low:high]:
            if entity.type == "PERSON" and entity.who is not None:
                people.setdefault(entity.who, []).append(entity.of(reading.text))
        return people

    def _named_afresh(self, i: int, begun: int) -> bool:
        """Whether somebody whose name the report before had come to shorten is first mentioned in full here."""
        for who, (name, *_) in self._people[i].items():
            before = next(
                (people[who][-1] for people in reversed(self._people[begun:i]) if who in people), name
            )
            if len(before) < len(name) and before in name:
                return True
        return False

    def _bigrams(self, low: int, high: int) -> set[str]:
        return set[str]().union(*self._grams[low:high])

    def _counted(self, low: int, high: int) -> Counter[str]:
        return sum(self._nouns[low:high], Counter[str]())

    def _overlap(self, begun: int, i: int) -> float:
        """How much of the nouns of three paragraphs on either side of a bound they share."""
        before = set[str]().union(*self._nouns[max(begun, i - _AHEAD) : i])
        after = set[str]().union(*self._nouns[i : i + _AHEAD])
        return len(before & after) / max(1, min(len(before), len(after)))

    def _retellings(self, reading: Reading) -> dict[int, int]:
        """For each paragraph whose first sentence says an earlier paragraph again, that paragraph."""
        telling = Telling("", reading)
        begins = [p.span.start for p in self._paragraphs]
        retold: dict[int, int] = {}
        for repeat in find_repeats(telling, [telling]):
            later = bisect_right(begins, repeat.later.span.start) - 1
            earlier = bisect_right(begins, repeat.earlier.span.start) - 1
            if 0 <= earlier < later and repeat.later.span.start == begins[later]:
                retold.setdefault(later, earlier)
        return retold


def _start(span: Span) -> int:
    return span.start


def _cosine(a: Counter[str], b: Counter[str]) -> float:
    inner = sum(count * b[noun] for noun, count in a.items() if noun in b)
    return inner / sqrt(sum(n * n for n in a.values()) * sum(n * n for n in b.values())) if inner else 0.0
