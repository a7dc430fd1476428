"""What the words behind a time say of it: whether what it dates has happened, goes on, or lies ahead, and where that ends.

The words are looked at as morphemes of the one sentence that holds the time, so a stored reading, which keeps none, serves.
Each look goes a fixed way at most, so a text costs what its length says, however it is made.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kirinuki.model.reading import Morphemes
from kirinuki.model.text import Span, fold_width
from kirinuki.read.lexicons import rows
from kirinuki.read.morphemes import tokenize

Sense = Literal["ahead", "planned", "past", "ongoing", "none"]
"""What a predicate makes of a time: `planned` where a word such as 予定 says it outright, `none` where there is no predicate."""

TO_COME = ("ahead", "planned")

REACH = 90
"""So many characters behind a time its predicate is looked for, and before it the beginning of its clause."""
_FINAL = 40
"""How many morphemes at the end of a scope hold its last predicate."""

# What a time is -----------------------------------------------------------------------------------------------------

_GLOSS = re.compile(r"\([^()]{1,15}\)")
"""What brackets add to a day: its weekday, whose clock."""

_OF_PRINT = re.compile(
    r"(?:\([月火水木金土日]\)|日本時間|現地時間)?\s?"
    r"(?::|付け?(?!で)|現在|時点|閲覧|更新|撮影|(?:の|に)?[^、。「」]{0,6}(?:報道|記事|紙面|朝刊|夕刊|配信|発行|号)"
    r"|の[「『][^「」『』]{1,16}[」』]紙?(?:[にがは]|で(?!は))|アクセス|かか[るっり])"
)
"""Behind the day of what is cited, or of how things stood, and behind what is no day (3日かかる)."""

_MAY = re.compile(r"(?:中|ごろ|頃)?にも")
"""As early as that: of what is to come, whatever other predicates the sentence has."""

_TOPIC = re.compile(r"、|は(?!じめ)|に[は、]|「|『")
"""Behind a time that belongs to the whole sentence: its last predicate counts, not the next."""

_OCCASION = re.compile(
    r"(?:会|会議|会合|大会|選|選挙|式|式典|戦|決勝|試合|祭|審|判決|期日|日|開始|開幕|閉幕|公開|発売|期限|締め切り|便|レース|公演|番組)$"
)
"""How nouns end that name what takes place on a day (総会, 投票日, 開会式)."""

_BEFORE_IT = re.compile(r"を前に|を控え|に向け|に備え|に先立")
"""Behind what takes place: it has not come yet (23日の投票を前に)."""

_ABOUT_IT = re.compile(r"に(?:お|於)い|によ(?:ると|れば)|について|に関")
"""Behind what is only spoken of: 7月の発表によると."""

_IS_THE_DAY = re.compile(r"(?:で|であり|となり|とし)、")
_ALONE = re.compile(r"(?:\([^()]*\))?(?:に|から|より|まで|までに|以降|ごろ|頃)?(?:だ|である|です)?")
_SUBJECT = re.compile(r"[はがも]、?[^、。]{1,24}$")
"""Before a day that is all the clause says of it: 投票は31日。 締め切りは10日で、"""
_HEADLINE_END = re.compile(r"(?:へ|に|か)$")

# What a predicate is ------------------------------------------------------------------------------------------------

_SETTLING = frozenset(row[0] for row in rows("settling", "weave"))

_PLANS = re.compile(
    r"予定|見通し|見込み|見込[まむん]|方針|計画|予想|予測|目指|めど|目途|目標|可能性|だろう|でしょう|つもり|意向|期限(?!切)|締め?切|ざるを得"
    r"|考え(?:だ|を|。|で|$)|べき(?!だった)|かもしれ|あり得る?|ありうる?|恐れ|おそれ|日程|シナリオ|ものと(?:み|見)ら|と(?:み|見)られ"
)
"""Words that say that what stands before them has not happened yet."""

_STILL_PLANNED = re.compile(
    r"(予定|計画|予想|予測|検討|調整|準備|期待|見込[まん]|目指|見通|[見み]ら|思わ)(?:さ?れ|し|とし)?[てで]い?$"
)
"""Before いる: what is being planned is not going on yet (発売を予定している)."""

_TIMELESS = frozenset(
    ("よる", "因る", "おける", "於ける", "関する", "対する", "伴う", "めぐる", "巡る", "向ける", "係る", "当たる", "いう", "言う",
     "ある", "有る", "できる", "出来る", "つく", "付く", "含める", "基づく", "向かう", "異なる", "思う", "考える")
)  # fmt: skip
"""Verbs whose plain form says nothing of when: による, に対する, という."""

_FRAME = re.compile(r"よう|ほど|ため(?!、|。)|など|と(?:、|ともに)")
"""Behind a plain form these make a clause of manner, aim or condition, whose tense is that of its main clause."""

_ASKED = re.compile(r"か(?:どうか|否か)?(?:について|を|が|は|に)|か(?:どうか|否か)")
"""Behind a plain form: a question, of which the next predicate tells what becomes (認めるかどうかが議論される)."""

_SAID = re.compile(r"と|[。」』]|$")

_RELATIVE = re.compile(r"後|あと|うえ|上で|上に|ら|場合|の?ち(?:に|、)|際")
"""Behind た: done before what the main clause tells, whenever that is (帰国した後に, 通過したら)."""

_TOLD_AS_PLAN = re.compile(r"(?:こと|方針|計画|予定|見通し|見込み|考え|意向|と(?:発表|決|述べ|伝え|し))")
"""Behind a plain form: a plan that the main clause tells of."""

_TAIL = re.compile(
    r"(?:する|し(?:て(?:い[るた])?|た)|さ?れ(?:る|た|て(?:い[るた])?)|だ(?:った)?|です|である)"
)
"""What the stem of a predicate takes behind it (予定されていた)."""

# What a clause is ---------------------------------------------------------------------------------------------------

_QUOTED = re.compile(r"「[^「」]{0,90}」|『[^『』]{0,90}』")

_REMNANT = re.compile(r"[ぁ-ん]{1,4}(?:(?:予定|方針|見通し|見込み|計画)[ぁ-ん]{0,4})?、")
"""What is left of the clause before behind its last noun (…する措置|をとる予定で、)."""

_FORMAL = frozenset(
    ("こと", "もの", "ところ", "ため", "とき", "時", "際", "場合", "わけ", "中", "など", "ほか", "後", "前", "上", "うえ")
)  # fmt: skip
"""Nouns that only make a clause of what stands before them."""

_NOMINAL = ("名詞", "接頭辞", "接尾辞")


@dataclass(frozen=True, slots=True)
class Governed:
    """What governs a time: the sense, where the predicate ends, and the word that decided."""

    sense: Sense
    end: int
    word: str


class Clauses:
    """One sentence, or the part of it that is a statement's content: `scope` of `text`, whose morphemes are made at need."""

    def __init__(self, text: str, scope: Span) -> None:
        self.scope = scope
        self._words = fold_width(scope.of(text))

    @cached_property
    def _m(self) -> Morphemes:
        return tokenize(self._words, [Span(0, len(self._words))])

    def governs(self, time: Span) -> Governed:
        """What the words of the scope say of a time that lies in it."""
        text, at = self._words, time.end - self.scope.start
        if gloss := _GLOSS.match(text, at):
            at = gloss.end()
        if _OF_PRINT.match(text, at):
            return Governed("none", time.end, "日付")
        if _MAY.match(text, at):
            first, last = self._next(at), self._last(at)
            if first.sense in TO_COME:
                return Governed(last.sense, first.end, last.word) if last.sense in TO_COME else first
            return last
        if named := self._named(at):
            return named
        if not _TOPIC.match(text, at):
            return self._next(at)
        return self._last(at)

    def clause(self, time: Span, end: int, after: int, until: int) -> Span:
        """The clause that holds a time and ends with its predicate, which ends at `end`: from behind the last clause that
        ends before it, and from `after` at least; up to the clause that holds the next time, at `until`."""
        at, text = time.start - self.scope.start, self._words
        first = self._clause_end(max(0, after - self.scope.start, at - 2 * REACH), at)
        start = max(0, after - self.scope.start) if first is None else first + 1
        if remnant := _REMNANT.match(text, start, at):
            start = remnant.end()
        while start < at and text[start] in " 、。\n・「『でに":
            start += 1
        if time.end < until < end:
            last = self._clause_end(at, until - self.scope.start)
            end = end if last is None else self.scope.start + last
        else:
            end = self._with_its_noun(end)
        return Span(self.scope.start + start, max(end, time.end))

    def _clause_end(self, start: int, end: int) -> int | None:
        """Where the last comma stands between two places that ends a clause."""
        m = self._m
        for i in range(bisect_left(m.starts, end) - 1, max(0, bisect_left(m.starts, start)), -1):
            if m.words[i] == "、" and self._breaks(i - 1):
                return m.starts[i]
        return None

    # -- one time

    def _named(self, at: int) -> Governed | None:
        """12月9日公示, 24日の総会: the time is that of a noun, which names what takes place. None where a verb decides."""
        m, text = self._m, self._words
        i = bisect_left(m.starts, at)
        attributive = False
        if i < len(m) and m.words[i] in ("の", "に", "から", "より"):
            attributive = m.words[i] == "の"
            i += 1
        first = i
        while i < len(m) and m.tags[i].startswith(_NOMINAL):
            i += 1
        if i == first:
            return None
        noun, end = text[m.starts[first] : m.ends[i - 1]], m.ends[i - 1]
        if "サ変可能" not in m.tags[i - 1] and not _OCCASION.search(noun):
            # 19日の新聞は…: what a day only belongs to
            of_a_day = attributive and text[at - 1 : at] == "日" and text.startswith(("は", "によ"), end)
            return self._found("none", end, noun) if of_a_day else None
        if i < len(m) and m.tags[i].startswith(("動詞", "助動詞")):
            return None  # 公示する, 公示された: the verb tells the tense
        behind = text[end : end + 1]
        if _ABOUT_IT.match(text, end):
            return self._found("none", end, noun)
        if behind == "で" and text[end + 1 : end + 2].isdecimal():
            return self._found("ahead", end, noun)  # 2日公示で14日投開票
        if behind in ("で", "に", "は", "が", "を", "も") and not _BEFORE_IT.match(text, end):
            found = self._next(end)
            if found.sense != "none":
                return found
        return self._found("ahead", end, noun)

    def _next(self, at: int) -> Governed:
        """The first predicate behind the place decides."""
        m, text = self._m, self._words
        if _IS_THE_DAY.match(text, at):
            return self._verbless(at)
        quoted = [match.span() for match in _QUOTED.finditer(text, at, at + 2 * REACH)]
        i = bisect_left(m.starts, at)
        while i < len(m) and m.starts[i] < at + REACH:
            if quoted and m.starts[i] >= quoted[0][0]:
                i = bisect_left(m.starts, quoted.pop(0)[1])
                continue
            if found := self._at(i):
                return found
            i += 1
        return self._verbless(at)

    def _last(self, at: int) -> Governed:
        """The last predicate of the scope decides; a plan that it settles or tells of as well."""
        m = self._m
        first = bisect_left(m.starts, at)
        first = max(first, len(m) - _FINAL)
        found = next(filter(None, (self._at(i) for i in range(len(m) - 1, first - 1, -1))), None)
        if found is None:
            return self._verbless(at)
        if found.sense in TO_COME:
            return found
        inner = self._next(at)
        told = inner.sense == "ahead" and _TOLD_AS_PLAN.match(self._words, inner.end - self.scope.start)
        return inner if told or inner.sense == "planned" else found

    def _verbless(self, at: int) -> Governed:
        """投票は31日。 31日投開票へ: no predicate at all."""
        text, m = self._words, self._m
        end = at + len(text[at : at + REACH].rstrip("。」』\n )"))
        if len(text) > at + REACH:
            return self._found("none", at, "述語なし")
        subject = _SUBJECT.search(text, max(0, at - 40), at)
        if _IS_THE_DAY.match(text, at) and subject:
            return self._found("ahead", at, "である")
        if _ALONE.fullmatch(text, at, end):
            stands = subject or text.startswith(("から", "まで"), at)
            return self._found("ahead" if stands else "none", end, "体言止め")
        last = bisect_right(m.starts, end - 1) - 1
        if last >= 0 and ("サ変可能" in m.tags[last] or _HEADLINE_END.search(text, at, end)):
            return self._found("ahead", end, m.words[last])
        return self._found("none", at, "述語なし")

    def _at(self, i: int) -> Governed | None:
        """What the morpheme itself decides; None where it is no predicate."""
        m, text = self._m, self._words
        start, end, lemma, form, tag = m.starts[i], m.ends[i], m.lemmas[i], m.forms[i], m.tags[i]
        if m.words[i] == "そう" and i and m.forms[i - 1].startswith("連用形"):
            return self._found("planned", end, "そう")  # 質問が出そうだ
        if plan := _PLANS.match(text, start):
            return self._found("planned", self._whole(max(plan.end(), end)), plan[0])
        if self._settles(i):
            return self._found("planned", self._whole(end), m.words[i])
        if not form.startswith(("終止形", "連体形")):
            return None
        word = text[max(0, start - 2) : end]
        if tag == "助動詞":
            if lemma == "た" and not _RELATIVE.match(text, end):
                settled = any(map(self._settles, range(max(0, i - 3), i)))
                return self._found("planned" if settled else "past", end, word)
            if lemma == "たい":  # 8月にも開きたい(との意向)
                return self._found("ahead", end, word) if _SAID.match(text, end) else None
            comes = lemma in ("れる", "られる", "せる", "させる", "ます") and not _FRAME.match(text, end)
            return self._found("ahead", end, word) if comes else None
        if not tag.startswith("動詞") or lemma in _TIMELESS:
            return None
        if _FRAME.match(text, end) or _ASKED.match(text, end):
            return None
        if lemma in ("いる", "居る") and text[start - 1 : start] in ("て", "で"):
            still = _STILL_PLANNED.search(text, max(0, start - 10), start)
            return self._found("planned", end, still[1]) if still else self._found("ongoing", end, word)
        if plan := _PLANS.match(text, end):
            return self._found("planned", self._whole(plan.end()), plan[0])
        return self._found("ahead", end, word)

    def _settles(self, i: int) -> bool:
        return self._m.words[i] in _SETTLING or self._m.lemmas[i] in _SETTLING

    def _found(self, sense: Sense, end: int, word: str) -> Governed:
        """`end` counts from the beginning of the scope."""
        return Governed(sense, self.scope.start + end, word)

    def _whole(self, end: int) -> int:
        """Where a predicate ends with what its stem takes behind it (予定されていた)."""
        tail = _TAIL.match(self._words, end)
        return tail.end() if tail else end

    def _with_its_noun(self, end: int) -> int:
        """行われる選手権大会: what a relative clause tells of belongs to it."""
        m = self._m
        first = i = bisect_left(m.starts, end - self.scope.start)
        if quoted := _QUOTED.match(self._words, end - self.scope.start):
            return self.scope.start + quoted.end()
        while i < len(m) and m.tags[i].startswith(_NOMINAL) and m.words[i] not in _FORMAL:
            i += 1
        return end if i == first else self.scope.start + m.ends[i - 1]

    def _breaks(self, i: int) -> bool:
        """Whether the morpheme before a comma ends a clause."""
        tag, form = self._m.tags[i], self._m.forms[i]
        return tag.startswith("助詞-接続助詞") or (
            tag.startswith(("動詞", "助動詞", "形容詞")) and form.startswith(("連用形", "終止形", "仮定形"))
        )
