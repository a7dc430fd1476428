"""Numbers that count something: how many, of which unit, exact or about, open at which end.

What is a place in an order (3位, 第2次), a name (G7), a score (3対2), an age or a time is no quantity.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from kirinuki.model.reading import Morphemes, Quantity
from kirinuki.model.text import Span
from kirinuki.read.numerals import NUMBER, Numeral, read_number
from kirinuki.read.periods import lexicon

_ABOUT = r"約|およそ|おおよそ|おおむね|ほぼ|推定|ざっと"
_RATE = r"時速|分速|秒速|毎時|毎分|毎秒|風速"
_SIGN = r"US\$|[$¥€£]"
_TO = r"から|ないし|[〜~～\-–—―、]"

_TAIL = re.compile(
    r"(?P<band>台)?(?P<rough>程度?|ほど|余り|あまり|余(?![震波罪儀剰])|前後|弱|強(?![いくかさ制化力])|近く|足らず|くらい|ぐらい)?"
    r"(?P<bound>以上|以下|以内|未満|超(?![え過])|超え(?!る))?"
)
_LEAST = re.compile(r"(?:少なくとも|最低でも|最低|最少)(?:で|、)?$")
_MOST = re.compile(r"(?:最大で?も?|最多で?|最高で?|多くても|せいぜい)$")
_OVER = re.compile(r"(?:を|も)(?:超え|上回)")
_UNDER = re.compile(r"(?:を下回|に満た|に達しな)")
_NO_NUMBER_BEFORE = re.compile(
    r"(?:第|当時|震度|北緯|南緯|東経|西経|対|航空|No\.?|№|#|[0-9A-Za-z][-–.:/]?|の方程式)$"
)
_NO_UNIT_BEHIND = re.compile(
    r"め(?!て)|目(?!標|的|前|途|立|指|撃|線|下|当)|当たり|あたり|対[0-9]|制(?![裁限約作度服定])|[-/.:][0-9]|[表裏](?![明面])"
)

_LABEL = re.compile(r"(?:[ァ-ヶーA-Za-z][0-9]+|[.・][0-9]+|[小中高][1-6])の?$")
"""レベル3の警報, マグニチュード7.6の地震, 中1女子: the number belongs to the word before it."""

_NAME_LIKE = re.compile(r".*\..*|(?:19|20)[0-9]{2}")
"""9.11事件, 2010サッカー大会: before a noun that is no counter, such numbers date or name it."""

Kind = Literal["money", "measure", "count", "ordinal"]


class _Found(NamedTuple):
    """A number (or a range) with its unit, as far as the words go without what makes it vague or open."""

    low: Decimal
    high: Decimal
    vague: bool
    unit: str
    kind: Kind
    end: int


@cache
def _units() -> dict[str, Kind]:
    kinds: dict[str, Kind] = {}
    for kind, words in lexicon("units"):
        if kind in ("money", "measure", "count", "ordinal"):
            for word in words.split():
                kinds.setdefault(word, kind)  # type: ignore[arg-type]
    return kinds


@cache
def _events() -> re.Pattern[str]:
    (words,) = (words for kind, words in lexicon("units") if kind == "event")
    return re.compile("|".join(map(re.escape, words.split())))


@cache
def _unit_pattern() -> re.Pattern[str]:
    latin = [u for u in _units() if u[-1].isascii() and u[-1].isalpha()]
    other = [u for u in _units() if u not in latin]
    longest = sorted(other, key=lambda u: (-len(u), u))
    return re.compile(
        rf" ?(?:(?P<unit>{'|'.join(map(re.escape, longest))})"
        rf"|(?P<latin>{'|'.join(sorted(map(re.escape, latin), key=lambda u: (-len(u), u)))})(?![A-Za-z0-9]))"
    )


_NUMBER = re.compile(rf"(?P<about>{_ABOUT})?(?P<rate>{_RATE})?(?P<sign>{_SIGN})?(?P<number>{NUMBER})")
_TENTHS = re.compile(
    r"(?:(?P<tenths>[0-9一二三四五六七八九])分)?(?:(?P<hundredths>[0-9一二三四五六七八九])厘)?"
)
_SMALL_CHANGE = re.compile(rf"(?P<low>{NUMBER})(?:[〜~～\-–—―](?P<high>{NUMBER}))?(?:銭|セント)")
_SECOND = re.compile(rf"(?:{_TO})(?P<number>{NUMBER})")


def find_quantities(plain: str, morphemes: Morphemes, taken: Sequence[Span]) -> tuple[Quantity, ...]:
    """Quantities of `plain` (width-folded text) in text order; none overlaps a span of `taken`.

    `unit` is as written in `plain`. A vague number (数十) gives the range it may mean, as approximate.
    """
    finder = _Finder(plain, morphemes)
    blocked = sorted(taken, key=lambda span: span.start)
    found: list[Quantity] = []
    position = next_blocked = 0
    for match in _NUMBER.finditer(plain):
        if match.start("number") < position:
            continue
        while next_blocked < len(blocked) and blocked[next_blocked].end <= match.start("number"):
            next_blocked += 1
        if next_blocked < len(blocked) and blocked[next_blocked].start < match.end():
            continue
        quantity = finder.at(match)
        if quantity is None:
            continue
        if next_blocked < len(blocked) and blocked[next_blocked].start < quantity.end:
            continue
        found.append(quantity)
        position = quantity.end
    return tuple(found)


class _Finder:
    def __init__(self, text: str, morphemes: Morphemes) -> None:
        self._text = text
        self._morphemes = morphemes

    def at(self, match: re.Match[str]) -> Quantity | None:
        """The quantity whose number `match` holds, None where the number counts nothing."""
        text = self._text
        if _NO_NUMBER_BEFORE.search(text, max(0, match.start() - 4), match.start()) and not match["sign"]:
            return None
        number = read_number(match["number"])
        if number is None:
            return None
        found = self._counted(match, number)
        if found is None or found.kind == "ordinal":
            return None
        if not self._is_plain_count(match, found):
            return None
        tail = _TAIL.match(text, found.end)
        assert tail is not None  # all parts of it are optional
        low, high = found.low, found.high
        if tail["band"]:
            high = low + (_HUNDREDTH_BELOW if text.startswith("=", match.start() - 1) else _band(low))
        start = match.start()
        return Quantity(
            start,
            tail.end(),
            float(low),
            float(high),
            found.unit,
            bool(match["about"] or tail["rough"] or found.vague),
            self._bound(match.start(), tail),
        )

    def _counted(self, match: re.Match[str], number: Numeral) -> _Found | None:
        text = self._text
        end = match.end()
        first_unit = self._unit(end, match["number"])
        if match["sign"] and (first_unit is None or first_unit[1] != "money"):
            return _Found(number.low, number.high, number.vague, match["sign"], "money", end)
        behind = first_unit[2] if first_unit else end
        second = _SECOND.match(text, behind)
        if second is not None:
            ranged = self._range(match, number, first_unit, second)
            if ranged is not None:
                return ranged
        if first_unit is None:
            return None
        unit, kind, end = first_unit
        low, high = number.low, number.high
        if (small := _SMALL_CHANGE.match(text, end)) and unit in ("円", "ドル", "ユーロ"):
            return self._with_change(low, unit, small)
        if unit == "割" and (rest := _TENTHS.match(text, end)):
            tenths = sum(
                _share(words) / size for words, size in ((rest["tenths"], 10), (rest["hundredths"], 100))
            )
            low, high, end = low + tenths, high + tenths, rest.end()
        return _Found(low, high, number.vague, unit, kind, end)

    @staticmethod
    def _with_change(whole: Decimal, unit: str, small: re.Match[str]) -> _Found | None:
        """154円35〜37銭: 154.35 to 154.37 of the larger unit."""
        low, high = read_number(small["low"]), read_number(small["high"] or small["low"])
        if low is None or high is None:
            return None
        return _Found(whole + low.low / 100, whole + high.high / 100, False, unit, "money", small.end())

    def _range(
        self,
        match: re.Match[str],
        number: Numeral,
        first_unit: tuple[str, Kind, int] | None,
        second: re.Match[str],
    ) -> _Found | None:
        """10〜15人, 2回から3回, 2〜3万人 (20,000 to 30,000), 2、3人 (about)."""
        upper = read_number(second["number"])
        unit = self._unit(second.end(), second["number"])
        if upper is None or unit is None or (first_unit is not None and first_unit[0] != unit[0]):
            return None
        low = number.low
        large = second["number"][-1]
        if large in "千万億兆" and match["number"][-1] not in "千万億兆":
            scale = read_number("1" + large)
            assert scale is not None
            if low * scale.low < upper.high:
                low *= scale.low
        listed = second.group()[0] == "、"
        if upper.high <= low or (listed and (first_unit is not None or upper.low != low + 1 or low >= 10)):
            return None
        return _Found(low, upper.high, listed or number.vague or upper.vague, unit[0], unit[1], unit[2])

    def _unit(self, end: int, words: str) -> tuple[str, Kind, int] | None:
        """Unit, kind and end of what stands behind a number: a known unit, else the noun there."""
        text = self._text
        known = _unit_pattern().match(text, end)
        noun = (
            self._noun(end)
            if words[-1] in "万億兆" or (words.isascii() and not _NAME_LIKE.fullmatch(words))
            else None
        )
        if known is not None:
            unit = known["unit"] or known["latin"]
            kind = _units()[unit]
            # A longer word of the dictionary is the unit (2人前, 3都市圏), unless what is known is ordinal there.
            if noun is None or noun[1] <= known.end() or kind in ("money", "measure"):
                return unit, kind, known.end()
        if noun is None:
            return None
        return noun[0], _units().get(noun[0], "count"), noun[1]

    def _noun(self, index: int) -> tuple[str, int] | None:
        """The common noun that begins at `index`, or behind one の there."""
        m, text = self._morphemes, self._text
        i = bisect_left(m.starts, index)
        if i >= len(m) or m.starts[i] != index:
            return None
        counted = text.startswith("の", index)
        if (counted or text[index - 2] in "小中高") and _LABEL.search(text, max(0, index - 8), index):
            return None
        if counted:
            i += 1
            if i >= len(m) or m.tags[i] != "名詞-普通名詞-一般" or m.starts[i] != index + 1:
                return None
        elif not m.tags[i].startswith(
            (
                "名詞-普通名詞-一般",
                "名詞-普通名詞-助数詞可能",
                "名詞-普通名詞-サ変可能",
                "接尾辞-名詞的-助数詞",
            )
        ):
            return None
        noun = text[m.starts[i] : m.ends[i]]
        return None if noun[0].isascii() else (noun, m.ends[i])

    def _is_plain_count(self, match: re.Match[str], found: _Found) -> bool:
        """Whether the words count, and are no name, order, rate base or idiom that holds a number."""
        text = self._text
        if _NO_UNIT_BEHIND.match(text, found.end) or (
            found.kind in ("measure", "money") and _events().match(text, found.end)
        ):
            return False
        number = match["number"]
        if found.kind == "count" and ("・" in number and number[-1] not in "万億兆"):
            return False
        if found.kind in ("money", "measure") and found.low == 1 and text.startswith("=", found.end):
            return False
        if number[0].isascii():
            return True
        return found.low != 1 and self._stands_free(match.start("number"), found.end)

    def _stands_free(self, start: int, end: int) -> bool:
        """Kanji numbers are read only where the dictionary sees no longer word (三人 yes, 八百屋 no)."""
        m = self._morphemes
        i, j = bisect_left(m.starts, start), bisect_left(m.ends, end)
        if i >= len(m) or j >= len(m) or m.starts[i] != start or m.ends[j] != end:
            return False
        return i < j or self._text[end - 1] in "人つ"  # 二人 is one word and counts, 九州 and 十両 don't

    def _bound(self, start: int, tail: re.Match[str]) -> Literal["min", "max"] | None:
        text = self._text
        match tail["bound"]:
            case "以上" | "超" | "超え":
                return "min"
            case "以下" | "以内" | "未満":
                return "max"
        if tail["rough"] in ("余り", "あまり", "余") or _OVER.match(text, tail.end()):
            return "min"
        if _UNDER.match(text, tail.end()):
            return "max"
        if _LEAST.search(text, max(0, start - 6), start):
            return "min"
        return "max" if _MOST.search(text, max(0, start - 6), start) else None


_HUNDREDTH_BELOW = Decimal("0.99")
"""An exchange rate in the 150円台 lies below 151 yen."""


def _share(words: str | None) -> Decimal:
    number = read_number(words) if words else None
    return number.low if number else Decimal(0)


def _band(low: Decimal) -> Decimal:
    """How far 台 reaches: 70%台 is 70 to 79, 36度台 up to 36.9."""
    digits = f"{low.normalize():f}"
    whole = digits.partition(".")[0]
    zeros = len(whole) - len(whole.rstrip("0"))
    return Decimal(10) ** zeros - 1 if zeros and "." not in digits else Decimal("0.9")
