"""How words of time join into phrases.

Adjacent pieces, each finer than the last, make a `Mention` (昨年12月上旬); two mentions with から or 〜 between them
make a `Stretch`; amounts that count no calendar unit make a `Length` (3年ぶり). What calendar time a mention means is
not decided here but in `reckoning`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kirinuki.model.reading import Morphemes
from kirinuki.read.numerals import CHARACTERS, Numeral, read_integer, read_number
from kirinuki.read.times.periods import eras
from kirinuki.read.times.words import WEEKDAYS, Piece, Term, find_pieces, vocabulary


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name one calendar time, coarsest term first.

    `near` is set by 同 and 翌: what is left unsaid comes from the last time in the text.
    `every` is the unit that a recurring time comes back with (毎週: 週).
    """

    start: int
    end: int
    terms: dict[str, Term]
    near: bool = False
    every: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Two mentions that bound one time: 8日から9日にかけて."""

    start: int
    end: int
    first: Mention
    last: Mention


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: `amounts` are (number, unit) from large to small, `most` the upper end of 2〜3年.

    `direction` is -1 for 前 and 1 for 後 behind it, 0 otherwise; `stem` is where the length ends without that word.
    """

    start: int
    end: int
    amounts: tuple[tuple[Numeral, str], ...]
    most: Numeral | None
    direction: int
    stem: int


Phrase = Mention | Stretch | Length

LENGTHS = {"世紀": "", "年": "Y", "月": "M", "週": "W", "日": "D", "時": "H", "分": "M", "秒": "S"}
"""Units of lengths, large to small, with the letter each has in an ISO 8601 duration."""

_FINENESS = {unit: rank for rank, unit in enumerate(LENGTHS)}

_LENGTH_UNITS = {
    u: u[0] for u in ("年", "年間", "週", "週間", "日", "日間", "時間", "分", "分間", "秒", "秒間")
} | {"世紀": "世紀"}
"""Units that can count time as written, beside those of months, which have many spellings."""

_HALF_MORE = {
    "年": ("6", "月"),
    "日": ("12", "時"),
    "時": ("30", "分"),
    "分": ("30", "秒"),
    "世紀": ("50", "年"),
}
"""What 半 behind a unit adds, in the next smaller unit where that is exact."""

_RANKS = {
    unit: rank
    for rank, units in enumerate(
        (
            ("century", "decade", "era"),
            ("year", "fiscal"),
            ("half", "quarter", "season", "month", "span", "closing"),
            ("week", "monday"),
            ("portion",),
            ("day",),
            ("weekday",),
            ("part",),
            ("clock", "hour"),
            ("minute",),
            ("second",),
        )
    )
    for unit in units
}
"""From coarse to fine; units of one rank exclude each other."""

# What stands around a number tells whether it counts or names. Regexes that end in $ look at what stands before it.

_ROUGH = r"余り|あまり|余(?![震波罪])|近く|ほど|程度?|くらい|ぐらい|足らず|以上|以内|未満"
_WAY = r"[前後](?![後半場期線者例衛身項年月日週回続])|まえ"
_COUNTS = re.compile(
    rf"(?:半(?![ば期]))?(?:間|もの間|{_ROUGH}|以下|超|弱|強)?(?:ぶり|振り|連続|続けて|続き|続[伸落騰]|{_WAY})"
    rf"|半(?![ば期])|間|もの間|{_ROUGH}|がかり|にわた[りっる]|分(?![0-9])|おき|ごと|に[0-9一二三]+[回度]"
)
"""Behind 日 or 年: a length, not a place on the calendar."""
_TAIL = re.compile(
    rf"(?P<half>半(?![ば期]))?(?:もの)?間?(?:{_ROUGH}|以下|超|弱|強|前後)?(?:ぶり|振り|連続|続けて|続[伸落騰])?(?P<way>{_WAY})?"
)
"""Behind a length: what belongs to it."""
_ORDER = re.compile(
    r"目|生(?![まき])|回生|期生|組|位|号|債|国債|式|型|版|次|忌|物(?!語)|制|祭|卒|当たり|あたり|平均|[1-9一二三]?[回度食](?!目)|分の"
)
"""Behind a number with its unit: a place in an order (3年目), a name (10年債) or a rate (1日当たり)."""
_GRADE = re.compile(
    r"(?:小学校?|中学校?|高校|大学|大学院|高専|科|専攻|歳|才|(?<!最)[小中高大]|第|何|[0-9A-Za-z]-?)$"
)
_YEARS_BEFORE = re.compile(
    r"(?:約|およそ|丸|まる|満|過去|今後|わずか|ほぼ|最大|最長|最短|生後|残り|向こう|任期|懲役|禁錮|拘禁刑|猶予|勤続|在任|在職"
    r"|築|さらに|延べ|通算|あと|計|この|ここ|もう|から|の|[一-鿿])$"
)
"""Before a number of two digits and 年: a length, as behind any noun (闘病11年)."""
_DAYS_BEFORE = re.compile(r"(?:後|約|およそ|丸|まる|過去|わずか|最大|最長|最短|残り|向こう|あと|延べ|通算)$")
_YEAR_BEHIND = re.compile(
    r"に(?!わた|[あ当]た|も?及|[一1][度回]|な[るりっ]|する|して|延)|は|まで(?!も)|以降|以来|から|当時|比|[、,]|産|入社|入省|卒|の(?=[^歴節間])"
    r"|[^はがをにでと、。\s]{0,8}?(?:五輪|パラリンピック|大会|万博|サミット|W杯|大統領選|総選挙|衆院選|参院選)"
)
"""Behind a number of two digits and 年: a year (24年に), not a length (10年にわたり)."""
_FRACTION = re.compile(rf"の[{CHARACTERS}]")
_ABOUT = re.compile(r"(?:約|およそ|おおよそ|ほぼ)$")
_OTHER_DAY = re.compile(r"月|市|町|坊主|酔い|千秋")
_IDLE_DAY = re.compile(
    r"も早|中(?!に)|一日|平均|[0-9約]|も欠|がかり|警察|駅長|署長|店長|で"
    r"|の(?:大半|接続|利用|乗降|平均|生産|使用|消費|摂取|感染者|売り上げ|最|通行|輸送|来場|来客|乗客|販売|処理|放送|診療|労働|睡眠|終わり)"
)
"""Behind 一日: any one day, not the first of a month."""

_CONNECTOR = re.compile(r"\s?(?:から|より|[〜~\-–—―ー])\s?")
_NUMBER_CONNECTOR = re.compile(r"から|[〜~\-–—―ー]|(?P<list>[、・]|及び|および|と)")
_STRETCH_TAIL = re.compile(r"にかけて?|まで(?!に)")
_MOVED = re.compile(r"[にへ](?:延期|変更|前倒し|繰り|ずら|移)")
"""3月から4月に延期: two times, not one stretch."""
_TIME_PARTICLE = re.compile(
    r"に(?![はも]?つい)|から|まで|以降|ごろ|頃|、|の(?:[0-9午朝夜]|[一-鿿]{1,4}選(?![手択考抜出])|(?:定例)?(?:記者)?会見|閣議|本会議|取引)"
)
_ERA_BEHIND = re.compile(r"以[来降]|時代|[初中末前後]期|期[のにはか]")
"""明治 before one of these is a time, and no part of a name (明治大)."""
_CLOCK_CONTEXT = re.compile(r"ごろ|頃|から|に|まで|現在|[〜~]|開[始演会場]|[発着]")
_SEASON_ENDS = re.compile(r"[のにはもをか、。」)\n]|から|まで|以降|$")
"""夏季 before another noun makes a name with it (夏季五輪)."""


def find_phrases(text: str, morphemes: Morphemes) -> list[Phrase]:
    """Everything in `text` (width-folded) that names a time or a length of time, in order, without overlaps."""
    return list(_Grammar(text, list(find_pieces(text, morphemes))).phrases())


class _Grammar:
    """Reads on from a piece as far as the next one belongs to it."""

    def __init__(self, text: str, pieces: list[Piece]) -> None:
        self._text = text
        self._pieces = pieces

    def phrases(self) -> Iterable[Phrase]:
        i = end = 0
        while i < len(self._pieces):
            if self._pieces[i].start < end:  # the tail of a length took it: 2日半 and no 半日
                i += 1
                continue
            phrase, i = self._phrase(i)
            if phrase is not None:
                end = phrase.end
                yield phrase

    def _phrase(self, i: int) -> tuple[Phrase | None, int]:
        """The phrase that begins at piece `i`, None where none does; and the piece to go on with."""
        upper = self._upper_of(i)
        if upper is None and self._pieces[i].kind == "number" and not self._pieces[i].unit:
            return None, i + 1  # a third of all pieces: numbers that count something else
        if self._counts(i) or (upper is not None and self._counts(i + 1)):
            return self._length(i)
        mention, i = self._mention(i)
        if mention is None:
            return None, i
        stretch, i = self._stretch(mention, i)
        if stretch is not None:
            return stretch, i
        return mention if self._stands_alone(mention) else None, i

    def _before(self, i: int, count: int) -> str:
        start = self._pieces[i].start
        return self._text[max(0, start - count) : start]

    def _adjacent(self, i: int) -> Piece | None:
        """The piece that begins where piece `i` ends."""
        if i + 1 < len(self._pieces) and self._pieces[i + 1].start == self._pieces[i].end:
            return self._pieces[i + 1]
        return None

    def _behind(self, i: int, *kinds: str) -> bool:
        """Whether a piece of one of these kinds ends where piece `i` begins."""
        return (
            i > 0 and self._pieces[i - 1].end == self._pieces[i].start and self._pieces[i - 1].kind in kinds
        )

    def _upper_of(self, i: int) -> Piece | None:
        """The piece that gives its unit to the bare number at `i`: the 11日 of 9〜11日."""
        piece = self._pieces[i]
        if piece.kind != "number" or piece.unit or i + 1 >= len(self._pieces):
            return None
        upper = self._pieces[i + 1]
        connector = _NUMBER_CONNECTOR.match(self._text, piece.end)
        joined = connector is not None and connector.end() == upper.start
        return upper if joined and upper.kind == "number" and upper.unit else None

    # -- lengths

    def _counts(self, i: int) -> bool:
        """Whether piece `i` counts time and names no place on the calendar."""
        piece, text = self._pieces[i], self._text
        if piece.kind == "half":
            return True
        if piece.kind != "number" or _length_unit(piece) is None:
            return False
        match piece.unit:
            case "世紀":
                return bool(_COUNTS.match(text, piece.end))
            case "分":
                return self._before(i, 1) not in ("割", "時") and not _FRACTION.match(text, piece.end)
            case "年":
                return bool(_COUNTS.match(text, piece.end)) or self._year_of(i) is None
            case "日":
                number = read_integer(piece.words)
                known = number is not None and 1 <= number <= 31
                return not known or bool(
                    _COUNTS.match(text, piece.end) or _DAYS_BEFORE.search(self._before(i, 4))
                )
        return True

    def _length(self, i: int) -> tuple[Length | None, int]:
        """The length that begins at piece `i`, None where it is none after all (3年生); and the piece after it."""
        text, first = self._text, self._pieces[i]
        low = read_number(first.words) if self._upper_of(i) else None
        j = i if low is None else i + 1
        if _GRADE.search(self._before(i, 4)) or _ORDER.match(text, self._pieces[j].end):
            return None, j + 1
        amounts, end, after = self._amounts(j)
        if not amounts:
            return None, j + 1
        most = None
        if low is not None:
            most, amounts[0] = amounts[0][0], (low, amounts[0][1])
        elif len(amounts) == 1:
            most, end, after = self._most(after, end, amounts[0][1])
        tail = _TAIL.match(text, end)
        assert tail is not None  # every part of it is optional
        if tail["half"]:
            words, unit = _HALF_MORE.get(amounts[-1][1], ("0.5", amounts[-1][1]))
            half = read_number(words)
            assert half is not None
            amounts.append((half, unit))
        about = _ABOUT.search(text, max(0, first.start - 4), first.start)
        way = tail["way"]
        return Length(
            about.start() if about else first.start,
            tail.end(),
            tuple(amounts),
            most,
            0 if not way else 1 if way == "後" else -1,
            tail.start("way") if way else tail.end(),
        ), after

    def _amounts(self, j: int) -> tuple[list[tuple[Numeral, str]], int, int]:
        """1年 and 10カ月 as far as they follow each other from large to small; where they end, and the next piece."""
        amounts: list[tuple[Numeral, str]] = []
        end = self._pieces[j].end
        for k in range(j, len(self._pieces)):
            piece = self._pieces[k]
            unit, number = _length_unit(piece), read_number(piece.words)
            if amounts and amounts[-1][1] == "秒" and not piece.unit and piece.start == end:
                fraction = _with_fraction(amounts[-1][0], piece.words)
                if fraction is not None:
                    return [*amounts[:-1], (fraction, "秒")], piece.end, k + 1
            if unit is None or number is None:
                return amounts, end, k
            if amounts and (piece.start != end or _FINENESS[unit] <= _FINENESS[amounts[-1][1]]):
                return amounts, end, k
            amounts.append((number, unit))
            end = piece.end
        return amounts, end, len(self._pieces)

    def _most(self, j: int, end: int, unit: str) -> tuple[Numeral | None, int, int]:
        """The second amount of 2年から3年, where the words end, and the next piece; None where there is none."""
        connector = _CONNECTOR.match(self._text, end)
        if connector is not None and j < len(self._pieces):
            piece = self._pieces[j]
            if piece.start == connector.end() and _length_unit(piece) == unit:
                return read_number(piece.words), piece.end, j + 1
        return None, end, j

    # -- calendar

    def _mention(self, i: int) -> tuple[Mention | None, int]:
        """The calendar time whose first piece is `i`, None where it begins none; and the piece to go on with."""
        pieces, text = self._pieces, self._text
        terms: dict[str, Term] = {}
        near, every, rank = False, None, -1
        end = pieces[i].start
        j = i
        while j < len(pieces):
            piece = pieces[j]
            if j > i and text[end : piece.start] not in ("", "の", " "):
                break
            if not terms and piece.kind in ("near", "every", "ad"):
                near = near or piece.kind == "near"
                every = piece.words if piece.kind == "every" else every
            else:
                found = self._terms(j, terms)
                halves = bool(found) and found[0].unit == "part" and "part" in terms  # 翌朝午前10時
                if not found or (_RANKS[found[0].unit] <= rank and not halves):
                    break
                terms |= {t.unit: t for t in found}
                rank = _RANKS[found[-1].unit]
            end, j = piece.end, j + 1
            if piece.kind == "number" and not piece.unit:
                break  # the first half of a range: what follows belongs to the second
        if every in ("朝", "晩"):
            terms, every = {"part": Term("part", "named", every)} | terms, "日"
        if not terms:
            return None, i + 1
        return Mention(pieces[i].start, end, terms, near, every), j

    def _terms(self, j: int, so_far: dict[str, Term]) -> tuple[Term, ...]:
        """What piece `j` says, given what was said before it; empty where it is no part of a calendar time."""
        piece = self._pieces[j]
        match piece.kind:
            case "number":
                return self._number(j, so_far)
            case "word":
                return self._word(piece, bool(so_far))
            case "era":
                era = Term("era", "named", piece.words)
                first = eras()[piece.words][0].year
                unit = "fiscal" if piece.unit.endswith("度") else "year"
                return (era, Term(unit, "named", first)) if piece.unit else (era,)
            case "weekday" if piece.unit != "(" or "day" in so_far:
                nth = read_integer(piece.unit) or 0 if piece.unit not in ("", "(") else 0
                return (Term("weekday", "named", WEEKDAYS.index(piece.words) + 1 + 10 * nth),)
            case "date":
                y, m, d = map(int, re.split(r"[/.-]", piece.words))
                return Term("year", "named", y), Term("month", "named", m), Term("day", "named", d)
            case "hm":
                said = _CLOCK_CONTEXT.match(self._text, piece.end) or self._before(j, 1) in ("〜", "~", "ら")
                return (Term("clock", "named", piece.words),) if so_far or said else ()
        return ()

    def _word(self, piece: Piece, follows: bool) -> tuple[Term, ...]:
        """春 and its like are times behind a year (昨年の秋) or before a particle of time (秋に)."""
        terms = vocabulary().get(piece.words)
        if terms is None:
            particle = follows or _TIME_PARTICLE.match(self._text, piece.end)
            return vocabulary()["?" + piece.words] if particle else ()
        return () if piece.words[-1] == "季" and not _SEASON_ENDS.match(self._text, piece.end) else terms

    def _number(self, j: int, so_far: dict[str, Term]) -> tuple[Term, ...]:
        """A number with its unit; without one, the first half of a range takes that of the second (9〜11日)."""
        piece, upper = self._pieces[j], self._upper_of(j)
        unit = upper.unit if upper else piece.unit
        number = read_integer(piece.words)
        if number is None or self._before(j, 1) in ("第", "何"):
            return ()
        if "era" in so_far and unit in ("年", "年度") and number <= 99:
            number += eras()[str(so_far["era"].value)][0].year - 1
        match unit:
            case "年" if 1000 <= number <= 2999 if upper else self._year_of(j) is not None:
                return (Term("year", "named", number),)
            case "年度" if number >= 1000 or len(piece.words) == 2:
                return (Term("fiscal", "named", number),)
            case "年代" if number % 10 == 0:
                return (Term("decade", "named", number),)
            case "世紀" if 1 <= number <= 30:
                return (Term("century", "named", number),)
            case "月" if 1 <= number <= 12:
                return (Term("month", "named", number),)
            case "月期" if 1 <= number <= 12:
                ranged = upper or (j and self._upper_of(j - 1))
                return (Term("closing" if "year" in so_far and not ranged else "month", "named", number),)
            case "日" if 1 <= number <= 31 and self._is_date(j, so_far):
                return (Term("day", "named", number),)
            case "時" | "時半" if number <= 30 and (
                piece.words != "一" or "part" in so_far
            ):  # 一時: for a while
                hour = Term("hour", "named", number)
                return (hour, Term("minute", "named", 30)) if piece.unit == "時半" else (hour,)
            case "分" if "hour" in so_far or (not so_far and self._behind(j, "near")):
                return (Term("minute", "named", number),)
            case "秒" if "minute" in so_far:
                return (Term("second", "named", number),)
        return ()

    def _year_of(self, j: int) -> int | None:
        """The year that a number before 年 names, of two digits where the century is left out; None for a count."""
        piece = self._pieces[j]
        number = read_integer(piece.words)
        if number is None or "," in piece.words or "万" in piece.words:
            return None
        if self._behind(j, "ad", "near", "era") or (len(piece.words) == 4 and 1000 <= number <= 2999):
            return number
        if len(piece.words) != 2 or not piece.words.isascii():
            return None
        if piece.words[0] == "0":
            return number
        follows = self._adjacent(j)
        if follows is not None:
            month = follows if follows.unit else self._upper_of(j + 1)
            if month is not None and month.kind == "number" and month.unit in ("月", "月期"):
                return number
            if follows.kind == "word" and follows.words not in ("内", "中"):
                return number
        counts = _YEARS_BEFORE.search(self._before(j, 4)) or not _YEAR_BEHIND.match(self._text, piece.end)
        return None if counts else number

    def _is_date(self, j: int, so_far: dict[str, Term]) -> bool:
        """Whether a number before 日 is a day of a month: not in 三日月, 一日も早く, 1日当たり, 13月1日, 週1日, 4泊5日."""
        piece, text = self._pieces[j], self._text
        if self._upper_of(j):
            return not self._counts(j + 1)
        if self._counts(j) or _OTHER_DAY.match(text, piece.end) or _ORDER.match(text, piece.end):
            return False
        if piece.words in ("一", "1") and "month" not in so_far and _IDLE_DAY.match(text, piece.end):
            return False
        return bool(so_far) or self._before(j, 1) not in ("年", "月", "週", "泊") or self._behind(j, "every")

    def _stretch(self, first: Mention, j: int) -> tuple[Stretch | None, int]:
        """`first` and the mention at piece `j` as one stretch of time, None where no words join them."""
        pieces, text = self._pieces, self._text
        if j >= len(pieces):
            return None, j
        bare = pieces[j - 1].kind == "number" and not pieces[j - 1].unit
        connector = (_NUMBER_CONNECTOR if bare else _CONNECTOR).match(text, first.end)
        if connector is None or connector.end() != pieces[j].start:
            return None, j
        last, after = self._mention(j)
        if last is None or last.every or _MOVED.match(text, last.end):
            return None, j
        if _RANKS[next(iter(last.terms))] > _RANKS[next(reversed(first.terms))]:
            return None, j  # 2003年から5月: the second is no bound of the first
        if bare and connector["list"] and not _adjoin(first, last):
            return None, j
        tail = _STRETCH_TAIL.match(text, last.end)
        return Stretch(first.start, tail.end() if tail else last.end, first, last), after

    def _stands_alone(self, mention: Mention) -> bool:
        """Whether the words name a time without a neighbour: a bare 末 or 夜 does not, a bare 未明に does."""
        match list(mention.terms):
            case ["portion"]:
                return False
            case ["era"]:
                return bool(_ERA_BEHIND.match(self._text, mention.end))
            case ["part"]:
                word = str(mention.terms["part"].value)
                told = len(word) > 1 and _TIME_PARTICLE.match(self._text, mention.end)
                return bool(mention.near or mention.every or told)
        return True


def _length_unit(piece: Piece) -> str | None:
    """The unit of `LENGTHS` that a piece counts in, None where it counts no time."""
    if piece.kind == "half":
        return piece.unit
    return "月" if piece.unit[1:2] == "月" else _LENGTH_UNITS.get(piece.unit)


def _with_fraction(seconds: Numeral, words: str) -> Numeral | None:
    """2分17秒35: the digits behind the second are its hundredths."""
    if not (words.isascii() and words.isdigit()) or seconds.low != seconds.low.to_integral_value():
        return None
    return read_number(f"{seconds.low}.{words}")


def _adjoin(first: Mention, last: Mention) -> bool:
    """Whether 10、11日 are days in a row, which make one span of time; 10、15日 don't."""
    a, b = next(reversed(first.terms.values())).value, next(iter(last.terms.values())).value
    return isinstance(a, int) and isinstance(b, int) and b == a + 1
