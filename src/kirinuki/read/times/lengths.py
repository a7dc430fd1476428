"""Which numbers count time and which name it: 10年 is a length or the year 2010, 3日 a length or a day of the month.

An amount with its unit, and what belongs to it (約…ぶり, …前), is a `Length`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from kirinuki.model.text import Record
from kirinuki.read.numerals import CHARACTERS, DASHES, Numeral, digits, read_integer, read_number
from kirinuki.read.times.words import Piece


class Length(Record, frozen=True):
    """A length of time: `amounts` are (number, unit) from large to small, `most` the upper end of 2〜3年.

    `direction` is -1 for 前 and 1 for 後 behind it, 0 otherwise; `stem` is where the length ends without that word.
    `recurs` is the word that makes it a cycle (3日おき, 5分ごと, 4年に1度).
    """

    start: int
    end: int
    amounts: tuple[tuple[Numeral, str], ...]
    most: Numeral | None
    direction: int
    stem: int
    recurs: str = ""

    @property
    def iso(self) -> str:
        """ISO 8601; of a range its upper end (2〜3週間: P3W)."""
        return iso(self.amounts if self.most is None else ((self.most, self.amounts[-1][1]),))


LENGTHS = {
    "世紀": "",
    "年": "Y",
    "四半期": "",
    "月": "M",
    "週": "W",
    "日": "D",
    "時": "H",
    "分": "M",
    "秒": "S",
}
"""Units of lengths, large to small, with the letter each has in an ISO 8601 duration."""

_IN_FINER = {"世紀": (100, "年"), "四半期": (3, "月")}
"""Units that ISO 8601 has no letter for."""

_FINENESS = {unit: rank for rank, unit in enumerate(LENGTHS)}

_UNITS = {u: u[0] for u in ("年", "年間", "週", "週間", "日", "日間", "時間", "分", "分間", "秒", "秒間")} | {
    "世紀": "世紀",
    "四半期": "四半期",
    "期": "年",
    "営業日": "日",
    "晩": "日",
    "夜": "日",
    "昼夜": "日",
}
"""Units that can count time as written, beside those of months, which have many spellings."""

_HALF_MORE = {
    "年": ("6", "月"),
    "日": ("12", "時"),
    "時": ("30", "分"),
    "分": ("30", "秒"),
    "世紀": ("50", "年"),
}
"""What 半 behind a unit adds, in the next smaller unit where that is exact."""

# What stands around a number tells whether it counts or names. Regexes that end in $ look at what stands before it.

_ROUGH = r"余り|あまり|余(?![震波罪])|近く|ほど|程度?|くらい|ぐらい|足らず|以上|以内|未満"
_WAY = r"[前後](?![後半場期線者例衛身項年月日週回続])|まえ"
_CYCLE = r"おき|(?:ごと|毎)(?!年|月|日|週|朝|晩)|に[1一][回度](?![0-9一二三四五六七八九])"
_COUNTS = re.compile(
    rf"(?:半(?![ば期]))?(?:間|もの間|{_ROUGH}|以下|超|弱|強)?(?:ぶり|振り|連続|続けて|続き|続[伸落騰]|{_WAY})"
    rf"|で(?:消え|終わ|終え|仕上|完成|売り切|届[くい])|半(?![ば期])|間|もの間|{_ROUGH}|がかり|にわた[りっる]|分(?![0-9かっけ裂析担譲散離科野])|{_CYCLE}|に[0-9一二三]+[回度]"
)
"""Behind 日 or 年: a length, not a place on the calendar."""
_TAIL = re.compile(
    rf"(?P<half>半(?![ば期]))?(?:もの)?間?(?P<cycle>{_CYCLE})?"
    rf"(?:{_ROUGH}|以下|超|弱|強|前後)?(?:ぶり|振り|連続|続[伸落騰])?(?P<way>{_WAY})?"
)
"""Behind a length: what belongs to it."""
_ORDER = re.compile(
    r"目|[0-9]{1,2}組|生(?![まき存活産])|回生|期生|組|位|号|債|国債|式|型|版|次|忌|物(?!語)|制|祭|卒|[1-9一二三]?[回度食](?!目)|分の[0-9一二三四五六七八九]"
)
"""Behind a number with its unit: a place in an order (3年目), or a name (10年債)."""
_GRADE = re.compile(
    r"(?:小学校?|中学校?|高校|大学|大学院|高専|科|専攻|歳|才|(?<!最)[小中高大]|校|生後|第|何|[0-9A-Za-z]-?)$"
)
_CLASS = re.compile(
    r"[はがもら](?![経た過続])|の(?:主将|副将|エース|左腕|右腕|選手|投手|捕手|内野手|外野手|主砲|部員|生徒|男子|女子|意地|時に?)"
)
"""Behind a year's number of one digit, where schools play: the class of a pupil (3年は負けたら引退)."""
_PUPIL = re.compile(r"[一-鿿]{2,6}(?:[(（][ぁ-ん]+[)）])?(?:さん|選手|投手|捕手|君)")
"""Behind a year's number of one digit: its class goes before a pupil's name (3年北川さん)."""
_SCHOOL = re.compile(r"小学|高校|中学|甲子園|部員|大学")
_OF_TERM = "期間任賃契"
"""Before a bracket that holds a length: 任期(4年); behind a name it holds the class of a pupil."""
_OF_SENTENCE = re.compile(r"[約間期役錮予刑満築続]$")
"""Before 4年 in brackets: a length of something, where a school's name would make it a class (南が丘4年)."""
_SENTENCED = re.compile(r"(?:懲役|禁錮|拘禁刑)([0-9]{2})年")
_OLD_ERA = re.compile(r"年\([一-鿿]{2}$")
"""1831年(天保2年): before the number of a year of an era older than those that are reckoned."""
_HALF_TIME = re.compile(r"[前後]半$")
"""Before minutes: a moment of a match (後半38分), no length."""
_A_WEEK = 8
_SELDOM = 10
"""From so many years on, N年に1度 is a way to say seldom, and no cycle."""
_YEARS_BEFORE = re.compile(
    r"(?:約|およそ|丸|まる|満|過去|今後|わずか|ほぼ|最大|最長|最短|生後|残り|向こう|任期|懲役|禁錮|拘禁刑|猶予|勤続|在任|在職"
    r"|築|さらに|延べ|通算|あと|計|この|ここ|もう|から|の|[一-鿿])$"
)
"""Before a number of two digits and 年: a length, as behind any noun (闘病11年)."""
_AWAY = re.compile(r"年[前後]の$")
"""Before a number of two digits and 年: the year again that was told by its distance (2年後の27年)."""
_DAYS_BEFORE = re.compile(
    r"(?:後|約|およそ|丸|まる|過去|わずか|最大|最長|最短|残り|向こう|あと|延べ|通算|年間|月間|泊|[週月年]に|(?<![月年日期週前])中)$"
)
_SOME_DAYS_BEFORE = re.compile(
    r"(?:今後|ここ|この|前後|以後|あと|もう|特に|ほんの|せいぜい|たった|最初の|残り)$"
)
_SOME_DAYS_BEHIND = re.compile(
    r"の(?:間|うち|休み|入院|滞在|猶予|遅れ)|で(?![はも、])|は(?![、。]|[^。「」]{0,60}た(?:[。」]|$))|以内|ほど|程度|かか|続"
)
"""Around 2、3日 and 2〜3日: some days, no two days of a month."""
_PER_DAY = re.compile(
    rf"[当あ]たり|平均|[{CHARACTERS}]{{1,3}}時間(?![にもで]|後|前|半)|(?P<often>(?:に|およそ|約|平均|最大|最低)*[{CHARACTERS}]{{1,6}}"
    r"(?:回|度(?!目)|時間|食|杯|錠|粒|箱|本|便|往復|作品|皿|リットル|グラム|歩|[百千万億]?円|ページ|分(?:[間ほ以だ])))"
)
"""Behind 1日: in any one day (1日2回, 1日に十数本)."""
_OVER = re.compile(r"[^。」\n]{0,60}?(?<![てで])(?<![てで]い)た(?=[。」\n])")
"""Behind 1日に2回: what happened once, and so on the first of a month."""
_YEAR_BEHIND = re.compile(
    r"に(?!わた|[あ当]た|も?及|[一1][度回]|な[るりっ]|する|して|延)|は|まで(?!も)|以降|以来|から|当時|比|[、,]|産|入社|入省|卒|の(?!歳月|年月|月日)(?=[^歴節間])|を(?:ピーク|境|機|最後|皮切|起点|目標|めど|前に)"
    r"|[^はがをにでと、。\s]{0,8}?(?:五輪|パラリンピック|大会|万博|サミット|W杯|大統領選|総選挙|衆院選|参院選|春闘)"
)
"""Behind a number of two digits and 年: a year (24年に), not a length (10年にわたり)."""
_TO_YEAR = re.compile(r"にかけ|まで|に(?!わた)|[、。)]")
"""Behind the second of two years of which the first is written out: 2019年から21年にかけて."""
_FRACTION = re.compile(rf"の[{CHARACTERS}]")
_DIVIDES = ("する", "し", "され", "でき")
"""Behind 分 with a number in kanji: a verb (議会を二分する)."""
_ABOUT = re.compile(r"(?:約|およそ|おおよそ|ほぼ)$")
_CONNECTOR = re.compile(rf"\s?(?:から|より|[{DASHES}ー])\s?")
NUMBER_CONNECTOR = re.compile(rf"から|[{DASHES}ー]|(?P<list>[、・]|及び|および|と)")
"""Between two numbers that share one unit."""
_JOINTS = frozenset(f"か{DASHES}ー、・及と")


class Pieces:
    """The pieces of one text, with what stands around them."""

    def __init__(self, text: str, pieces: list[Piece]) -> None:
        self.text = text
        self.all = pieces

    def before(self, i: int, count: int) -> str:
        """The characters in front of piece `i`, `count` at most."""
        start = self.all[i].start
        return self.text[max(0, start - count) : start]

    def adjacent(self, i: int) -> Piece | None:
        """The piece that begins where piece `i` ends."""
        if i + 1 < len(self.all) and self.all[i + 1].start == self.all[i].end:
            return self.all[i + 1]
        return None

    def behind(self, i: int, *kinds: str) -> bool:
        """Whether a piece of one of these kinds ends where piece `i` begins."""
        return i > 0 and self.all[i - 1].end == self.all[i].start and self.all[i - 1].kind in kinds

    def upper_of(self, i: int) -> Piece | None:
        """The piece that gives its unit to the bare number at `i`: the 11日 of 9〜11日."""
        piece = self.all[i]
        if piece.kind != "number" or piece.unit or i + 1 >= len(self.all):
            return None
        if self.text[piece.end : piece.end + 1] not in _JOINTS:
            return None
        upper = self.all[i + 1]
        connector = NUMBER_CONNECTOR.match(self.text, piece.end)
        joined = connector is not None and connector.end() == upper.start
        return upper if joined and upper.kind == "number" and upper.unit else None

    def counts(self, i: int) -> bool:
        """Whether piece `i` counts time and names no place on the calendar."""
        piece, text = self.all[i], self.text
        if piece.kind == "half":
            return True
        if piece.kind != "number" or length_unit(piece) is None:
            return False
        match piece.unit:
            case "世紀" | "四半期":
                return bool(_COUNTS.match(text, piece.end))
            case "秒":
                return self.before(i, 1) != "分"  # 東経103度36分4秒
            case "分":
                if not piece.words.isascii() and text.startswith(_DIVIDES, piece.end):
                    return False
                return self.before(i, 1) not in ("割", "時", "度") and not _FRACTION.match(text, piece.end)
            case "年":
                return bool(_COUNTS.match(text, piece.end)) or self.year_of(i) is None
            case "日":
                number = read_integer(piece.words)
                known = number is not None and 1 <= number <= 31
                return not known or bool(
                    _COUNTS.match(text, piece.end)
                    or _DAYS_BEFORE.search(self.before(i, 4))
                    or self._is_any_day(i)
                )
        return True

    def _is_any_day(self, i: int) -> bool:
        """Whether 1日 is a day's length, in which something happens so often."""
        piece = self.all[i]
        if piece.words not in ("1", "一") or self.before(i, 1) in ("月", "同", "翌", "旬"):
            return False
        found = _PER_DAY.match(self.text, piece.end)
        return found is not None and not (found["often"] and _OVER.match(self.text, found.end()))

    def some_days(self, i: int, upper: Piece) -> bool:
        """Whether the bare number at `i` and `upper`, which has its unit, are 2、3日: a few days and no dates."""
        low, high = read_integer(self.all[i].words), read_integer(upper.words)
        if (
            upper.unit != "日"
            or low is None
            or high != low + 1
            or high >= _A_WEEK
            or self.before(i, 1) == "月"
        ):
            return False
        return bool(
            _SOME_DAYS_BEFORE.search(self.before(i, 3)) or _SOME_DAYS_BEHIND.match(self.text, upper.end)
        )

    def year_of(self, j: int) -> int | None:
        """The year that a number before 年 names, of two digits where the century is left out; None for a count."""
        piece = self.all[j]
        number = read_integer(piece.words)
        if number is None or "," in piece.words or "万" in piece.words:
            return None
        if len(piece.words) == 2 and _AWAY.search(self.before(j, 3)):
            return number
        if self.behind(j, "ad", "near", "era") or (len(piece.words) == 4 and 1000 <= number <= 2999):
            return number
        follows = self.adjacent(j)
        if len(piece.words) == 3 and follows is not None and follows.unit == "月":
            return number  # 367年1月1日
        if len(piece.words) == 3 and j and self.upper_of(j - 1) is piece and self.before(j - 1, 1) == "(":
            return number  # 大津宮(667〜672年)
        if len(piece.words) != 2 or not piece.words.isascii():
            kanji = len(piece.words) > 3 and not piece.words.isascii()
            return number if kanji and 1000 <= number <= 2999 and number % 100 else None  # 千九百四十五年
        if piece.words[0] == "0":
            return number
        if follows is not None:
            month = follows if follows.unit else self.upper_of(j + 1)
            if month is not None and month.kind == "number" and month.unit in ("月", "月期"):
                return number
            if follows.kind == "word" and follows.words not in ("内", "中"):
                return number
        if self._ends_years(j, number):
            return number
        if piece.words in self._sentences_of_years:
            return None
        counts = _YEARS_BEFORE.search(self.before(j, 4)) or not _YEAR_BEHIND.match(self.text, piece.end)
        return None if counts else number

    @cached_property
    def _sentences_of_years(self) -> frozenset[str]:
        """The years that somebody in the text was sentenced to, which its readers speak of again (18年は短い)."""
        return frozenset(_SENTENCED.findall(self.text))

    def _ends_years(self, j: int, number: int) -> bool:
        """Whether a number of two digits closes a stretch that began with a year of four (2019年から21年にかけて)."""
        first, piece = self.all[j - 1], self.all[j]
        if j == 0 or len(first.words) != 4 or not first.words.isdigit():
            return False
        if self.upper_of(j - 1) is piece:  # 1869〜95年
            return 1000 <= int(first.words) <= 2999 and not _COUNTS.match(self.text, piece.end)
        if first.unit != "年":
            return False
        joined = _CONNECTOR.fullmatch(self.text, first.end, piece.start)
        return bool(joined and int(first.words) % 100 < number and _TO_YEAR.match(self.text, piece.end))

    def in_order(self, end: int) -> bool:
        """Whether the words behind a number with its unit make it a place in an order (3年目)."""
        return bool(_ORDER.match(self.text, end))

    # -- lengths

    def length(self, i: int) -> tuple[Length | None, int]:
        """The length that begins at piece `i`, None where it is none after all (3年生); and the piece after it."""
        text, first = self.text, self.all[i]
        low = read_number(first.words) if self.upper_of(i) else None
        j = i if low is None else i + 1
        before = self.before(i, 4)
        if self._is_class(i) or (_GRADE.search(before) and not (first.unit == "日" and before[-1:] == "中")):
            return None, j + 1  # but 中6日
        if self.in_order(self.all[j].end) and not (first.unit == "日" and self._is_any_day(i)):
            return None, j + 1
        if first.unit == "年" and _OLD_ERA.search(before):
            return None, j + 1
        if first.unit == "分" and _HALF_TIME.search(before):
            return None, j + 1
        amounts, end, after = self._amounts(j)
        if not amounts:
            return None, j + 1
        most = None
        if low is not None:
            most, amounts[0] = amounts[0][0], (low, amounts[0][1])
        elif len(amounts) == 1:
            most, end, after = self._most(after, end, amounts)
        tail = _TAIL.match(text, end)
        assert tail is not None  # every part of it is optional
        if tail["half"]:
            words, unit = _HALF_MORE.get(amounts[-1][1], ("0.5", amounts[-1][1]))
            half = read_number(words)
            assert half is not None
            amounts.append((half, unit))
        about = _ABOUT.search(text, max(0, first.start - 4), first.start)
        way = tail["way"]
        cycle, end = tail["cycle"] or "", tail.end()
        if cycle.startswith("に") and _is_seldom(amounts):
            cycle, end = "", tail.start("cycle")
        return Length(
            about.start() if about else first.start,
            end,
            tuple(amounts),
            most,
            0 if not way else 1 if way == "後" else -1,
            tail.start("way") if way else end,
            cycle,
        ), after

    def _is_class(self, i: int) -> bool:
        """Whether a number before 年 is the class of a pupil: 田中さん(3年), 3年の主将."""
        piece, text = self.all[i], self.text
        if piece.unit != "年" or len(piece.words) > 1 or piece.words not in "123456":
            return False
        if text.startswith(")", piece.end) and text.startswith("(", piece.start - 1):
            return text[piece.start - 2] not in _OF_TERM
        if text.startswith(")", piece.end) and self._schools:
            return not _OF_SENTENCE.search(self.before(i, 3))
        if _PUPIL.match(text, piece.end):
            return True
        return bool(_CLASS.match(text, piece.end) and self._schools)

    @cached_property
    def _schools(self) -> bool:
        return bool(_SCHOOL.search(self.text))

    def _amounts(self, j: int) -> tuple[list[tuple[Numeral, str]], int, int]:
        """1年 and 10カ月 as far as they follow each other from large to small; where they end, and the next piece."""
        amounts: list[tuple[Numeral, str]] = []
        end = self.all[j].end
        for k in range(j, len(self.all)):
            piece = self.all[k]
            unit, number = length_unit(piece), read_number(piece.words)
            if amounts and amounts[-1][1] == "秒" and not piece.unit and piece.start == end:
                fraction = _with_fraction(amounts[-1][0], piece.words)
                if fraction is not None:
                    return [*amounts[:-1], (fraction, "秒")], piece.end, k + 1
            if unit is None or number is None:
                return amounts, end, k
            if unit == "時" and amounts and self._is_any_day(j):
                return amounts, end, k  # 1日8時間: in each day
            joined = piece.start == end or (piece.start == end + 1 and self.text[end] == "と")
            if amounts and (not joined or _FINENESS[unit] <= _FINENESS[amounts[-1][1]]):
                return amounts, end, k
            amounts.append((number, unit))
            end = piece.end
        return amounts, end, len(self.all)

    def _most(self, j: int, end: int, amounts: list[tuple[Numeral, str]]) -> tuple[Numeral | None, int, int]:
        """The second amount of 2年から3年, where the words end, and the next piece; None where there is none.

        Of 1週間から10日, `amounts` are turned into days.
        """
        connector = _CONNECTOR.match(self.text, end)
        if connector is not None and j < len(self.all) and self.all[j].start == connector.end():
            piece, (low, unit) = self.all[j], amounts[0]
            finer = length_unit(piece)
            if unit == "週" and finer == "日":
                amounts[0] = Numeral(low.low * 7, low.high * 7), "日"
            elif finer != unit:
                return None, end, j
            return read_number(piece.words), piece.end, j + 1
        return None, end, j


def length_unit(piece: Piece) -> str | None:
    """The unit of `LENGTHS` that a piece counts in, None where it counts no time."""
    if piece.kind == "half":
        return piece.unit
    return "月" if piece.unit[1:2] == "月" else _UNITS.get(piece.unit)


def _is_seldom(amounts: Sequence[tuple[Numeral, str]]) -> bool:
    number, unit = amounts[0]
    return unit == "世紀" or (unit == "年" and number.low >= _SELDOM)


def _with_fraction(seconds: Numeral, words: str) -> Numeral | None:
    """2分17秒35: the digits behind the second are its hundredths."""
    if not (words.isascii() and words.isdigit()) or seconds.low != seconds.low.to_integral_value():
        return None
    return read_number(f"{seconds.low}.{words}")


def iso(amounts: Sequence[tuple[Numeral, str]]) -> str:
    """ISO 8601, with X for digits that the words leave open (数年: PXY)."""
    date, time = "", ""
    totals: dict[str, Numeral] = {}
    for number, unit in amounts:
        if unit in _IN_FINER:
            times, unit = _IN_FINER[unit]
            number = Numeral(number.low * times, number.high * times)
        before = totals.get(unit)
        totals[unit] = Numeral(number.low + before.low, number.high + before.high) if before else number
    for unit, number in totals.items():
        letter = LENGTHS[unit]
        if unit in ("時", "分", "秒"):
            time += digits(number) + letter
        else:
            date += digits(number) + letter
    return f"P{date}" + (f"T{time}" if time else "")
