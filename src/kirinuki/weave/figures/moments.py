"""As of when a number is, and of which event: 5日現在, 29日から30日にかけて; 前回, 2004年の, 関東大震災では."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from typing import NamedTuple

from kirinuki.model.reading import Interval, Reading, Statement
from kirinuki.model.text import Span
from kirinuki.weave.figures.headlines import Headlines
from kirinuki.weave.slots import Slot

_REACH, _NEAREST = 160, 8
"""Characters, and times, before a number among which the time and the event that it is of are looked for."""
_LONG_PAST = 60
"""Days: a time so far back is of another event, or of the beginning of this one."""
_A_MONTH = 31
_FORMER = re.compile(
    r"前回(?!の?[^、。]{0,8}が(?:行|発生|起|開))|前々回|(?:前年|平年|例年|従来)(?!の?同期)?(?!より|に比べ|と比べ|比|から)|過去最[多大高悪]|過去[0-9]+年|(?:解散|改選|選挙|震災|地震)前"
)
_COMPARED = re.compile("比べ|比較|より|上回|下回|に対し")
"""Behind a former event that what follows is only measured against."""
_SINCE = re.compile(r"から|以降|以来|より|に発生|に起き|に起こ")
_AS_OF = re.compile(
    r"\s*(?:\([^)]{0,12}\))?(?:現在|の?時点|までに?|の(?:段階|発表|集計|まとめ)|に|には|の|、|に公表|付け|付の|ごろ|頃)"
)
_STATE = re.compile(r"\s*(?:\([^)]{0,12}\))?(?:現在|の?時点|まで|の段階)")
_WITHIN = re.compile(r"(?:にかけて|中|ごろ|頃)$")
"""At the end of a time: no particle need follow (29日から30日にかけて飛来した)."""
_STRETCH = re.compile(r"(?:から|より|[~〜\-－—])$")
_OTHER_EVENT = re.compile(
    r"(?P<name>[一-鿿々ァ-ヶー・]{2,14}?)(?:大?地震|大?震災|台風|噴火|大?津波|豪雨|事故|事件|戦争)(?=\(|では|での|で|における|のとき|の際)"
)
"""An event that a number behind it is of."""


class Moment(NamedTuple):
    """`time` is what words tell (`dated`), else the day of the report; `as_of` where it is the state at that time.
    `event` names another event than the report's: by its word (前回) or its year."""

    time: Interval
    dated: bool
    as_of: bool
    event: str | None


def find_moment(
    plain: str, reading: Reading, sentence: Span, slot: Slot, statement: Statement | None
) -> Moment:
    """The time told before the number in its sentence, else when it was said (by the statement that holds it), else the day
    of the report."""
    day = reading.published
    former = [*_FORMER.finditer(plain, max(sentence.start, slot.start - _REACH), slot.start)][-1:]
    event = next((f[0] for f in former if not _COMPARED.search(plain, f.end(), slot.start)), None)
    past = bisect_left(reading.times, slot.start + 1, key=lambda time: time.end)
    times = [time for time in reading.times[max(0, past - _NEAREST) : past] if time.start >= sentence.start]
    for n in range(len(times) - 1, -1, -1):
        time = times[n]
        if _days_before(time.until, day) > _LONG_PAST:
            if event is None and not _SINCE.match(plain, time.end):
                month = _days_before(time.from_, dt.date.fromisoformat(time.until[:10])) <= _A_MONTH
                event = time.from_[: len("2031-08") if month else len("2031")]
        elif _AS_OF.match(plain, time.end) or _WITHIN.search(time.of(plain)):
            stretches = n > 0 and _STRETCH.search(plain[times[n - 1].end : time.start])
            start = min(times[n - 1].from_, time.from_) if stretches else time.from_
            as_of = _STATE.match(plain, time.end) is not None
            return Moment(Interval(start, time.until), True, as_of, event)
    if statement is not None and statement.said is not None:
        return Moment(statement.said, True, False, event)
    until = day if day == dt.date.max else day + dt.timedelta(days=1)
    return Moment(Interval(day.isoformat(), until.isoformat()), False, False, event)


def other_event(plain: str, sentence: Span, slot: Slot, headlines: Headlines) -> str | None:
    """The event that the number is of, where the words before it name one that no headline of the storyline does."""
    if not headlines:
        return None
    start = max(sentence.start, slot.start - _REACH)
    for match in _OTHER_EVENT.finditer(plain, start, slot.start):
        if not headlines.name(match["name"][:2]):
            return match[0]
    return None


def _days_before(moment: str, day: dt.date) -> int:
    """How many days the moment lies before the day; 0 where it is no day of the calendar's."""
    try:
        return (day - dt.date.fromisoformat(moment[:10])).days
    except ValueError:
        return 0
