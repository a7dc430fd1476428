"""Who can speak: the noun phrases of a sentence that name or describe a speaker."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from kirinuki.model.text import Record, Span, replace
from kirinuki.read.agencies import agency_names
from kirinuki.read.lexicons import rows
from kirinuki.read.statements.passage import Passage

Kind = str
"""`person`, `group`, `outlet`, `document`, or `place`: a country or town that may stand for its government."""


class Phrase(Record, frozen=True):
    """A noun phrase that can speak: its words without brackets behind them, and its first position."""

    first: int
    span: Span
    kind: Kind


@cache
def _roles() -> dict[str, Kind]:
    return {word: kind for word, kind in rows("speakers") if kind not in _NO_ROLES}


_NO_ROLES = ("suffix", "anybody", "telling", "record", "outlet name")


@lru_cache(maxsize=8192)
def _role(word: str) -> Kind | None:
    """The kind of the longest role that `word` is or ends in (常連客, 副報道官)."""
    roles = _roles()
    if len(word) > 2 and word.endswith("内"):
        word = word[:-1]  # 与党内
    if word in roles:
        return roles[word]
    return next((roles[word[-k:]] for k in range(min(len(word), 8) - 1, 1, -1) if word[-k:] in roles), None)


@cache
def _suffixes() -> tuple[str, ...]:
    return tuple(word for word, kind in rows("speakers") if kind == "suffix")


@cache
def _anybody() -> tuple[str, ...]:
    return tuple(word for word, kind in rows("speakers") if kind == "anybody")


@cache
def _outlet_endings() -> tuple[str, ...]:
    return tuple(word for word, kind in rows("speakers") if kind in ("outlet", "outlet name"))


def is_body(words: str) -> bool:
    """Whether the words name or describe a body and not a person (県警, 捜査2課)."""
    return words.endswith(_BODIES)


@lru_cache(maxsize=4096)
def is_outlet(words: str) -> bool:
    """Whether the words name or describe an outlet (中央日日新聞, 地元メディア)."""
    if words.endswith((")", "）")):
        words = words[: max(words.rfind("("), words.rfind("（"))]
    return words in _outlets() or words.endswith(_outlet_endings()) or words.startswith("週刊")


@cache
def _outlets() -> frozenset[str]:
    return frozenset([*agency_names(), *(row[0] for row in rows("outlets"))])


_NAMED_KIND = {"PERSON": "person", "ORGANIZATION": "group", "PLACE": "place", "FACILITY": "facility"}
_PERSONAL = ("氏", "さん", "容疑者", "被告", "君", "ちゃん")
_JOINERS = frozenset({"の", "・", "と", "や", "=", "·", "･", "および", "及び"})


def phrase_ending(
    passage: Passage, units: Sequence[int], last: int, lowest: int, anything: bool = False
) -> Phrase | None:
    """The noun phrase whose last unit is at `last`, if it can speak.

    Takes a name with its title where there is one (山本町長 without its 川上町の), else the whole description.
    With `anything`, a common noun that is not known for a speaker will do, unless it is known for a topic.
    """
    words = passage.words
    last = _without_asides(passage, units, last, lowest)
    if last < lowest:
        return None
    i = units[last]
    if words[i] in ("内", "内部") and last > lowest:
        last -= 1  # 与党内から
        i = units[last]
    if passage.is_quote(i):
        return _quoted_name(passage, units, last, lowest)
    past = last
    if words[i] in _AND_OTHERS and last > lowest:
        past = last - (words[i] == "など")
        last -= 1
    elif words[i] in _WHERE and last - 1 > lowest and words[units[last - 1]] == "の":
        past = last = last - 2
    elif not passage.is_noun(i):
        return None
    first = last
    while first > lowest:
        before = units[first - 1]
        if words[before] in ("【", "〔", "[") or _stands_apart(passage, units, first - 1, lowest):
            break
        if passage.is_noun(before) or (len(words[before]) == 1 and "一" <= words[before] <= "鿿"):
            if words[before] in _TIMES and passage.tags[before] == "名詞-普通名詞-副詞可能":
                break
            first -= 1
        elif words[before] in _JOINERS and first - 1 > lowest and passage.is_noun(units[first - 2]):
            first -= 2
        elif (
            words[before] == "の"
            and first - 3 >= lowest
            and words[units[first - 2]] == "など"
            and passage.is_noun(units[first - 3])
        ):
            first -= 3  # 東西大などの研究班
        else:
            break
    found = _named(passage, units, first, last, lowest) or _described(passage, units, first, last, anything)
    if found is not None and past > last:
        return replace(found, span=Span(found.span.start, passage.end(units[past])))  # 避難者(ら)
    return found


def _without_asides(passage: Passage, units: Sequence[int], last: int, lowest: int) -> int:
    """The last unit without what brackets or a pair of ＝ set off behind a name: 佐藤さん(47)=北海道="""
    while last > lowest:
        if units[last] in passage.close and not passage.is_quote(units[last]):
            last -= 1  # an age or abbreviation in brackets
        elif passage.words[units[last]] == "=":
            back = last - 1
            while back > max(lowest, last - _LONGEST_ASIDE) and passage.words[units[back]] != "=":
                back -= 1
            if passage.words[units[back]] != "=" or back <= lowest:
                break
            last = back - 1
        else:
            break
    return last


_LONGEST_ASIDE = 24
"""Units between two ＝ that set off where somebody is from."""


def _stands_apart(passage: Passage, units: Sequence[int], at: int, lowest: int) -> bool:
    """Whether a bracketed stretch opens what is before it and is no part of the phrase: (AP)米高官, 「…。」都の職員."""
    i = units[at]
    if i not in passage.close:
        return False
    if passage.is_quote(i):
        return passage.starts[passage.close[i]] - passage.ends[i] > _LONGEST_NAME
    return at == lowest or not passage.is_noun(units[at - 1])


_AND_OTHERS = frozenset({"ら", "たち", "など"})
_WHERE = frozenset({"間", "方", "ほう", "一部", "大半"})
"""A noun behind の that only sets off who speaks: 専門家の間では, 被告の方は."""
_TIMES = frozenset(
    {"今回", "当時", "後", "今", "現在", "一方", "ため", "結果", "今後", "以降", "以来"}
) | frozenset({"その後", "今年", "昨年", "去年", "ことし"})
"""Words before a noun phrase that tell when or why, and are no part of it."""


def _named(passage: Passage, units: Sequence[int], first: int, last: int, lowest: int) -> Phrase | None:
    """The name that the phrase ends in, its title included, and names joined to it by と or ・."""
    for head in range(last, max(first, last - 6) - 1, -1):
        i = units[head]
        if passage.word(i) in ("の", "と", "や"):
            return None
        entity = passage.entity_ending(passage.end(i))
        if entity is None:
            continue
        kind = _NAMED_KIND[entity.type]
        if kind in ("place", "facility", "group") and head != last:
            return None  # the name only describes what follows: ロシア側, 米軍幹部
        begin = head
        while begin > first and passage.starts[units[begin]] > entity.start:
            begin -= 1
        span = Span(min(entity.start, passage.starts[units[begin]]), passage.end(units[last]))
        if kind == "facility":
            kind = "group"
        begin, span = _joined(passage, units, lowest, first, begin, span, kind)
        return Phrase(begin, span, kind)
    return None


def _joined(
    passage: Passage, units: Sequence[int], lowest: int, first: int, begin: int, span: Span, kind: Kind
) -> tuple[int, Span]:
    """With the names before it in a row: 甲国と乙国, A社(東京)、B社, A社長とB社のC社長.

    `first` is where the phrase starts, with what describes the name at `begin`.
    """
    while begin - 2 >= lowest:
        at = begin - 1
        if passage.word(units[at]) == "の" and kind == "person":
            at = _before_description(passage, units, lowest, at)
        if at == begin - 1 and lowest + 2 < first < begin and _describes(passage, units, first, at):
            at = first - 1  # A社と、(建設会社・)B社
        far = at < begin - 1 or passage.word(units[at]) == "、" or units[at - 1] in passage.close
        comma = passage.word(units[at]) == "、"
        if comma and passage.word(units[at - 1]) in _ANDS:
            at -= 1  # A社と、建設会社のB社
        elif not comma and passage.word(units[at]) not in _ANDS:
            break
        at -= 1
        while at > lowest and units[at] in passage.close and not passage.is_quote(units[at]):
            at -= 1  # an age or an abbreviation
        entity = passage.entity_ending(passage.end(units[at])) if at >= lowest else None
        if entity is None or (far and _NAMED_KIND[entity.type] != kind):
            break
        begin = at
        while begin > lowest and passage.starts[units[begin]] > entity.start:
            begin -= 1
        span = Span(min(entity.start, passage.starts[units[begin]]), span.end)
    return begin, span


def _describes(passage: Passage, units: Sequence[int], first: int, at: int) -> bool:
    """Whether what starts at `first`, behind と、, and ends at `at` only describes the name behind it: 女優の."""
    return (
        [passage.words[i] for i in units[first - 2 : first]]
        in (["と", "、"], ["および", "、"], ["及び", "、"])
        and (passage.is_noun(units[at]) or passage.word(units[at]) == "の")
        and passage.entity_ending(passage.end(units[at - 1])) is None
    )


def _before_description(passage: Passage, units: Sequence[int], lowest: int, at: int) -> int:
    """The position before the nouns that describe a name, whose の stands at `at`: A氏と(B社の); `at` where no name
    does so (A氏と同年齢の).
    """
    if passage.entity_ending(passage.end(units[at - 1])) is None:
        return at
    first = at
    while first > max(lowest, at - _LONGEST_DESCRIPTION) and passage.is_noun(units[first - 1]):
        first -= 1
    return max(first - 1, lowest)


_LONGEST_DESCRIPTION = 8
_ANDS = frozenset({"と", "・", "や", "および", "及び", "ならびに", "並びに"})


def _described(
    passage: Passage, units: Sequence[int], first: int, last: int, anything: bool
) -> Phrase | None:
    """A description that can speak (県の担当者), or a personal name that no rule of names knew."""
    word = passage.word(units[last])
    kind = _role(word)
    tag = passage.tags[units[last]]
    if kind is None:
        if tag.startswith("名詞-固有名詞-人名"):
            if first > 0 and passage.words[units[first - 1]] in ("この", "その"):
                return None  # このヒューズ: no name
            kind = "person"
        elif (tag.startswith("名詞-固有名詞") and not tag.startswith("名詞-固有名詞-地名")) or (
            len(word) > 2 and word.isascii() and word.isupper()
        ):
            kind = "group"
        elif tag.startswith("代名詞"):
            return None
        elif word.endswith(_suffixes()) and _is_formed(word, tag, last > first):
            kind = "group" if word.endswith(_BODIES) else "person"
        elif anything and tag != "名詞-普通名詞-副詞可能" and _names_something(passage, units, first, last):
            kind = "group"
        else:
            return None
    elif kind == "topic" or (kind == "outlet" and len(word) == 1 and last == first):
        return None
    begin = first
    if kind == "outlet" and last > first and passage.is_quote(units[last - 1]):
        begin = last - 1  # 英字紙(「…」紙)
    if kind == "person":
        for at in range(last, first, -1):
            if passage.word(units[at]) == "の" and _is_personal(passage, units, at + 1, last):
                begin = at + 1
                break
            if passage.word(units[at]) == "の" and _counts(passage, units, at + 1, last):
                begin = at + 1  # 佐藤容疑者と鈴木容疑者の(2人)
                break
    span = passage.span(units[begin], units[last])
    return Phrase(begin, span, kind)


def _names_something(passage: Passage, units: Sequence[int], first: int, last: int) -> bool:
    """Whether the words are more than a number: K-1 names something."""
    return not passage.tags[units[last]].startswith("名詞-数詞") or (
        first < last and passage.words[units[first]].isascii() and passage.words[units[first]].isalpha()
    )


def _is_formed(word: str, tag: str, joined: bool) -> bool:
    """Whether the ending forms a person or a body here: ハワイ大 and 研究者, but not 拡大, 円高 or 着手."""
    if word[-1] in _AFTER_NAMES and not tag.startswith("名詞-固有名詞"):
        return len(word) == 1 and joined
    return (len(word) > 1 or joined) and not tag.endswith(("サ変可能", "形状詞可能"))


_AFTER_NAMES = "大高系連"
_BODIES = (
    *"省庁局社党軍署警県都府市町村区国会団院所部課室班隊連労委校園店館",
    "機構",
    "労組",
    "教委",
    "総研",
    "センター",
    "地検",
    "高裁",
    "地裁",
)
"""Endings of bodies; the other suffixes make persons."""


def _counts(passage: Passage, units: Sequence[int], first: int, last: int) -> bool:
    """Whether the words only count those who are named before them."""
    return (
        first < last
        and passage.words[units[last]] in ("人", "名")
        and all(passage.tags[i].startswith("名詞-数詞") for i in units[first:last])
    )


def _is_personal(passage: Passage, units: Sequence[int], first: int, last: int) -> bool:
    return passage.word(units[last]) in _PERSONAL or any(
        passage.tags[i].startswith("名詞-固有名詞-人名") for i in units[first : last + 1]
    )


def with_description(passage: Passage, units: Sequence[int], phrase: Phrase, lowest: int) -> Span:
    """The words of a speaker, with the clause that tells who it is where the noun alone is anybody.

    (祭りに来ていた)女性, but 千葉県の女性 and 中野選手 as they stand: those are told apart already.
    """
    words = phrase.span.of(passage.plain)
    at = phrase.first
    if (
        words.startswith(_FORMED)
        and at - 2 > lowest
        and passage.lemmas[units[at - 1]] in _FORMING
        and passage.words[units[at - 2]] in ("で", "が", "を", "の")
        and passage.is_noun(units[at - 3])
    ):
        first = at - 3
        while first > lowest and (
            passage.is_noun(units[first - 1]) or passage.words[units[first - 1]] in ("の", "や", "ら")
        ):
            first -= 1
        return Span(passage.starts[units[first]], phrase.span.end)  # 農家でつくる団体の幹部
    if (
        phrase.kind != "person"
        or not words.removesuffix("たち").removesuffix("ら").endswith(_anybody())
        or "の" in words
        or at <= lowest
    ):
        return phrase.span
    last = at
    while last < len(units) and passage.starts[units[last]] < phrase.span.end:
        if passage.tags[units[last]].startswith("名詞-固有名詞"):
            return phrase.span
        last += 1
    i = units[at - 1]
    if not passage.tags[i].startswith(_DESCRIBING) or not passage.forms[i].startswith(("連体形", "終止形")):
        return phrase.span
    first = at
    while first > max(lowest, at - _LONGEST_CLAUSE):
        i = units[first - 1]
        tag, word = passage.tags[i], passage.words[i]
        if tag.startswith(("補助記号", "接続詞")) or (word == "は" and tag == "助詞-係助詞"):
            break
        first -= 1
    if passage.tags[units[first]].startswith("助詞"):
        return phrase.span  # 息子(2)と利用する女性: the clause begins before what was stepped to
    return Span(passage.starts[units[first]], phrase.span.end)


_FORMED = ("団体", "組織", "グループ", "会の", "協議会", "連絡会", "市民団体", "組合")
_FORMING = frozenset({"つくる", "作る", "構成", "組織", "支援", "支える"})
_DESCRIBING = ("動詞", "助動詞", "形容詞")
_LONGEST_CLAUSE = 16
"""Units of a clause that describes a speaker."""


def _quoted_name(passage: Passage, units: Sequence[int], last: int, lowest: int) -> Phrase | None:
    """A name in quote brackets behind the noun it is in apposition to: シンクタンク「…」."""
    i = units[last]
    span = Span(passage.starts[i] + 1, passage.starts[passage.close[i]])
    if not 0 < span.end - span.start <= _LONGEST_NAME:
        return None
    before = units[max(last - 1, lowest)]
    kind = _roles().get(passage.word(before))
    if kind is None and passage.word(before) == "の" and span.of(passage.plain).endswith(_suffixes()):
        kind = "group"
    if kind is None and is_outlet(span.of(passage.plain)):
        kind = "outlet"
    if kind is None:
        if not passage.word(before).endswith(_suffixes()):
            return None
        kind = "group"
    return Phrase(last, span, kind)


_LONGEST_NAME = 30
"""Characters in brackets that may be a name and not a saying."""
