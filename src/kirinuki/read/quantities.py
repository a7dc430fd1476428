"""Numbers that count something: how many, of which unit, exact or about, open at which end.

What is a place in an order (3位, 第2次), a name (G7), a score (3対2), an age or a time is no quantity; the base of a
rate (1人当たり, 1ドル=) is one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache, cached_property
from typing import Literal, cast, get_args

from kirinuki.model.reading import Morphemes, Quantity
from kirinuki.model.text import Record, Span, replace
from kirinuki.read.counted import Slots
from kirinuki.read.lexicons import rows
from kirinuki.read.numerals import DASHES, NUMBER, Numeral, read_number

_Kind = Literal["money", "measure", "count", "ordinal", "event"]
_Bound = Literal["min", "max"]

_NUMBER = re.compile(NUMBER)
_SECOND = re.compile(
    rf"(?:(?P<start>から)|ないし|[{DASHES}]|(?P<list>、)|(?P<choice>か))(?P<number>{NUMBER})"
)
"""Behind a number (with its unit or without): the upper end of a range, or the second of 2、3人 and 2人か3人."""
_BECOMES = re.compile(r"[にへ](?![はも登達及]|上[るりっ]|のぼ|わた|[0-9一])")
"""Behind 2%から3%: the one value became the other, and there is no range."""
_HEAD = re.compile(
    r"(?:(?P<least>少なくとも|最低(?:でも|限)|最低|最少)(?:で|、)?|(?P<most>最大(?:でも?)?|最多で?|最高で|多くても|せいぜい))?"
    r"(?:(?:時速|分速|秒速|毎時|毎分|毎秒|風速)(?=約|およそ|最大))?(?P<about>(?<![契条節予婚公規制要誓盟密協特解倹集確成売])約|およそ|おおよそ|おおむね|ほぼ|推定|ざっと)?(?:時速|分速|秒速|毎時|毎分|毎秒|風速)?(?P<minus>氷点下|零下|マイナス|▲|(?<![^\n(、。はがをにでの比])[-−])?(?P<sign>US\$|[$¥€£])?$"
)
"""Before a number: what belongs to the quantity. 約 also ends words (契約3社, 公約5項目), and is none of it there."""
_HEAD_LENGTH = 12
_HEAD_ENDS = frozenset("約そねぼ定と速時分秒下ス▲-−$¥€£少低限大多でもい、")
"""What such words end in: before most numbers there is none of them, and no need to look further."""
_TAIL = re.compile(
    r"(?P<band>台)?"
    r"(?P<rough>程度?|規模|ほど|余り|あまり|余(?![震波罪儀剰])|前後|弱|強(?![いくかさ制化力])|近[くい]|足らず|くらい|ぐらい)?"
    r"(?P<bound>以上|以下|以内|未満|超(?![え過])|超え(?!る))?"
)
"""Behind the unit: what makes the number vague or open."""
_TENTHS = re.compile(
    r"(?:(?P<half>半)(?!ば)|(?P<tenths>[0-9一二三四五六七八九])分)?(?:(?P<hundredths>[0-9一二三四五六七八九])厘)?"
)
"""Behind 割: 3割5分, 3割半."""
_CHANGE = re.compile(rf"(?P<low>{NUMBER})(?:[{DASHES}](?P<high>{NUMBER}))?(?:銭|セント)")
"""Behind 円 or ドル: 154円35〜37銭."""

_MIN_BEHIND = re.compile(r"[をも](?:超え|上回)")
_MAX_BEHIND = re.compile(r"を下回|に満た|に達しな")

# Numbers that count nothing, though a unit or a noun stands behind them.
_NAMED_BEFORE = re.compile(
    r"(?:第|当時|震度|北緯|南緯|東経|西経|(?<![反絶相敵応初])対|航空|No\.?|№|#|[0-9A-Za-z][-–.:/]?|の方程式)$"
)
_NAMED_BEHIND = re.compile(
    r"め(?!て)|(?<=度)[A-Z]|目(?![標的前途立撃線下当]|指[さしすせそ])|祭|対[0-9]|制(?![裁限約作度服定])|(?<=面)(?:に(?:結果|関連|続|記事|詳報|写真|本記)|参照)|(?<=種)平均|(?<=点)シュート|(?<=管)本部|[-/.:][0-9]|[表裏](?![明面])"
)
_LABEL = re.compile(r"(?:[ァ-ヶーA-Za-z][0-9]+|(?<=[0-9])[.・][0-9]+|[小中高][1-6])の?$")
"""レベル3の警報, マグニチュード7.6の地震, 中1女子: the number belongs to the word before it."""
_SERIAL = re.compile(r"(?<![計全他約国同各等])(?<=[一-鿿])[0-9]$")
"""Before の, one digit behind a kanji word is part of a title: 夜の海2の主題歌."""
_COUNTED_TERMS = re.compile(r"連続|務め|続投")
"""Behind 期: 2期連続 counts terms, where 2期目 and 2026年3月期 are places in an order."""
_LISTED_BEHIND = re.compile(r"・[0-9]")
"""Behind 26の競技: a list of counts goes on, so that 競技 is counted and does not happen."""
_INNING = re.compile(
    r"、|に(?![分わ及])|まで|から|途中|終了|無死|[1-3一二三]死|[裏表]|の(?:攻撃|守り|守備|先頭|好機|打席|[1-3一二三無]死)"
)
_BASEBALL = re.compile(r"安打|本塁打|適時打|登板|先発|満塁|イニング|サヨナラ")
_INNINGS = 60
"""Behind 回, in a text of baseball, an inning; and how many there may be."""
_RANK = re.compile("十両(?!編成|連結|の?(?:列車|車両|電車|貨車))")
"""A rank of sumo that the dictionary parts behind an age: 白山（26歳十両）."""
_NEVER_IDLE = frozenset("隻艘匹頭羽棟軒冊")
"""Units of living things and of what is built, which form no adverb with 一."""
_DATED = re.compile(r".*\..*|(?:19|20)[0-9]{2}")
"""9.11事件, 2010サッカー大会: before a noun that is no counter, such numbers date or name it."""

_LARGE = "千万億兆"

_BELOW_A_HUNDREDTH = Decimal("0.99")
"""An exchange rate in the 150円台 lies below 151 yen."""


class _Unit(Record, frozen=True):
    """A unit in the text: its words begin at `start`; `end` is where what belongs to it ends (the 分 of 3割5分)."""

    words: str
    kind: _Kind
    start: int
    end: int


class _Counted(Record, frozen=True):
    """A number (or a range) with its unit, as far as the words go without what makes it vague or open."""

    low: Decimal
    high: Decimal
    rough: bool
    unit: _Unit
    why: str


_WHY: dict[_Kind, str] = {
    "money": "数と通貨",
    "measure": "数と単位",
    "count": "数と助数詞・名詞",
    "ordinal": "数と助数詞",
    "event": "数と助数詞",
}


@cache
def _units() -> dict[str, _Kind]:
    """The kind of each unit in the lexicon."""
    kinds: dict[str, _Kind] = {}
    for kind, words in rows("units"):
        assert kind in get_args(_Kind)
        for word in words.split():
            kinds.setdefault(word, cast(_Kind, kind))
    return kinds


def _longest_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))


@cache
def _known_unit() -> re.Pattern[str]:
    units = [word for word, kind in _units().items() if kind != "event"]
    latin = [u for u in units if u[-1].isascii() and u[-1].isalpha()]
    other = [u for u in units if u not in latin]
    return re.compile(
        rf" ?(?:(?P<other>{_longest_of(other)})|(?P<latin>{_longest_of(latin)})(?![A-Za-z0-9]))"
    )


@cache
def _event() -> re.Pattern[str]:
    words = (word for kind, words in rows("units") if kind == "event" for word in words.split())
    return re.compile(rf"(?!走[行るりっら破])(?:{_longest_of(words)})")


def find_quantities(
    text: str, plain: str, morphemes: Morphemes, taken: Sequence[Span]
) -> tuple[Quantity, ...]:
    """Quantities of `text` in text order; none overlaps a span of `taken`. `plain` is `text`, width-folded.

    Units stand as they were written: ２％ has the unit ％. A vague number (数十) gives the range it may mean, as
    approximate.
    """
    finder = _Finder(text, plain, morphemes)
    slots = Slots(plain, morphemes, taken)
    blocked = [*sorted(taken, key=lambda span: span.start), Span(len(plain), len(plain))]
    found: list[Quantity] = []
    free = i = 0  # nothing before `free` may be used, nor anything from `blocked[i]` on
    for match in _NUMBER.finditer(plain):
        while blocked[i].end <= match.start() and i < len(blocked) - 1:
            free, i = max(free, blocked[i].end), i + 1
        if match.start() < free or blocked[i].start < match.end():
            continue
        quantity = finder.at(match, free)
        if quantity is not None and quantity.end <= blocked[i].start:
            found.append(quantity)
            free = quantity.end
    return tuple(slots.fill(found))


class _Finder:
    def __init__(self, text: str, plain: str, morphemes: Morphemes) -> None:
        self._text = text
        self._plain = plain
        self._morphemes = morphemes

    def at(self, match: re.Match[str], free: int) -> Quantity | None:
        """The quantity whose number `match` holds, None where the number counts nothing; it may begin at `free`."""
        plain = self._plain
        if plain.startswith("四半期", match.end() - 1):  # the 四 of 3四半期 belongs to the unit
            match = _NUMBER.match(plain, match.start(), match.end() - 1) or match
        number = read_number(match.group())
        if number is None:
            return None
        start = match.start()
        reach = _HEAD_LENGTH if plain[start - 1 : start] in _HEAD_ENDS else 0
        head = _HEAD.search(plain, max(free, start - reach), start)
        assert head is not None  # all parts of it are optional, and so they are in the tail
        counted = self._counted(match, number, head["sign"])
        if counted is None or self._names(match, head, counted):
            return None
        tail = _TAIL.match(plain, counted.unit.end)
        assert tail is not None
        high = counted.high
        if tail["band"]:
            rate = plain.startswith("=", match.start() - 1)
            high = counted.low + (_BELOW_A_HUNDREDTH if rate else _band(counted.low))
        low, high = (-high, -counted.low) if head["minus"] else (counted.low, high)
        bound = _bound(head, tail)
        return Quantity(
            head.start(),
            tail.end(),
            None if bound == "max" else float(low),
            None if bound == "min" else float(high),
            self._text[counted.unit.start : counted.unit.start + len(counted.unit.words)],
            bool(head["about"] or tail["rough"] or counted.rough),
            counted.why,
            bound or self._bound_behind(tail),
            vague=number.vague,
        )

    def _counted(self, match: re.Match[str], number: Numeral, sign: str | None) -> _Counted | None:
        plain, words = self._plain, match.group()
        unit = self._unit(match.end(), words)
        if sign is not None and (unit is None or unit.kind != "money"):
            return _Counted(
                number.low,
                number.high,
                number.vague,
                _Unit(sign, "money", match.start() - len(sign), match.end()),
                "通貨記号と数",
            )
        second = _SECOND.match(plain, unit.end if unit else match.end())
        if second is not None and (ranged := self._range(words, number, unit, second)) is not None:
            return ranged
        if unit is None:
            return None
        low, high = number.low, number.high
        if unit.words == "分の":
            return self._fraction(number, unit)
        if unit.words == "割":
            rest = _TENTHS.match(plain, unit.end)
            assert rest is not None  # both parts are optional
            more = _part("5" if rest["half"] else rest["tenths"], 10) + _part(rest["hundredths"], 100)
            return _Counted(
                low + more, high + more, number.vague, replace(unit, end=rest.end()), "割と分・厘"
            )
        if unit.words in ("円", "ドル", "ユーロ") and (change := _CHANGE.match(plain, unit.end)):
            least, most = _part(change["low"], 100), _part(change["high"] or change["low"], 100)
            return _Counted(
                low + least, high + most, number.vague, replace(unit, end=change.end()), "通貨とその補助単位"
            )
        why = "「数」を含む漠然とした数" if number.vague else _WHY[unit.kind]
        return _Counted(low, high, number.vague, unit, why)

    def _fraction(self, parts: Numeral, unit: _Unit) -> _Counted | None:
        """3分の2: a share without a unit."""
        match = _NUMBER.match(self._plain, unit.end)
        taken = read_number(match.group()) if match else None
        if match is None or taken is None or taken.vague or parts.vague or not parts.low:
            return None
        share = taken.low / parts.low
        return _Counted(share, share, False, _Unit("", "measure", match.end(), match.end()), "分数")

    def _range(
        self, words: str, number: Numeral, unit: _Unit | None, second: re.Match[str]
    ) -> _Counted | None:
        """10〜15人, 2回から3回, 2〜3万人 (20,000 to 30,000), 2、3人 (about)."""
        plain, upper = self._plain, read_number(second["number"])
        common = self._unit(second.end(), second["number"])
        if upper is None or common is None or (unit is not None and unit.words != common.words):
            return None
        low, large = number.low, second["number"][-1]
        if large in _LARGE and words[-1] not in _LARGE:
            scale = read_number("1" + large)
            assert scale is not None
            low = low * scale.low if low * scale.low < upper.high else low
        if upper.high <= low:
            return None
        if second["start"] and _BECOMES.match(plain, common.end):
            return None
        listed = second["list"] is not None
        if listed and unit is not None:
            return None
        if (listed or second["choice"]) and (upper.low != low + 1 or low >= 10):
            return None
        why = (
            "隣り合う数を並べたおよその数"
            if listed
            else "二つの数のどちらか"
            if second["choice"]
            else "数の幅"
        )
        return _Counted(low, upper.high, listed or number.vague or upper.vague, common, why)

    def _unit(self, end: int, number: str) -> _Unit | None:
        """What stands behind a number: a known unit, else the noun there."""
        known = _known_unit().match(self._plain, end)
        noun = None
        if number[-1] in _LARGE or (number.isascii() and not _DATED.fullmatch(number)):
            noun = self._noun(end)
        if known is None:
            return noun
        words = known["other"] or known["latin"]
        unit = _Unit(words, _units()[words], known.end() - len(words), known.end())
        # A longer word of the dictionary is the unit (3都市圏), but money and measures form no words with what follows.
        # One that goes on in hiragana begins another word (4人けがをする).
        longer = noun is not None and noun.end > unit.end and not "ぁ" <= noun.words[-1] <= "ん"
        return noun if longer and unit.kind in ("count", "ordinal") else unit

    def _noun(self, index: int) -> _Unit | None:
        """The common noun that begins at `index`, or behind one の there (144の部品)."""
        m, plain = self._morphemes, self._plain
        counted = plain.startswith("の", index)
        if counted and _SERIAL.search(plain, max(0, index - 2), index):
            return None
        if (counted or plain[index - 2] in "小中高") and _LABEL.search(plain, max(0, index - 8), index):
            return None
        i = bisect_left(m.starts, index) + counted
        if i >= len(m) or m.starts[i] != index + counted or plain[m.starts[i]].isascii():
            return None
        tag = m.tags[i]
        if tag != "名詞-普通名詞-一般":
            other = ("名詞-普通名詞-助数詞可能", "名詞-普通名詞-サ変可能", "接尾辞-名詞的-助数詞")
            if tag not in other or (counted and not _LISTED_BEHIND.match(plain, m.ends[i])):
                return None
        words = plain[m.starts[i] : m.ends[i]]
        return _Unit(words, _units().get(words, "count"), m.starts[i], m.ends[i])

    def _names(self, match: re.Match[str], head: re.Match[str], counted: _Counted) -> bool:
        """Whether the words are a name, an order or an idiom that holds a number."""
        plain, words, unit = self._plain, match.group(), counted.unit
        if unit.words == "期" and _COUNTED_TERMS.match(plain, unit.end):
            return False
        if unit.kind == "ordinal" or _NAMED_BEHIND.match(plain, unit.end):
            return True
        if unit.words == "組" and (
            plain.startswith("年", match.start() - 1) or plain.startswith(("着", "位"), unit.end)
        ):
            return True  # 3年2組
        if unit.words == "回" and counted.low <= _INNINGS and self._is_inning(match.start(), unit.end):
            return True
        bare = head.start() == match.start()  # ATM約120台 is no model of an ATM
        if (
            unit.kind != "money"
            and bare
            and _NAMED_BEFORE.search(plain, max(0, match.start() - 4), match.start())
        ):
            return True
        if unit.kind == "count":
            if "・" in words and words[-1] not in _LARGE:
                return True
        elif _event().match(plain, unit.end):
            return True
        if words[0].isascii():
            return False
        if plain[match.start() - 1 : match.start()] == "「" and plain.startswith("」", unit.end):
            return True  # 「四戸」 is spoken of as a name
        # 一人で and 関東一円 count nothing, 一隻 does
        idle = counted.low == 1 and unit.kind != "measure" and unit.words not in _NEVER_IDLE
        return idle or not self._stands_free(match.start(), unit.end)

    def _is_inning(self, start: int, end: int) -> bool:
        """Whether 回 counts off the innings of a game (九回に逆転), which are places in an order."""
        plain = self._plain
        told = _INNING.match(plain, end) or plain.startswith("延長", start - 2)
        return bool(told and self._tells_baseball)

    @cached_property
    def _tells_baseball(self) -> bool:
        return bool(_BASEBALL.search(self._plain))

    def _stands_free(self, start: int, end: int) -> bool:
        """Kanji numbers count only where the dictionary sees no longer word (三人 yes, 八百屋 and 十両 no)."""
        m = self._morphemes
        if _RANK.match(self._plain, start):
            return False
        i, j = bisect_left(m.starts, start), bisect_left(m.ends, end)
        if i >= len(m) or j >= len(m) or m.starts[i] != start or m.ends[j] != end:
            return False
        return i < j or self._plain[end - 1] in "人つ"  # 二人 and 二つ are in the dictionary, and count

    def _bound_behind(self, tail: re.Match[str]) -> _Bound | None:
        """Which way words point that leave the figure closed: 50人余り, 50人を超える."""
        if _MAX_BEHIND.match(self._plain, tail.end()):
            return "max"
        more = tail["rough"] in ("余り", "あまり", "余") or _MIN_BEHIND.match(self._plain, tail.end())
        return "min" if more else None


def _bound(head: re.Match[str], tail: re.Match[str]) -> _Bound | None:
    """Which way the words of the quantity itself leave it open: 50人以上, 最大50人."""
    if tail["bound"]:
        return "max" if tail["bound"] in ("以下", "以内", "未満") else "min"
    return "min" if head["least"] else "max" if head["most"] else None


def _part(words: str | None, size: int) -> Decimal:
    number = read_number(words) if words else None
    return number.low / size if number else Decimal(0)


def _band(low: Decimal) -> Decimal:
    """How far 台 reaches: 80%台 is 80 to 89, 36度台 up to 36.9."""
    whole, point, _ = f"{low.normalize():f}".partition(".")
    zeros = len(whole) - len(whole.rstrip("0"))
    return Decimal(10) ** zeros - 1 if zeros and not point else Decimal("0.9")
