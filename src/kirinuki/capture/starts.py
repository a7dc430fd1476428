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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from kirinuki.model.reading import Reading
from kirinuki.model.text import Span, fold_width
from kirinuki.weave.repeats import Telling, find_repeats

WEIGHTS: Mapping[str, tuple[float, str]] = {
    "prior": (-2.0, ""),
    "dateline": (4.0, "発信地・配信元の表示で始まる"),
    "credit before": (3.0, "前の段落が配信元の表示で終わる"),
    "heading": (2.0, "見出しが立つ"),
    "dated topic": (1.5, "人・組織と日付を改めて示す書き出し"),
    "dated": (1.0, "日付を改めて示す"),
    "attributed": (0.5, "出所を示す書き出し"),
    "style": (3.5, "文体が変わる"),
    "same style": (0.0, "文体が続く"),
    "new subject": (3.0, "新しい主題"),
    "fresh names": (1.0, "初めて出る名が多い"),
    "repeats lead": (4.0, "先の記事の冒頭を再び述べる"),
    "in sequence": (-3.0, "先の記事の続きを同じ順で述べる"),
    "goes on": (-2.5, "接続の言葉で始まる"),
    "points back": (-2.0, "前を指す言葉で始まる"),
    "quote first": (-1.5, "引用で始まる"),
    "second": (-1.0, "直前の段落が記事の冒頭"),
    "line break": (-1.5, "空行を挟まない"),
    "wide gap": (1.5, "間が広い"),
}
"""What each clue adds for a value of 1, and what is said of it."""

_CONTINUES = re.compile(
    r"(?:一方|また|そのうえで|その上で|これについて|これに対し|これを受け|このため|このうち|このほか|さらに|ただ|しかし|だが|が、|ところが"
    r"|なお|そして|それでも|それに|そのため|そこで|その後|その際|その結果|その一方|こうした|そうした|加えて|同時に|とりわけ|特に|例えば"
    r"|次いで|続いて|つまり|すなわち|もっとも|むしろ|実際|結局|しかも|まず|次に|最後に|いずれ|声明に|声明で|発表に|発表で|関係者に|調べに"
    r"|これまで|それまで|今回|今後|当時|翌|前日|背景)"
)
_POINTS_BACK = re.compile(
    r"(?:この|これ|その|それ|あの|ここ|そこ|彼|両(?![国毛])|双方|同(?!時|志|盟|意|性|僚|居|級|窓|行|封|情|様|調|人|義|和|点)|当該|容疑者|男は|女は)"
)
_DAY = r"(?:\d{1,2}|[一二三]?十?[一二三四五六七八九十])日(?![間目ぶ本程々])"
_TOPIC = re.compile(rf"[^。「」]{{2,60}}?[はがもで]、?(?:[^。、「」]{{0,8}}?){_DAY}")
_DATED = re.compile(rf"[^。「」]{{0,60}}?{_DAY}")
_ATTRIBUTED = re.compile(r"[^。「」、]{2,30}?(?:によりますと|によると|によれば|が伝えたところ)")
_DATELINE = re.compile(
    r"【[^】]{1,24}】|\[[^\]]{2,30}\]|\((?:[A-Z]{2,8}|共同|時事|ロイター)[^)]{0,12}\)|=[^=\s]{1,8}(?:共同|時事)?="
)
_CREDIT_TAIL = re.compile(
    r"[((](?:[^()。]{0,20}(?:共同|時事|ロイター|新聞|通信|放送|ニュース|新報|日報|AFP|AP|CNN|BBC|NHK|記者|特派員)[^()。]{0,20}|[^()。]{1,12}=[^()。]{1,12})[))]$"
)
_POLITE = re.compile(r"(?:です|ます|ました|ません|でした|でしょう|ましょう|ください)(?:[かねよ])?$")
_PLAIN = re.compile(
    r"(?:[^でま]した|った|んだ|いだ|れた|せた|けた|げた|めた|びた|じた|ちた|えた|てた|べた|きた|みた|ある|いる|する|なる|れる|せる|という|だ|ない|たい|よう|[うくすつぬふむゆるぐずづぶ])$"
)

_AHEAD = 3
_BEHIND = 5
"""How many paragraphs stand for what follows and for what went before."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a log: `span` its words without a headline, `breaks` the line breaks before it.

    `headed`: a headline stands over it. `marked`: a mark stands before it, and so a report starts here.
    """

    span: Span
    breaks: int = 2
    headed: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Start:
    """That a report starts at paragraph number `paragraph`, and why."""

    paragraph: int
    why: str


def find_starts(
    reading: Reading, paragraphs: Sequence[Paragraph], decided: Mapping[str, bool]
) -> list[Start]:
    """The paragraphs at which a report starts, in order; the first paragraph is always one.

    `decided` overrules marks and clues: from a paragraph's exact words to whether a report starts there.
    """
    evidence = _Clues(reading, paragraphs)
    starts: list[Start] = []
    for i, paragraph in enumerate(paragraphs):
        choice = decided.get(paragraph.span.of(reading.text))
        if i == 0:
            starts.append(Start(0, "ログの初め"))
        elif choice is not None:
            if choice:
                starts.append(Start(i, "人の指定"))
        elif paragraph.marked:
            starts.append(Start(i, "区切りの行の後"))
        else:
            clues = dict(evidence.clues(i, [s.paragraph for s in starts]))
            if weigh(clues) > 0:
                starts.append(Start(i, explain(clues)))
    return starts


def weigh(clues: Mapping[str, float]) -> float:
    return sum(WEIGHTS[name][0] * value for name, value in clues.items())


def explain(clues: Mapping[str, float]) -> str:
    """The clues that spoke for a start, the weightiest first."""
    shares = sorted(
        ((WEIGHTS[name][0] * value, WEIGHTS[name][1]) for name, value in clues.items()), reverse=True
    )
    return "; ".join(f"{phrase} (+{share:.1f})" for share, phrase in shares if share > 0.25)


Style = Literal["polite", "plain"]


class _Clues:
    """The paragraphs of a log with what clues are drawn from, each counted once."""

    def __init__(self, reading: Reading, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = paragraphs
        self._plain = fold_width(reading.text)
        self._styles = [self._style(p.span) for p in paragraphs]
        self._nouns, self._names = self._words(reading)
        spread = Counter(noun for nouns in self._nouns for noun in nouns)
        self._rarity = {noun: 1 / sqrt(count) for noun, count in spread.items()}
        self._retold = self._retellings(reading)
        breaks = sorted(p.breaks for p in paragraphs[1:])
        self._usual_break = breaks[len(breaks) // 2] if breaks else 0

    def clues(self, i: int, starts: Sequence[int]) -> Iterator[tuple[str, float]]:
        """The clues for and against a start at paragraph `i`, `starts` being those found so far."""
        paragraph = self._paragraphs[i]
        text = self._plain
        first = text[paragraph.span.start : min(paragraph.span.end, paragraph.span.start + 200)]
        begun = starts[-1]
        yield "prior", 1.0
        if _DATELINE.match(first):
            yield "dateline", 1.0
        if _CREDIT_TAIL.search(
            text, max(0, self._paragraphs[i - 1].span.end - 50), self._paragraphs[i - 1].span.end
        ):
            yield "credit before", 1.0
        if paragraph.headed:
            yield "heading", 1.0
        if _TOPIC.match(first):
            yield "dated topic", 1.0
        elif _DATED.match(first):
            yield "dated", 1.0
        if _ATTRIBUTED.match(first):
            yield "attributed", 1.0
        if _CONTINUES.match(first):
            yield "goes on", 1.0
        if _POINTS_BACK.match(first):
            yield "points back", 1.0
        if first[:1] in "「『(":
            yield "quote first", 1.0
        yield from self._style_clue(i, begun)
        if i == begun + 1:
            yield "second", 1.0
        if paragraph.breaks < self._usual_break:
            yield "line break", 1.0
        elif paragraph.breaks > self._usual_break:
            yield "wide gap", 1.0
        told = self._retold.get(i)
        if told is not None:
            if told in starts and told != i - 1:
                yield "repeats lead", 1.0
            elif self._retold.get(i - 1) is not None and told - self._retold[i - 1] in (1, 2):
                yield "in sequence", 1.0
        yield "new subject", self._break_of_subject(begun, i)
        yield "fresh names", self._fresh_names(begun, i)

    def _style_clue(self, i: int, begun: int) -> Iterator[tuple[str, float]]:
        ours = next((s for s in self._styles[i : i + 2] if s), None)
        theirs = next((s for s in reversed(self._styles[begun:i]) if s), None)
        if ours and theirs:
            yield ("style" if ours != theirs else "same style"), 1.0

    def _style(self, span: Span) -> Style | None:
        """How the paragraph's sentences end, by the last that tells."""
        for sentence in reversed(self._plain[span.start : span.end].split("。")):
            if _POLITE.search(sentence[-12:]):
                return "polite"
            if _PLAIN.search(sentence[-12:]):
                return "plain"
        return None

    def _words(self, reading: Reading) -> tuple[list[Counter[str]], list[set[str]]]:
        """The nouns and the proper nouns of each paragraph."""
        morphemes = reading.morphemes
        nouns: list[Counter[str]] = []
        names: list[set[str]] = []
        for paragraph in self._paragraphs:
            found: Counter[str] = Counter()
            proper: set[str] = set()
            if morphemes is not None:
                low = bisect_left(morphemes.starts, paragraph.span.start)
                high = bisect_left(morphemes.starts, paragraph.span.end)
                for k in range(low, high):
                    tag = morphemes.tags[k]
                    if (
                        tag.startswith("名詞")
                        and not tag.startswith(("名詞-数詞", "名詞-助動詞語幹"))
                        and "助数詞" not in tag
                    ):
                        word = self._plain[morphemes.starts[k] : morphemes.ends[k]]
                        if len(word) > 1 or tag.startswith("名詞-固有名詞"):
                            found[word] += 1
                            if tag.startswith("名詞-固有名詞"):
                                proper.add(word)
            nouns.append(found)
            names.append(proper)
        return nouns, names

    def _break_of_subject(self, begun: int, i: int) -> float:
        """1 where what follows shares no noun with what went before, 0 where it is the same."""
        before = sum(self._nouns[max(begun, i - _BEHIND) : i], Counter[str]())
        after = sum(self._nouns[i : i + _AHEAD], Counter[str]())
        return 1 - self._likeness(before, after)

    def _likeness(self, a: Counter[str], b: Counter[str]) -> float:
        def length(c: Counter[str]) -> float:
            return sqrt(sum((count * self._rarity[noun]) ** 2 for noun, count in c.items()))

        inner = sum(a[noun] * count * self._rarity[noun] ** 2 for noun, count in b.items())
        return inner / (length(a) * length(b)) if inner else 0.0

    def _fresh_names(self, begun: int, i: int) -> float:
        known = set[str]().union(*self._names[max(begun, i - 2 * _BEHIND) : i])
        ours = self._names[i]
        return len(ours - known) / len(ours) if ours else 0.0

    def _retellings(self, reading: Reading) -> dict[int, int]:
        """For each paragraph whose first sentence says an earlier paragraph again, that paragraph."""
        telling = Telling("", "", ("", 0, ""), reading)
        begins = [p.span.start for p in self._paragraphs]
        retold: dict[int, int] = {}
        for repeat in find_repeats(telling, [telling]):
            later = bisect_right(begins, repeat.later.span.start) - 1
            earlier = bisect_right(begins, repeat.earlier.span.start) - 1
            if 0 <= earlier < later and repeat.later.span.start == begins[later]:
                retold.setdefault(later, earlier)
        return retold
