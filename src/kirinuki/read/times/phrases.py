"""How words of time join into phrases.

Adjacent pieces, each finer than the last, make a `Mention` (昨年12月上旬); two mentions with から or 〜 between them
make a `Stretch`; amounts that count no calendar unit make a `Length` (3年ぶり). What calendar time a mention means is
not decided here but in `reckoning`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kirinuki.model.reading import Morphemes
from kirinuki.model.text import Record, replace
from kirinuki.read.numerals import DASHES, read_integer
from kirinuki.read.times.lengths import NUMBER_CONNECTOR, Length, Pieces
from kirinuki.read.times.periods import eras
from kirinuki.read.times.words import MONTHS, WEEKDAYS, Piece, Term, find_pieces, vocabulary


class Mention(Record, frozen=True):
    """Words that name one calendar time, coarsest term first.

    `near` is set by 同 and 翌: what is left unsaid comes from the last time in the text.
    `every` is the unit that a recurring time comes back with (毎週: 週), `step` with how many of them (隔週: 2).
    `edge` is 前 behind a clock time, which falls short of it (午後5時前), or 台 behind an hour, which is all of it.
    """

    start: int
    end: int
    terms: dict[str, Term]
    near: bool = False
    every: str | None = None
    step: int = 1
    edge: str = ""


class Stretch(Record, frozen=True):
    """Two mentions that bound one time: 8日から9日にかけて."""

    start: int
    end: int
    first: Mention
    last: Mention


Phrase = Mention | Stretch | Length

_RANKS = {
    unit: rank
    for rank, units in enumerate(
        (
            ("era",),
            ("century", "decade"),
            ("year", "fiscal", "opening"),
            ("half", "term", "quarter", "season", "month", "span", "closing"),
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

_DISTANCES = {"年": "year", "月": "month", "週": "week", "日": "day"}
"""Units of lengths that are units of the calendar as well."""

_HABITS = ("年", "日")
"""毎年 and 毎日 alone only say that something is a habit: the gold marks neither."""

_PARTS_OF_EVERY = ("朝", "晩", "夕", "夜")
_SEASONS_OF_EVERY = {"春": "SP", "夏": "SU", "秋": "FA", "冬": "WI"}
FROM_AN_EVENT = re.compile(r"(?:から|より|の|[^はがも、。「\s]で)$")
"""Before 3年後 these name what it counts from, which need not be a date: 結婚の3年後."""

FROM_THE_LAST = re.compile(r"(?:[そこ]の|それから)$")
"""その3年前 counts from the last time in the text."""

_SHORT_OF = re.compile(r"前(?![後半場期線者例衛身項年月日週回続])")
_EDGES = {"hour": re.compile(rf"{_SHORT_OF.pattern}|台"), "minute": _SHORT_OF, "clock": _SHORT_OF}
"""Behind a clock time: a little before it, or all of the hour."""

_MORE = re.compile(r"[前後半余目]|ぶり|以上|近く|がかり")
"""Behind a length: it is more, or something else, than the whole that was named."""

_NAMED_AFTER_YEAR = re.compile(
    r"[一-鿿ァ-ヶーA-Za-z0-9・]{0,12}?(?:ドラフト|ワールドカップ|選手権|グランプリ|オリンピック|パラリンピック)|問題"
)
"""Directly behind a year with its four digits: the name of an event, and the year is part of it."""

_DISASTER = re.compile(r"[一-鿿]{0,8}?(?:地震|豪雨|豪雪|大震災|噴火)")
"""Directly behind a year of an era: the name that the weather agency gave it (令和6年能登半島地震)."""

_OTHER_DAY = re.compile(r"月|市|町|坊主|酔い|千秋")
_IDLE_DAY = re.compile(
    r"も早|中(?!に)|一日|平均|[0-9約]|も欠|がかり|警察|駅長|署長|店長|で"
    r"|の(?:大半|接続|利用|乗降|平均|生産|使用|消費|摂取|感染者|売り上げ|最|通行|輸送|来場|来客|乗客|販売|処理|放送|診療|労働|睡眠|終わり)"
    r"|の[^はがを、。]{1,10}としては?(?:過去)?最"
)
"""Behind 一日: any one day, not the first of a month."""

_CONNECTOR = re.compile(rf"(?:ごろ|頃|すぎ|過ぎ|中(?=から))?\s?(?:から|より|[{DASHES}ー])\s?")
_STRETCH_TAIL = re.compile(r"にかけて?|まで(?!に)")
_MOVED = re.compile(r"[にへ](?:延期|変更|前倒し|繰り|ずら|移)")
"""3月から4月に延期: two times, not one stretch."""
_TIME_PARTICLE = re.compile(
    r"に(?![はも]?つい)|から|まで|以降|ごろ|頃|、|を前に|を控え|の(?:実績|決算|純利益|営業利益|最終|連結|売上|配当|初め|半ば|終わり|はじめ|なかば|おわり|[0-9午朝夜]|[一-鿿]{1,4}選(?![手択考抜出])|(?:定例)?(?:記者)?会見|閣議|本会議|取引)"
)
_ERA_BEHIND = re.compile(r"以[来降]|時代|[初中末前後]期|期[のにはか]")
"""明治 before one of these is a time, and no part of a name (明治大)."""
_GAPS = ("", "の", " ")
"""Between the pieces of one time, besides the T of 2024-11-05T18:00."""
_CLOCKS = ("現地時間", "日本時間", "現地時間の", "日本時間の", "現地")
_NO_TERMS = (Term("", "named", 0),)
_TO = ("〜", "~", "-", "ら")
_CLOCK_CONTEXT = re.compile(r"ごろ|頃|から|に|まで|現在|[〜~]|開[始演会場]|[発着]")
_SEASON_ENDS = re.compile(r"[のにはもをか、。」)\n]|から|まで|以降|$")
"""夏季 before another noun makes a name with it (夏季五輪)."""


def find_phrases(text: str, morphemes: Morphemes) -> list[Phrase]:
    """Everything in `text` (width-folded) that names a time or a length of time, in order, without overlaps."""
    return list(_Grammar(text, list(find_pieces(text, morphemes))).phrases())


class _Grammar(Pieces):
    """Reads on from a piece as far as the next one belongs to it."""

    def phrases(self) -> Iterable[Phrase]:
        i = end = 0
        while i < len(self.all):
            if self.all[i].start < end:  # the tail of a length took it: 2日半 and no 半日
                i += 1
                continue
            phrase, i = self._phrase(i)
            if phrase is not None:
                end = phrase.end
                yield phrase

    def _phrase(self, i: int) -> tuple[Phrase | None, int]:
        """The phrase that begins at piece `i`, None where none does; and the piece to go on with."""
        upper = self.upper_of(i)
        if upper is None and self.all[i].kind == "number" and not self.all[i].unit:
            return None, i + 1  # a third of all pieces: numbers that count something else
        if self.counts(i) or (upper is not None and (self.counts(i + 1) or self.some_days(i, upper))):
            length, after = self.length(i)
            return (self._from_afar(length, after) if length is not None else None) or (length, after)
        mention, i = self._mention(i)
        if mention is None:
            return None, i
        stretch, i = self._stretch(mention, i)
        if stretch is not None:
            return stretch, i
        return mention if self._stands_alone(mention) else None, i

    def _from_afar(self, length: Length, j: int) -> tuple[Mention, int] | None:
        """60年前の6月, 2日前の夜: a distance whose end the next pieces, from `j` on, name more finely."""
        text, pieces = self.text, self.all
        number, unit = length.amounts[0]
        term = _DISTANCES.get(unit)
        if not length.direction or term is None or len(length.amounts) > 1 or length.most is not None:
            return None
        if number.vague or number.low != int(number.low) or j >= len(pieces):
            return None
        if text[length.end : pieces[j].start] != "の" or FROM_AN_EVENT.search(
            text, max(0, length.start - 2), length.start
        ):
            return None
        from_last = length.direction > 0 or FROM_THE_LAST.search(text, max(0, length.start - 4), length.start)
        by = Term(term, "last" if from_last else "told", int(number.low) * length.direction)
        mention, after = self._mention(j, by)
        return None if mention is None else (replace(mention, start=length.start), after)

    # -- calendar

    def _mention(self, i: int, given: Term | None = None) -> tuple[Mention | None, int]:
        """The calendar time whose first piece is `i`, None where it begins none; and the piece to go on with.

        `given` is what was said before that piece, which must add to it.
        """
        pieces, text = self.all, self.text
        terms: dict[str, Term] = {given.unit: given} if given else {}
        near, every, step, rank = False, "", 1, _RANKS[given.unit] if given else -1
        end = pieces[i].start
        j = i
        while j < len(pieces):
            piece = pieces[j]
            gap = text[end : piece.start]
            if j > i and gap not in _GAPS and not self._joins(gap, pieces[j - 1], piece):
                break
            if not terms and piece.kind in ("near", "every", "ad"):
                near = near or piece.kind == "near"
                if piece.kind == "every":
                    every, step = piece.words, 2 if piece.unit == "隔" else 1
            else:
                found = self._terms(j, terms)
                halves = bool(found) and found[0].unit == "part" and "part" in terms  # 翌朝午前10時
                if j > i and rank == _RANKS["day"] and not gap and _says_again(terms, found):  # あす13日
                    end, j = piece.end, j + 1
                    continue
                if not found or (_RANKS[found[0].unit] <= rank and not halves):
                    break
                terms |= {t.unit: t for t in found}
                rank = _RANKS[found[-1].unit]
            end, j = piece.end, j + 1
            if piece.kind == "number" and not piece.unit:
                break  # the first half of a range: what follows belongs to the second
        if every in _PARTS_OF_EVERY:
            terms, every = {"part": Term("part", "named", every)} | terms, "日"
        elif every in _SEASONS_OF_EVERY:
            terms, every = {"season": Term("season", "named", _SEASONS_OF_EVERY[every])} | terms, "年"
        if j == i or not (terms or (every and (step > 1 or every not in _HABITS))):
            return None, i + 1
        if len(terms) == 1 and j < len(pieces) and pieces[j].words in ("1", "一"):
            end, j = self._all_of_it(terms, end, j)
        edge, last = None, next(reversed(terms), "")
        if last in _EDGES:
            edge = _EDGES[last].match(text, end)
        elif last == "weekday" and not every and text.startswith("ごと", end):
            every, end = "週", end + 2  # 日曜ごとに
        word = edge[0] if edge else ""
        return Mention(pieces[i].start, end + len(word), terms, near, every or None, step, word), j

    def _joins(self, gap: str, before: Piece, behind: Piece) -> bool:
        """Whether one time goes on over these words: 2024-11-05T18:00, 2025/08/04-13:05, 7日現地時間午前."""
        if behind.kind == "hm":
            return gap == "T" or (gap == "-" and before.kind == "date")
        part = behind.kind == "word" and (vocabulary().get(behind.words) or _NO_TERMS)[0].unit == "part"
        return part and gap in _CLOCKS

    def _all_of_it(self, terms: dict[str, Term], end: int, j: int) -> tuple[int, int]:
        """今年1年間, 今月1カ月: the length of all that was named says nothing more; the end and the next piece then."""
        piece = self.all[j]
        ((unit, term),) = terms.items()
        counted = "月" if piece.unit[1:2] == "月" else piece.unit[:1]
        whole = term.anchor != "named" and _DISTANCES.get(counted) == unit
        if not whole or self.text[end : piece.start] not in ("", "の") or _MORE.match(self.text, piece.end):
            return end, j
        return piece.end, j + 1

    def _terms(self, j: int, so_far: dict[str, Term]) -> tuple[Term, ...]:
        """What piece `j` says, given what was said before it; empty where it is no part of a calendar time."""
        piece = self.all[j]
        match piece.kind:
            case "number":
                return self._number(j, so_far)
            case "word":
                return self._word(piece, so_far)
            case "era":
                era = Term("era", "named", piece.words)
                first = eras()[piece.words][0].year
                unit = "fiscal" if piece.unit.endswith("度") else "year"
                return (era, Term(unit, "named", first)) if piece.unit else (era,)
            case "weekday" if self.text.startswith("版", piece.end):
                return ()
            case "weekday" if piece.unit != "(" or "day" in so_far:
                nth = read_integer(piece.unit) or 0 if piece.unit not in ("", "(") else 0
                return (Term("weekday", "named", WEEKDAYS.index(piece.words) + 1 + 10 * nth),)
            case "date":
                y, m, d = map(
                    int, piece.words.replace("/", "-").replace(".", "-").replace("・", "-").split("-")
                )
                return Term("year", "named", y), Term("month", "named", m), Term("day", "named", d)
            case "md" if not so_far:
                m, d = map(int, piece.words.split("/"))
                return Term("month", "named", m), Term("day", "named", d)
            case "english" if not so_far:
                return _english(piece.words)
            case "hm":
                full = piece.words[2:3] == ":" or piece.words[-1] in "Mm."  # 18:00 is no score, 2:15 may be
                said = full or _CLOCK_CONTEXT.match(self.text, piece.end) or self.before(j, 1) in _TO
                return _clock(piece.words) if so_far or said else ()
        return ()

    def _word(self, piece: Piece, so_far: dict[str, Term]) -> tuple[Term, ...]:
        """春 and its like are times behind a year (昨年の秋) or before a particle of time (秋に)."""
        terms = vocabulary().get(piece.words)
        if terms is None:
            particle = so_far or _TIME_PARTICLE.match(self.text, piece.end)
            return vocabulary()["?" + piece.words] if particle else ()
        if piece.words == "週末" and "week" in so_far:
            return terms[1:]  # 再来週の週末
        return () if piece.words[-1] == "季" and not _SEASON_ENDS.match(self.text, piece.end) else terms

    def _number(self, j: int, so_far: dict[str, Term]) -> tuple[Term, ...]:
        """A number with its unit; without one, the first half of a range takes that of the second (9〜11日)."""
        piece, upper = self.all[j], self.upper_of(j)
        unit = upper.unit if upper else piece.unit
        number = read_integer(piece.words)
        if number is None or self.before(j, 1) in ("第", "何"):
            return ()
        if "era" in so_far and unit in ("年", "年度") and number <= 99:
            number += eras()[str(so_far["era"].value)][0].year - 1
        if self.text.startswith(("号", "場所"), piece.end) and piece.unit in ("年", "月", "日"):
            return ()  # a magazine's and a tournament's: 11月号, 七月場所
        match unit:
            case "年" if self._begins_years(j, number) if upper else self.year_of(j) is not None:
                return (Term("year", "named", number),)
            case "年度" if number >= 1000 or len(piece.words) == 2:
                return (Term("fiscal", "named", number),)
            case "年代" if number % 10 == 0 and "era" in so_far:
                return (Term("decade", "named", number + eras()[str(so_far["era"].value)][0].year - 1),)
            case "年代" if number % 10 == 0:
                return (Term("decade", "named", number),)
            case "世紀" if 1 <= number <= 30:
                return (Term("century", "named", number),)
            case "月" if 1 <= number <= 12:
                return (Term("month", "named", number),)
            case "月期" if 1 <= number <= 12:
                if upper or (j and self.upper_of(j - 1)):
                    return (Term("month", "named", number),)
                whose = "year" in so_far or not self.text.startswith("決算", piece.end)
                return (Term("closing", "named", number),) if whose else ()
            case "日" if 1 <= number <= 31 and self._is_date(j, so_far):
                return (Term("day", "named", number),)
            case "時" | "時半" if number <= 30 and (
                piece.words != "一" or "part" in so_far
            ):  # 一時: for a while
                hour = Term("hour", "named", number)
                return (hour, Term("minute", "named", 30)) if piece.unit == "時半" else (hour,)
            case "分" if "hour" in so_far or (not so_far and self.behind(j, "near")):
                return (Term("minute", "named", number),)
            case "秒" if "minute" in so_far:
                return (Term("second", "named", number),)
        return ()

    def _begins_years(self, j: int, number: int) -> bool:
        """Whether the bare number at `j` is the first of two years: 2006〜07年, 04〜05年, (667〜672年)."""
        if 1000 <= number <= 2999:
            return True
        return len(self.all[j].words) == len(self.all[j + 1].words) and self.year_of(j + 1) is not None

    def _is_date(self, j: int, so_far: dict[str, Term]) -> bool:
        """Whether a number before 日 is a day of a month: not in 三日月, 一日も早く, 1日当たり, 13月1日, 週1日, 4泊5日."""
        piece, text = self.all[j], self.text
        if self.upper_of(j):
            return not self.counts(j + 1)
        if self.counts(j) or _OTHER_DAY.match(text, piece.end) or self.in_order(piece.end):
            return False
        if piece.words in ("一", "1") and "month" not in so_far and _IDLE_DAY.match(text, piece.end):
            return False
        return bool(so_far) or self.before(j, 1) not in ("年", "月", "週", "泊") or self.behind(j, "every")

    def _stretch(self, first: Mention, j: int) -> tuple[Stretch | None, int]:
        """`first` and the mention at piece `j` as one stretch of time, None where no words join them."""
        pieces, text = self.all, self.text
        if j >= len(pieces):
            return None, j
        bare = pieces[j - 1].kind == "number" and not pieces[j - 1].unit
        connector = (NUMBER_CONNECTOR if bare else _CONNECTOR).match(text, first.end)
        if connector is None or connector.end() != pieces[j].start:
            return None, j
        last, after = self._mention(j)
        if last is None or last.every or not first.terms or _MOVED.match(text, last.end):
            return None, j  # 毎月から…: what only comes back again begins nothing
        rank, ages = (
            _RANKS[next(iter(last.terms))],
            first.terms.keys() <= {"century", "decade", "era", "portion"},
        )
        if rank > _RANKS[next(reversed(first.terms))] and not (ages and "year" in last.terms):
            return None, j  # 2003年から5月: the second is no bound of the first, as in 1960年代から2012年
        if bare and connector["list"] and not _adjoin(first, last):
            return None, j
        tail = _STRETCH_TAIL.match(text, last.end)
        return Stretch(first.start, tail.end() if tail else last.end, first, last), after

    def _stands_alone(self, mention: Mention) -> bool:
        """Whether the words name a time without a neighbour: a bare 末 or 夜 does not, a bare 未明に does."""
        if self.text.startswith("並み", mention.end):
            return False
        if len(mention.terms) > 2 and "era" not in mention.terms:
            return True
        match list(mention.terms):
            case ["portion"]:
                return False
            case ["era"]:
                return bool(_ERA_BEHIND.match(self.text, mention.end))
            case ["era", "year", *_] if _DISASTER.match(self.text, mention.end):
                return False
            case ["year"] if _NAMED_AFTER_YEAR.match(self.text, mention.end):
                return mention.terms["year"].anchor != "named" or mention.end - mention.start != 5
            case ["part"]:
                word = str(mention.terms["part"].value)
                told = len(word) > 1 and _TIME_PARTICLE.match(self.text, mention.end)
                return bool(mention.near or mention.every or told)
        return True


def _english(words: str) -> tuple[Term, ...]:
    """September 1, 2005; 1 September 2005; Dec. 30."""
    numbers = re.findall(r"[0-9]+", words)
    found = re.search(r"[A-Z][a-z]{2}", words)
    assert found is not None and numbers
    terms = (Term("month", "named", MONTHS.index(found[0]) + 1), Term("day", "named", int(numbers[0])))
    return (Term("year", "named", int(numbers[1])), *terms) if len(numbers) > 1 else terms


def _clock(words: str) -> tuple[Term, ...]:
    """18:00, 6:00PM; 12:10AM is ten past midnight."""
    digits, half = words.rstrip("AaPpMm. "), words[-4:].upper()
    if half[-1] in "M.":
        hour, _, finer = digits.partition(":")
        digits = f"{int(hour) % 12 + (12 if 'P' in half else 0)}:{finer}"
    return (Term("clock", "named", digits),)


def _says_again(terms: dict[str, Term], found: tuple[Term, ...]) -> bool:
    """Whether `found` is the date of a day that `terms` told from today: きょう12日."""
    return (
        terms.keys() == {"day"}
        and terms["day"].anchor == "told"
        and found[:1] == (Term("day", "named", found[0].value) if found else None,)
    )


def _adjoin(first: Mention, last: Mention) -> bool:
    """Whether 10、11日 are days in a row, which make one span of time; 10、15日 don't. Behind 31 comes 1."""
    a, b = next(reversed(first.terms.values())).value, next(iter(last.terms.values())).value
    if not (isinstance(a, int) and isinstance(b, int)):
        return False
    if "year" in last.terms and b < 100:
        return b == (a + 1) % 100  # 1947・48年
    return b == a + 1 or (b == 1 and a >= 28 and "day" in last.terms)
