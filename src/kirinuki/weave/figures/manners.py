"""How a number is told: of all, of a part of what was counted before it, on top or off, as what is expected, or aside."""

from __future__ import annotations

import re

from kirinuki.model.text import Span
from kirinuki.weave.figures.telling import Manner, Telling
from kirinuki.weave.slots import Slot

_BEHIND = 12
"""Characters before a number in which words tell its manner."""
_OTHERS = re.compile(r"(?:他|ほか|その他|残り|それ以外|別)の?$")
_PART = re.compile(
    r"(?:うち|内(?![一-鿿])|なか|(?<![一-鿿])中(?![一-鿿]))(?:、|の|で|では|でも|には)?[^、。]{0,6}$"
)
_OF_THEM = re.compile(r"(?:の[^、。0-9]{1,8})?(?:のうち|の内|のなか|中)(?:、|の|で|では|には)")
"""Behind a whole that is told in parts: 2217市町村のうち、610市町村で増え、1605市町村で減った."""
_ONE_OF = re.compile(r"(?<=の)(?:1|一)(?:人|つ|社|校|か国|カ国|件)")
"""One of those that were told before: 候補者の1人."""
_MORE = re.compile(r"(?:新たに|あらたに|もう|さらに|別に)$|(?:ほかに|他に|別に)、?$")
_NEARLY = r"(?:ほど|程度|余り|あまり|近く|以上)?"
_MORE_BEHIND = re.compile(
    rf"{_NEARLY}(?:の|ずつ|も|が|分)?(?:増(?!員)|上積み|上乗せ|多[いくか]|追加|上回|[^、。0-9]{{0,8}}[がも]新たに)"
)
_LESS_BEHIND = re.compile(rf"{_NEARLY}(?:の|ずつ|も|分)?(?:減|少な|下回|足りな|不足|差)")
_EXPECTED_BEHIND = re.compile(
    r"[^、。」]{0,30}?(?:可能性|恐れ|おそれ|見込み|見込ま|見通し|予測|予想|目標|予定|計画|方針|目指|かも)"
)
_AMONG_BEHIND = re.compile(r"[^、。0-9]{0,24}たほか、?[^、。]{0,30}[0-9]")
"""Behind one of the numbers that a whole is told in: 12人が土砂崩れで死亡したほか、1人が."""
_ASIDE_BEHIND = re.compile(
    r"以上の(?:強風|暴風|警戒)域|[をに](?:上回|下回|次[ぐい]|匹敵|並[びぶん])|(?:あたり|当たり|当り|につき|ごと|毎に)|[^。」]{0,40}(?<!よ)(?:れば|場合)|[^。」]{0,24}のは[^。」]{0,24}(?:以来|ぶり|初めて)"
)


def find_manner(
    text: str, sentence: Span, room: Span, slot: Slot, theme: str, before: Telling | None
) -> Manner:
    """The manner of a number that counts `theme`, where `before` is the one before it; `room` reaches from that to the next."""
    ahead = text[max(room.start, slot.start - _BEHIND) : slot.start]
    if _ASIDE_BEHIND.match(text, slot.end, sentence.end):
        return "aside"
    if _MORE.search(ahead) or _MORE_BEHIND.match(text, slot.end, room.end):
        return "more"
    if _LESS_BEHIND.match(text, slot.end, room.end):
        return "less"
    if _EXPECTED_BEHIND.match(text, slot.end, room.end):
        return "expected"
    part = (
        _PART.search(ahead)
        or (before and before.slot.start >= sentence.start and _goes_on_with_parts(text, before, slot))
        or _AMONG_BEHIND.match(text, slot.end, sentence.end)
    )
    if (
        _OTHERS.search(ahead)
        or _ONE_OF.match(text, slot.start)
        or (part and before and _holds(before, theme, slot.unit))
    ):
        return "part"
    return "whole"


def _goes_on_with_parts(text: str, before: Telling, slot: Slot) -> bool:
    """Whether the number before is told in parts, or is one of them."""
    return before.manner == "part" or _OF_THEM.match(text, before.slot.end, slot.start) is not None


def _holds(whole: Telling, part: str, unit: str) -> bool:
    """Whether what the one counts may hold what the other does: 死者・行方不明者, 死者; 461校, うち私立172校."""
    return (bool(part) and part in whole.theme) or (whole.nature == "noun" and whole.slot.unit == unit)
