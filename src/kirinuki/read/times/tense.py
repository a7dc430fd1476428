"""Whether the words behind a time say that it has passed or lies ahead."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from kirinuki.model.reading import Morphemes
from kirinuki.model.text import Span

Tense = Literal["past", "ahead"]

_PLANS = re.compile(
    r"予定|見通し|見込み|見込む|方針|計画|予想|予測|目指|めど|目標|開催する|可能性|だろう|でしょう|つもり"
    r"|たい(?:と|。)|する考え|期限|締め切り|ざるを|ほしい|欲しい|ください|下さい|べき(?!だった)|ましょう"
)
_PLANNED = re.compile(r"(?:予定|計画|予想|予測|検討|調整|準備|期待|見込[まん]|目指|見通)(?:さ?れ|し)?[てで]$")
"""Before いる: what is being planned is not going on yet (発売を予定している)."""

_HAPPENED = re.compile(r"(?:発生|死亡|死去|急死|逮捕|判明|発覚|負傷|墜落|衝突|倒壊|出火|炎上|目撃)[。」』\n]")
"""How a sentence without a verb ends on what nobody plans: 事故は2日に発生。"""

_OPEN_END = re.compile(r"まで[。」』\n]")
"""受け付けは22日まで。: what has no verb but an end has not ended yet."""

_BEFORE_IT = re.compile(
    r"(?:の[^、。「」\n]{1,12})?(?:を前に|を控え|に向け)|[にへ](?:延期|順延|先送り|繰り下げ|繰り延べ)(?!され[たて])"
)
"""23日の投票を前に, 4月の実施に向け, 23日に延期した: it has not come yet."""

_TIMELESS = frozenset(
    ("よる", "因る", "おける", "於ける", "関する", "対する", "伴う", "めぐる", "巡る", "向ける", "係る", "当たる",
     "いう", "言う", "ある", "有る", "できる", "出来る", "つく", "付く")
)  # fmt: skip
"""Verbs whose plain form says nothing of when: による, に対する, という."""

_FRAME = re.compile(r"よう|ほど|ため|も、|など")
"""Behind a plain form these make a clause of manner, aim or concession, whose tense is that of its main clause."""

_NEXT = re.compile(r"次回(?:の[一-鿿ァ-ヶー]{1,8})?は、?$")
"""次回の会合は5月8日: what comes next lies ahead, with a verb or without."""

_TOPICAL = ("、", "「", "『", ",", "の", "は", "には")
"""A time with one of these behind it belongs to the whole sentence: its last predicate counts, not the next."""

_REACH = 40
"""How many morphemes behind a time its own predicate is looked for."""

_MARKS = re.compile(r"[。「」『』\n]")
"""The predicate of a time stands before one of these, and outside the quotes that open behind it."""

_INTO = re.compile(
    r"の[^、。「」はがをでにへも\n]{1,16}(?:に(?!よ|伴|つい|関|対|続|基|際|応|比|加|お[けい]|当た|向|合わせ|先立)|へ)"
)
"""Behind a time, what belongs to it and to the next predicate (6月の議会に…を出すと明らかにした)."""

_TO_COME = re.compile(
    r"(?:に|から)?[一-鿿ァ-ヶー]{0,8}?(?:スタート|オープン|開始|開催|開幕|開会|開業|開店|開館|開校|開園|開設|開通|発売|公開|放送|配信|上映|施行|適用|投入"
    r"|実施|導入|発足|始動|稼働|就航|就任|着工|完成|解禁|統合|合併|移転|廃止|終了|閉店|閉館|値上げ|引き上げ|引き下げ)"
    r"(?:へ(?!の)|(?=[」』。、\s]|$))"
)
"""Behind a time with no predicate, as headlines end: what begins or ends then (10月スタート, 来春にも開業へ)."""

_HEADLINE_END = re.compile(r"へ[。」』\n]|に[」』\n]")
"""How a headline ends on what is to come: 10月に完成へ, 12日が休みに."""

_FINAL = 10
"""How many morphemes at the end of a sentence hold its last predicate."""


class Tenses:
    """The tenses of one text's predicates. `sentences` and `morphemes` must be of the text `plain`."""

    def __init__(self, plain: str, sentences: Sequence[Span], morphemes: Morphemes) -> None:
        self._text = plain
        self._sentences = sentences
        self._starts = [s.start for s in sentences]
        self._morphemes = morphemes

    def sentence(self, index: int) -> int:
        """The number of the sentence that holds, or comes before, the code point at `index`."""
        return bisect_right(self._starts, index) - 1

    def behind(self, index: int) -> Tense | None:
        """The tense of the predicate that governs a time ending at `index`, None where there is none (a headline).

        Costs the same for every `index`, however long the sentence is.
        """
        text, m = self._text, self._morphemes
        if _OPEN_END.match(text, index) or _BEFORE_IT.match(text, index):
            return "ahead"
        number = self.sentence(index - 1)
        end = self._sentences[number].end if number >= 0 else len(text)
        if text.startswith(_TOPICAL, index) and not _INTO.match(text, index):
            stop, _ = self._clause(index, end)
            end = stop if text[stop : stop + 1] in ("」", "』") else end
            last = bisect_right(m.starts, end - 1)
            first = max(bisect_right(m.starts, index - 1), last - _FINAL)
            return next(filter(None, map(self._at, range(last - 1, first - 1, -1))), None)
        stop, quotes = self._clause(index, end)
        first = bisect_right(m.starts, index - 1)
        last = min(first + _REACH, bisect_right(m.starts, stop - 1))
        for i in range(first, last):
            if quotes and any(opened < m.starts[i] < closed for opened, closed in quotes):
                continue  # 10月から「読む会」を始める
            if found := self._at(i):
                return found
        if _HAPPENED.match(text, stop - 2):
            return "past"
        headline = _HEADLINE_END.match(text, stop - 1) or _TO_COME.match(text, index)
        return "ahead" if headline else None

    def _clause(self, index: int, end: int) -> tuple[int, list[tuple[int, int]]]:
        """Where the predicate of a time ending at `index` is looked for at most, and the quotes on the way there."""
        text, limit = self._text, min(end, index + 4 * _REACH)
        quotes: list[tuple[int, int]] = []
        depth = opened = 0
        for mark in _MARKS.finditer(text, index, limit):
            if mark[0] in "「『":
                opened, depth = opened if depth else mark.start(), depth + 1
            elif not depth:
                return mark.start(), quotes
            elif mark[0] in "」』":
                depth -= 1
                if not depth:
                    quotes.append((opened, mark.start()))
        return (opened if depth else limit), quotes

    def before(self, index: int) -> Tense | None:
        """What stands before a time at `index` that says when it is: the clause it is picked out of (値が上がるのは
        春だ), or 次回は. None where neither does."""
        if _NEXT.search(self._text, max(0, index - 12), index) or self._text.endswith("次の", 0, index):
            return "ahead"
        if not self._text.endswith("のは", 0, index):
            return None
        return self._at(bisect_right(self._morphemes.ends, index - 2) - 1)

    def _at(self, i: int) -> Tense | None:
        """What the morpheme itself says: た is past, a plain form or a word such as 予定 lies ahead."""
        m, text = self._morphemes, self._text
        if _PLANS.match(text, m.starts[i]):
            return "ahead"
        if not m.forms[i].startswith(("終止形", "連体形")):
            return None
        tag, lemma = m.tags[i], m.lemmas[i]
        if tag == "助動詞":
            if lemma == "た":
                return "past"
            if lemma == "ます":
                return self._polite(i - 1)
            if lemma in ("れる", "られる", "せる", "させる") and not _FRAME.match(text, m.ends[i]):
                return "ahead"
            return None
        if not tag.startswith("動詞") or lemma in _TIMELESS or _FRAME.match(text, m.ends[i]):
            return None
        return self._of_verb(i)

    def _polite(self, i: int) -> Tense | None:
        """The tense of the verb before ます."""
        m = self._morphemes
        if i < 0 or m.lemmas[i] in _TIMELESS or not m.tags[i].startswith(("動詞", "助動詞")):
            return None
        return self._of_verb(i)

    def _of_verb(self, i: int) -> Tense:
        """開く lies ahead, 開いている has begun."""
        text, start = self._text, self._morphemes.starts[i]
        if self._morphemes.lemmas[i] in ("いる", "居る") and text[start - 1 : start] in ("て", "で"):
            return "ahead" if _PLANNED.search(text, max(0, start - 10), start) else "past"
        return "ahead"
