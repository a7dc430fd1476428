"""Finds the words that name times and lengths of time, and says what each word contributes.

One scan gives typed pieces (昨年 │ 12月 │ 上旬); adjacent pieces, each finer than the last, make a `Mention`
(昨年12月上旬); two mentions with から or 〜 between them make a `Stretch`; amounts that count no calendar unit
make a `Length` (3年ぶり). What calendar time a mention means is not decided here but in `times`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from kirinuki.model.reading import Morphemes
from kirinuki.read.numerals import CHARACTERS, NUMBER, Numeral, read_integer, read_number
from kirinuki.read.periods import day_parts, eras, lexicon, portions

Anchor = Literal["named", "told", "last"]
"""What a term's value counts from: nothing, the day of telling, or the last time in the text."""


class Term(NamedTuple):
    """One unit of a mention: 昨年 is ("year", "told", -1), 12月 is ("month", "named", 12)."""

    unit: str
    anchor: Anchor
    value: int | str


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name one calendar time, coarsest term first.

    `near` is set by 同 and 翌: what is left unsaid comes from the last time in the text.
    `every` is the unit that a recurring time comes back with (毎週 is week).
    """

    start: int
    end: int
    terms: dict[str, Term]
    near: bool = False
    every: str | None = None

    @property
    def coarsest(self) -> int:
        return _RANKS[next(iter(self.terms))]

    @property
    def finest(self) -> int:
        return _RANKS[next(reversed(self.terms))]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Two mentions that bound one time: 29日から30日にかけて."""

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


_RANKS = {
    unit: rank
    for rank, units in enumerate(
        (
            "century decade era",
            "year fiscal",
            "half quarter season month span closing",
            "week monday portion",
            "day",
            "weekday",
            "part",
            "clock hour",
            "minute",
            "second",
        )
    )
    for unit in units.split()
}

LENGTHS = {"世紀": "", "年": "Y", "月": "M", "週": "W", "日": "D", "時": "H", "分": "M", "秒": "S"}
"""Units of lengths, large to small, with the letter each has in an ISO 8601 duration."""

_MONTHS = "[カかヵヶケ箇個ヵ]月"
_LENGTH_UNITS = {
    unit: unit[0] for unit in ("年", "年間", "週", "週間", "日", "日間", "時間", "分", "分間", "秒", "秒間")
}
_LENGTH_UNITS["世紀"] = "世紀"
"""Units that can count, beside those of months, which have many spellings."""

_HALVES = {
    "半世紀": ("50", "年"),
    "四半世紀": ("25", "年"),
    "半年": ("6", "月"),
    "半月": ("0.5", "月"),
    "半日": ("12", "時"),
}

_WEEKDAYS = "月火水木金土日"
_NOT_AN_HOUR = "間代期点刻給速価差"


@cache
def _words() -> dict[str, tuple[Term, ...]]:
    """All words of the lexicons; those that need a particle behind them begin with `?`."""
    table = {word: tuple(map(_term, terms.split())) for word, terms in lexicon("time_words")}
    table |= {word: (Term("portion", "named", word),) for word in portions()}
    table |= {word: (Term("part", "named", word),) for word in day_parts()}
    return table


def _term(words: str) -> Term:
    found = re.fullmatch(r"(~?)([a-z]+)(?:=(.+)|([+-][0-9]+))", words)
    if found is None:
        raise ValueError(f"time_words.tsv: {words}")
    last, unit, named, offset = found.groups()
    if named is not None:
        return Term(unit, "named", int(named) if named.isdigit() else named)
    return Term(unit, "last" if last else "told", int(offset))


def _any(words: Iterable[str]) -> str:
    """Regex for the longest of `words`, tried by first character so that a miss is found out fast."""
    by_head: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda w: (-len(w), w)):
        by_head.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(head)}(?:{'|'.join(tails)})" for head, tails in sorted(by_head.items()))


@cache
def _scanner() -> re.Pattern[str]:
    words = {w.lstrip("?") for w in _words()} | set(_HALVES)
    heads = "".join(sorted({re.escape(w[0]) for w in words} | {e[0] for e in eras() if len(e) > 1}))
    units = (
        rf"年度|年代|世紀|年間|年|{_MONTHS}間?|月期|月|週間|週|日間|の?両日|日|時間|時半|時|分間|分|秒間|秒"
    )
    return re.compile(
        rf"""(?=[0-9{CHARACTERS}{heads}毎翌同西HRSTM(第{_WEEKDAYS}])(?:
        (?P<date>(?<![0-9./-])[0-9]{{4}}([/.-])[0-9]{{1,2}}\2[0-9]{{1,2}}(?![0-9/.-]))
        |(?P<hm>(?<![0-9:.])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9:]))
        |(?P<word>{_any(words)})
        |(?P<number>{NUMBER})(?:[ ]?(?P<unit>{units}))?
        |(?P<era>{_any(e for e in eras() if len(e) > 1)}|(?<![A-Za-z0-9])[HRSTM](?=[0-9.]{{1,2}}年))(?P<first>元年度?)?
        |(?P<ad>西暦)
        |(?P<weekday>\((?P<short>[{_WEEKDAYS}])(?:曜日?)?(?:[・、]?[祝休])?\)|(?:第(?P<nth>[1-5一二三四五]))?(?P<wd>[{_WEEKDAYS}])曜日?)
        |(?P<every>毎(?P<per>年|月|週|日|朝|晩))
        |(?P<near>[同翌](?=[{CHARACTERS}午年月]))
        )""",
        re.VERBOSE,
    )


class _Piece(NamedTuple):
    start: int
    end: int
    kind: str
    """word, number, era, weekday, every, near, half, date, hm, ad."""
    words: str
    """The number's words, the weekday's, or the word itself."""
    unit: str
    """The unit behind a number, empty where none is."""


class Borders:
    """Where morphemes begin and end, to tell a word from the same characters inside another one."""

    def __init__(self, morphemes: Morphemes) -> None:
        self._starts = morphemes.starts
        self._ends = morphemes.ends
        self._tags = morphemes.tags
        self._begins = set(morphemes.starts)

    def at(self, index: int) -> int:
        """Which morpheme covers the code point at `index`, -1 for none."""
        found = bisect_right(self._starts, index) - 1
        return found if found >= 0 and index < self._ends[found] else -1

    def begins(self, index: int) -> bool:
        return index in self._begins

    def crossing(self, index: int) -> int:
        """The morpheme that begins before `index` and ends behind it, -1 for none."""
        if index in self._begins:
            return -1
        return self.at(index)

    def inside_name(self, start: int, end: int) -> bool:
        """Whether a proper noun runs over the end of these words or holds them all."""
        found = self.crossing(end)
        return found >= 0 and self._tags[found].startswith("名詞-固有名詞")

    def begins_before(self, morpheme: int, index: int) -> bool:
        return self._starts[morpheme] <= index


_NO_CALENDAR = re.compile(  # behind 日 or 年: it is a length, or a count of times
    r"(?:半(?!ば|期))?(?:間|もの間|以上|以下|以内|未満|超|余り|あまり|余|近く|ほど|程度?|くらい|ぐらい|弱|強|足らず)?"
    r"(?:ぶり|振り|連続|続けて|続き|[前後](?![後半場期線者例衛身項年月日週回])|まえ)"
    r"|半(?!ば|期)|間|もの間|以上|以内|未満|余り|あまり|余(?!震|波|罪)|近く|ほど|程度?|くらい|ぐらい|足らず|がかり"
    r"|にわたり|にわたって|にわたる|分(?![0-9])|おき|ごと|に[0-9一二三]+[回度]"
)
_ORDINAL = re.compile(
    r"目|生(?![まき])|回生|期生|組|位|号|債|国債|式|型|版|次|忌|物(?!語)|制|祭|卒|度目|当たり|あたり|平均|[1-9一二三]?[回度食](?!目)|分の"
)
_LENGTH_BEFORE = re.compile(
    r"(?:約|およそ|丸|まる|満|過去|今後|わずか|ほぼ|最大|最長|最短|生後|残り|向こう|任期|懲役|禁錮|拘禁刑|猶予|勤続|在任|在職"
    r"|築|さらに|延べ|通算|あと|計|約束の|この|ここ|もう)$"
)
_DAYS_BEFORE = re.compile(
    r"(?:約|およそ|丸|まる|過去|わずか|最大|最長|最短|生後|残り|向こう|あと|延べ|通算)$"
)
_FRACTION = re.compile(rf"の[{CHARACTERS}]")
_GRADE = re.compile(r"(?:小学校?|中学校?|高校|大学|大学院|高専|[小中高大]|第|何|[0-9A-Za-z]-?)$")
_ABOUT = re.compile(r"(?:約|およそ|おおよそ|ほぼ)$")
_LENGTH_TAIL = re.compile(
    r"(?P<half>半(?!ば|期))?(?:もの)?間?"
    r"(?:余り|あまり|余(?!震|波|罪)|近く|ほど|程度?|くらい|ぐらい|弱|強|足らず|以上|以内|以下|未満|超|前後)?"
    r"(?P<tail>ぶり|振り|連続|続けて)?(?P<way>[前後](?![後半場期線者例衛身項年月日週回続])|まえ)?"
)
_CONNECTOR = re.compile(r"\s?(?:から|より|[〜~～\-–—―ー])\s?")
_NUMBER_CONNECTOR = re.compile(r"から|[〜~～\-–—―ー、・]|及び|および|と")
_STRETCH_TAIL = re.compile(r"にかけて?|まで(?!に)")
_MOVED = re.compile(r"[にへ](?:延期|変更|前倒し|繰り|ずら|移)")
_TIME_PARTICLE = re.compile(r"に(?![はも]?つい)|から|まで|以降|ごろ|頃|、|の[0-9午朝夜]")


def scan(text: str, morphemes: Morphemes) -> list[Mention | Stretch | Length]:
    """Everything in `text` that names a time or a length of time, in text order, without overlaps."""
    return list(_Parser(text, Borders(morphemes)).items())


class _Parser:
    """Joins pieces: reads on from a piece as far as the next one is finer."""

    def __init__(self, text: str, borders: Borders) -> None:
        self._text = text
        self._borders = borders
        self._pieces = list(self._find_pieces())

    def items(self) -> Iterable[Mention | Stretch | Length]:
        i = 0
        while i < len(self._pieces):
            length = self._length(i)
            if length is not None:
                item, i = length
                if item is not None:
                    yield item
                continue
            mention = self._mention(i)
            if mention is None:
                i += 1
                continue
            first, i = mention
            stretch = self._stretch(first, i)
            if stretch is not None:
                item, i = stretch
                yield item
            elif first.terms and self._stands_alone(first):
                yield first

    # -- pieces

    def _find_pieces(self) -> Iterable[_Piece]:
        text, borders = self._text, self._borders
        era_end = -1
        for found in _scanner().finditer(text):
            kind = found.lastgroup or ""
            start, end = found.span()
            if kind in ("unit", "number"):
                before = text[max(0, start - 3) : start]
                if before == "紀元前" or (
                    before[-1:].isascii() and before[-1:].isalnum() and start != era_end
                ):
                    continue
                unit = found["unit"] or ""
                unit = "日" if unit.endswith("両日") else unit
                if unit == "時" and text[end : end + 1] in _NOT_AN_HOUR and end < len(text):
                    continue
                if unit in ("分", "秒", "時", "週") and borders.crossing(end) >= 0:  # 3分野, 3週目
                    continue
                if (
                    found["number"] == "十" and unit == "分"
                ):  # 十分 is "enough", ten minutes are 10分 or 十分間
                    continue
                if unit and not found["number"][0].isascii() and borders.inside_name(start, end):
                    continue
                yield _Piece(start, end, "number", found["number"], unit)
            elif kind == "word":
                word = found["word"]
                if word in _HALVES:
                    yield _Piece(start, end, "half", *_HALVES[word])
                elif self._is_word(start, end):
                    yield _Piece(start, end, "word", word, "")
            elif kind in ("era", "first"):
                era_end = end
                yield _Piece(start, end, "era", found["era"], found["first"] or "")
            elif kind in ("weekday", "short", "wd", "nth"):
                day = found["short"] or found["wd"]
                yield _Piece(start, end, "weekday", day, found["nth"] or ("(" if found["short"] else ""))
            elif kind in ("every", "per"):
                yield _Piece(start, end, "every", found["per"], "")
            else:
                yield _Piece(start, end, kind, found.group(), "")

    def _is_word(self, start: int, end: int) -> bool:
        """Whether the word stands for itself: 朝 does not in 朝日新聞, 秋 not in 秋田県."""
        borders = self._borders
        before = self._text[start - 1 : start]
        if _COMPARISON.match(self._text, end):
            return False
        if not borders.begins(start) and before not in "年月日度期夜朝":
            return False
        crossing = borders.crossing(end)
        if crossing < 0:
            return True
        if self._text.startswith(("ごろ", "頃"), end):
            return True
        # A longer morpheme that begins with the word (昨年末) goes on in the next piece; any other swallows it.
        return (
            borders.begins_before(crossing, start) and end - start > 1 and not borders.inside_name(start, end)
        )

    # -- lengths

    def _length(self, i: int) -> tuple[Length | None, int] | None:
        """The length that begins at piece `i`; (None, next) where the piece counts but is no length (3年生)."""
        text, pieces = self._text, self._pieces
        first = pieces[i]
        low: Numeral | None = None
        j = i
        if first.kind == "number" and not first.unit:
            follow = self._next_of_range(i)
            if follow is None:
                return None
            low, j = read_number(first.words), i + 1
        piece = pieces[j]
        if not self._counts(j):
            return None
        before = text[max(0, first.start - 4) : first.start]
        if _GRADE.search(before) or _ORDINAL.match(text, piece.end):
            return None, j + 1
        amounts: list[tuple[Numeral, str]] = []
        end = piece.end
        while j < len(pieces):
            piece = pieces[j]
            unit = _length_unit(piece)
            number = read_number(piece.words)
            if (
                unit is None
                or number is None
                or (amounts and (piece.start != end or not _finer(unit, amounts[-1][1])))
            ):
                break
            amounts.append((number, unit))
            end, j = piece.end, j + 1
            if unit == "秒" and j < len(pieces) and pieces[j].start == end and not pieces[j].unit:
                fraction = pieces[j].words  # 1分52秒86: the digits behind the second are its hundredths
                if fraction.isascii() and fraction.isdigit() and number.low == number.low.to_integral_value():
                    exact = read_number(f"{number.low}.{fraction}")
                    if exact is not None:
                        amounts[-1] = (exact, unit)
                        end, j = pieces[j].end, j + 1
        if not amounts:
            return None, i + 1
        most = None
        if low is not None:
            most, amounts[0] = amounts[0][0], (low, amounts[0][1])
        elif len(amounts) == 1 and (span := self._upper(j, end, amounts[0][1])) is not None:
            most, end, j = span
        tail = _LENGTH_TAIL.match(text, end)
        assert tail is not None  # every part of it is optional
        if tail["half"]:
            amounts.append(_half_of(amounts[-1][1]))
        way = tail["way"]
        stem = tail.start("way") if way else tail.end()
        about = _ABOUT.search(before)
        start = first.start - (len(about.group()) if about else 0)
        direction = 0 if not way else 1 if way == "後" else -1
        return Length(start, tail.end(), tuple(amounts), most, direction, stem), j

    def _upper(self, j: int, end: int, unit: str) -> tuple[Numeral, int, int] | None:
        """2年から3年: the second amount, its end, and the next piece."""
        connector = _CONNECTOR.match(self._text, end)
        if connector is None or j >= len(self._pieces):
            return None
        piece = self._pieces[j]
        if piece.start != connector.end() or _length_unit(piece) != unit:
            return None
        number = read_number(piece.words)
        return None if number is None else (number, piece.end, j + 1)

    def _counts(self, j: int) -> bool:
        """Whether the piece counts a length, not a place on the calendar."""
        piece = self._pieces[j]
        text = self._text
        if piece.kind == "half":
            return True
        if piece.kind != "number" or _length_unit(piece) is None:
            return False
        if piece.unit == "世紀":
            return bool(_NO_CALENDAR.match(text, piece.end))
        if piece.unit not in ("年", "日"):
            before = text[max(0, piece.start - 1) : piece.start]
            return piece.unit != "分" or (before not in ("割", "時") and not _FRACTION.match(text, piece.end))
        if _NO_CALENDAR.match(text, piece.end):
            return True
        before = text[max(0, piece.start - 4) : piece.start]
        if piece.unit == "日":
            number = read_number(piece.words)
            return (
                bool(_DAYS_BEFORE.search(before))
                or number is None
                or number.vague
                or not 1 <= number.low <= 31
            )
        return self._year_of(j) is None

    def _next_of_range(self, i: int) -> _Piece | None:
        """The piece that gives its unit to the bare number at `i`: the 11日 of 9〜11日."""
        if i + 1 >= len(self._pieces):
            return None
        piece, after = self._pieces[i], self._pieces[i + 1]
        connector = _NUMBER_CONNECTOR.match(self._text, piece.end)
        if connector is None or connector.end() != after.start or not after.unit or after.kind != "number":
            return None
        return after

    # -- calendar

    def _year_of(self, j: int) -> int | None:
        """The year that a number before 年 names, of two digits where the century is left out; None for a count."""
        piece = self._pieces[j]
        number = read_integer(piece.words)
        if number is None or "," in piece.words or "万" in piece.words:
            return None
        if j and self._pieces[j - 1].end == piece.start and self._pieces[j - 1].kind in ("ad", "near", "era"):
            return number
        if 1000 <= number <= 2999 and len(piece.words) == 4:
            return number
        if len(piece.words) != 2 or not piece.words.isascii():
            return None
        if piece.words[0] == "0":
            return number
        if _LENGTH_BEFORE.search(self._text[max(0, piece.start - 4) : piece.start]):
            return None
        follows = self._pieces[j + 1] if j + 1 < len(self._pieces) else None
        if follows is not None and follows.start == piece.end:
            month = follows if follows.unit else self._next_of_range(j + 1)
            if follows.kind == "number" and month is not None and month.unit in ("月", "月期"):
                return number
            if (
                follows.kind == "word"
                and _words().get(follows.words, ())[:1]
                and follows.words not in ("内", "中")
            ):
                return number
        return number if _YEAR_TAIL.match(self._text, piece.end) else None

    def _mention(self, i: int) -> tuple[Mention, int] | None:
        """The calendar time whose first piece is `i`, and the piece after it."""
        pieces, text = self._pieces, self._text
        terms: dict[str, Term] = {}
        near, every = False, None
        start = end = pieces[i].start
        rank = -1
        j = i
        while j < len(pieces):
            piece = pieces[j]
            if j > i and text[end : piece.start] not in ("", "の", " "):
                break
            if piece.kind == "near" and not terms:
                near = True
            elif piece.kind == "every" and not terms:
                every = piece.words
            elif piece.kind == "ad" and not terms:
                pass
            else:
                found = self._terms(j, terms)
                if not found or _RANKS[found[0].unit] <= rank:
                    break
                terms |= {t.unit: t for t in found}
                rank = _RANKS[found[-1].unit]
            if not terms and every is None:
                start = piece.start if j == i else start
            end, j = piece.end, j + 1
            if piece.kind == "number" and not piece.unit:
                break  # the first half of a range: what follows belongs to the second
        if not terms and every not in ("朝", "晩"):
            return None
        if every in ("朝", "晩"):
            terms = {"part": Term("part", "named", every)} | terms
            every = "日"
        return Mention(start, end, terms, near, every), j

    def _terms(self, j: int, so_far: dict[str, Term]) -> tuple[Term, ...]:
        """What piece `j` says, given what was said before it; empty where it is no part of a calendar time."""
        piece = self._pieces[j]
        match piece.kind:
            case "number":
                return self._number_terms(j, so_far)
            case "word":
                return self._word_terms(piece, bool(so_far))
            case "era":
                return (Term("era", "named", piece.words), *_first_year(piece.words, piece.unit))
            case "weekday":
                if piece.unit == "(" and "day" not in so_far:
                    return ()
                nth = 0 if piece.unit in ("", "(") else read_integer(piece.unit) or 0
                return (Term("weekday", "named", _WEEKDAYS.index(piece.words) + 1 + 10 * nth),)
            case "date":
                y, m, d = map(int, re.split(r"[/.-]", piece.words))
                return Term("year", "named", y), Term("month", "named", m), Term("day", "named", d)
            case "hm":
                said = (
                    so_far
                    or _CLOCK_CONTEXT.match(self._text, piece.end)
                    or self._text[piece.start - 1] in "〜~ら"
                )
                return (Term("clock", "named", piece.words),) if said else ()
            case _:
                return ()

    def _word_terms(self, piece: _Piece, follows: bool) -> tuple[Term, ...]:
        """春 and its like are times behind a year (昨年の秋) or before a particle of time (秋に), 夏季 not in 夏季五輪."""
        terms = _words().get(piece.words, ())
        if terms:
            return () if piece.words[-1] == "季" and not _SEASON_ENDS.match(self._text, piece.end) else terms
        terms = _words().get("?" + piece.words, ())
        return terms if follows or _TIME_PARTICLE.match(self._text, piece.end) else ()

    def _number_terms(self, j: int, so_far: dict[str, Term]) -> tuple[Term, ...]:
        piece = self._pieces[j]
        unit = piece.unit
        if not unit:
            follow = self._next_of_range(j)
            if follow is None or follow.unit not in ("年", "月", "月期", "日", "時", "時半", "年度", "年代"):
                return ()
            if follow.unit == "日" and self._counts(j + 1):
                return ()
            unit = follow.unit if follow.unit != "時半" else "時"
        number = read_integer(piece.words.partition("・")[0] if unit in "月日年" else piece.words)
        if number is None or self._text[piece.start - 1 : piece.start] in ("第", "何"):
            return ()
        era = so_far.get("era")
        if era is not None and unit in ("年", "年度") and number <= 99:
            number += eras()[str(era.value)][0].year - 1
        match unit:
            case "年":
                if piece.unit and era is None and self._year_of(j) is None:
                    return ()
                if not piece.unit and not 1000 <= number <= 2999:
                    return ()
                return (Term("year", "named", number),)
            case "年度":
                return (Term("fiscal", "named", number),) if number >= 1000 or len(piece.words) == 2 else ()
            case "年代":
                return (Term("decade", "named", number),) if number % 10 == 0 else ()
            case "世紀":
                return (Term("century", "named", number),) if 1 <= number <= 30 else ()
            case "月" if 1 <= number <= 12:
                return (Term("month", "named", number),)
            case "月期" if 1 <= number <= 12:
                ranged = not piece.unit or (
                    j and not self._pieces[j - 1].unit and self._next_of_range(j - 1) is not None
                )
                return (Term("closing" if "year" in so_far and not ranged else "month", "named", number),)
            case "日" if 1 <= number <= 31 and (not piece.unit or not self._counts(j)):
                # the 1日 of 13月1日 and of 週1日
                orphan = not so_far and self._text[piece.start - 1 : piece.start] in ("年", "月", "週")
                orphan = orphan and not (j and self._pieces[j - 1].kind == "every")
                return (
                    ()
                    if orphan or self._is_other_day(piece, "month" in so_far)
                    else (Term("day", "named", number),)
                )
            case "時" | "時半" if number <= 30 and (piece.words.isascii() or "part" in so_far or number > 1):
                half = (Term("minute", "named", 30),) if piece.unit == "時半" else ()
                return (Term("hour", "named", number), *half)
            case "分" if "hour" in so_far or (
                not so_far and self._pieces[j - 1][1:3] == (piece.start, "near")
            ):
                return (Term("minute", "named", number),)
            case "秒" if "minute" in so_far:
                return (Term("second", "named", number),)
        return ()

    def _is_other_day(self, piece: _Piece, dated: bool) -> bool:
        """三日月, 一日も早く, 1日当たり, 3日目."""
        return bool(_OTHER_DAY.match(self._text, piece.end) or _ORDINAL.match(self._text, piece.end)) or (
            piece.words in ("一", "1") and not dated and bool(_IDLE_DAY.match(self._text, piece.end))
        )

    def _stretch(self, first: Mention, j: int) -> tuple[Stretch | Mention, int] | None:
        """`first` and the mention at piece `j` as one stretch of time, where the words join them."""
        pieces, text = self._pieces, self._text
        if j >= len(pieces):
            return None
        bare = not pieces[j - 1].unit and pieces[j - 1].kind == "number"
        connector = (_NUMBER_CONNECTOR if bare else _CONNECTOR).match(text, first.end)
        if connector is None or connector.end() != pieces[j].start:
            return None
        mention = self._mention(j)
        if mention is None:
            return None
        last, after = mention
        if last.every or last.coarsest > first.finest or _MOVED.match(text, last.end):
            return None
        if (
            bare
            and connector.group() not in ("から", "〜", "~", "-", "–", "—", "―", "ー")
            and not _adjoin(first, last)
        ):
            return None
        tail = _STRETCH_TAIL.match(text, last.end)
        return Stretch(first.start, tail.end() if tail else last.end, first, last), after

    def _stands_alone(self, mention: Mention) -> bool:
        """Whether the words name a time without a neighbour: a bare 末 or 夜 does not, a bare 未明に does."""
        units = list(mention.terms)
        match units:
            case ["portion"]:
                return False
            case ["half" | "quarter"]:
                return mention.terms[units[0]].anchor == "named"
            case ["era"]:
                return False
            case ["part"]:
                word = str(mention.terms["part"].value)
                return bool(
                    mention.near
                    or mention.every
                    or (len(word) > 1 and _TIME_PARTICLE.match(self._text, mention.end))
                )
        return True


_YEAR_TAIL = re.compile(
    r"に(?!わた|及|一度|1度|一回|1回|なる|なり|なっ|も?及|する|して|延)|は|までに|まで(?!も)|以降|以来|から|当時|比|[、,]|産|入社|入省|卒|の(?=[^歴節間])"
)
_SEASON_ENDS = re.compile(r"[のにはもをか、。」)\n]|から|まで|以降|$")
"""夏季 before another noun makes a name with it (夏季北京五輪)."""
_CLOCK_CONTEXT = re.compile(r"ごろ|頃|から|に|まで|現在|[〜~]|開[始演会場]|[発着]")
_COMPARISON = re.compile(r"比|同期|並み")
"""前年比 and 前年同期 compare; they say of no event when it was."""
_OTHER_DAY = re.compile(r"月|市|町|坊主|酔い|当たり|あたり|千秋")
_IDLE_DAY = re.compile(
    r"も早|中(?!に)|一日|千秋|平均|[0-9約]|も欠|がかり|の(?:大半|接続|利用|乗降|平均|生産|使用|消費|摂取|感染者|売り上げ|最|通行|輸送|来場|来客|乗客|販売|処理|放送|診療|労働|睡眠|終わり)|警察|駅長|署長|店長|で"
)


def _first_year(era: str, words: str) -> tuple[Term, ...]:
    """元年 and 元年度 are swallowed with the era's name."""
    if not words:
        return ()
    return (Term("fiscal" if words.endswith("度") else "year", "named", eras()[era][0].year),)


def _length_unit(piece: _Piece) -> str | None:
    """The unit of `LENGTHS` that a piece counts in, None where it counts no time."""
    if piece.kind == "half" or piece.unit.rstrip("間")[1:] == "月":
        return piece.unit.rstrip("間")[-1:]
    return _LENGTH_UNITS.get(piece.unit)


def _finer(unit: str, than: str) -> bool:
    order = list(LENGTHS)
    return order.index(unit) > order.index(than)


def _half_of(unit: str) -> tuple[Numeral, str]:
    """What 半 behind a unit adds, in the next smaller unit where that is exact."""
    number, smaller = {
        "世紀": ("50", "年"),
        "年": ("6", "月"),
        "日": ("12", "時"),
        "時": ("30", "分"),
        "分": ("30", "秒"),
    }.get(unit, ("0.5", unit))
    read = read_number(number)
    assert read is not None
    return read, smaller


def _adjoin(first: Mention, last: Mention) -> bool:
    """Whether 10、11日 are days in a row, which make one span of time; 10、15日 don't."""
    a, b = next(reversed(first.terms.values())).value, next(iter(last.terms.values())).value
    return isinstance(a, int) and isinstance(b, int) and b == a + 1
