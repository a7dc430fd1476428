"""Sources: Xによると, 関係者への取材で, …によって明らかにされた; and what they say when nobody else does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kirinuki.model.reading import Interval
from kirinuki.model.text import Span, replace
from kirinuki.read.lexicons import rows
from kirinuki.read.statements.cues import Cue, Joint, is_cue_word
from kirinuki.read.statements.links import find_link
from kirinuki.read.statements.segment import Draft, Segment, Source, tellings, whole_days
from kirinuki.read.statements.speakers import is_outlet


def find_sources(segment: Segment) -> list[Source]:
    """Xによると, Xによりますと, Xによれば, and Xへの取材で before what was found."""
    found: list[Source] = []
    for p in segment.places("source"):
        quoted = False
        last, past = p, None
        if segment.word(p) == "ところ" and segment.lemma(p - 3) == "取材":
            governs = p + 1 if segment.word(p + 1) == "、" else _behind_if(segment, p + 2)
            if governs is not None:
                found += _asked(segment, p, governs)
                continue
        if segment.word(p) == "ところ":  # X紙が伝えたところでは
            where = [segment.word(p + 1), segment.word(p + 2)] == ["で", "は"]
            past = p + 3 if where and segment.tag(p - 1) == "助動詞" else None
        elif segment.lemma(p) == "よる":
            last, past = p - 2, _behind_if(segment, p)
        elif segment.lemma(p) == "取材":
            past = _behind_interview(segment, p)
        if past is None and (segment.word(p) in tellings() or segment.word(p) == "取材"):
            last, past = p, _behind_telling(segment, p)
            quoted = past is not None and segment.word(past - 1) == "て"
        if past is not None and segment.word(last) in ("など", "等"):
            last -= 1
        if past is not None and segment.word(last) == "." and segment.word(last - 1).isascii():
            last -= 1  # Example.によると: part of the name
        if past is not None and found and found[-1].quoted and segment.word(last) == "ところ":
            found[-1:] = _with_teller(segment, found[-1], past)
            continue
        if past is not None:
            if found and found[-1].past == past:
                continue  # …に取材したところによると
            source = _source(segment, last, past, found[-1].past if found else 0)
            if source is not None and not (quoted and source.speaker is None):
                found.append(replace(source, quoted=True) if quoted else source)
    return found


def _with_teller(segment: Segment, quoted: Source, past: int) -> list[Source]:
    """X紙が警察の話として報じたところによると: the outlet, then whose words it tells."""
    inner = replace(quoted, past=past)
    teller = segment.phrase(quoted.at - 2, 0) if segment.word(quoted.at - 1) == "が" else None
    if teller is None:
        return [inner]
    return [Source(teller.first, quoted.at, teller.span, quoted.cue), inner]


def _asked(segment: Segment, place: int, past: int) -> list[Source]:
    """X紙がYに取材したところ、 or …ところによると: the outlet, then whom it asked."""
    asked = place - 4
    if segment.word(asked) not in ("に", "へ") or segment.word(place - 1) != "た":
        return []
    phrase = segment.phrase(asked - 1, 0)
    if phrase is None:
        return []
    cue = Span(segment.start(asked + 1), segment.end(past - 1))
    return _with_teller(segment, Source(phrase.first, past, phrase.span, cue, quoted=True), past)


def _behind_if(segment: Segment, by: int) -> int | None:
    """Position behind に(よる)と, により(ます)と, によれ(ば); None where よる does not go on so."""
    past = by + 1
    while segment.lemma(past) == "ます":
        past += 1
    if segment.word(by - 1) != "に" or segment.word(past) not in ("と", "ば") or segment.word(by) == "よっ":
        return None
    thought = segment.tag(past + 1).startswith("動詞") and segment.lemma(past + 1) in _THOUGHT
    return None if thought else past + 1  # 感染によると思われる死者


def _behind_telling(segment: Segment, noun: int) -> int | None:
    """Position behind Xの話として, Xの話では, and Xの調査で before what was found.

    A poll or a talk has words of others in it: 調査では stays with the clause.
    """
    if segment.word(noun - 1) not in ("の", "ある") and segment.lemma(noun - 1) != "よる":
        return None
    of = noun
    while segment.is_aside(noun + 1):
        noun += 1  # 県のまとめ(10日現在)では
    if segment.word(noun) == "話" and segment.tag(noun + 1) == "空白":
        return noun + 1  # 北村教授の話　…
    by = [segment.word(at) for at in range(noun + 1, noun + 4)]
    if by == ["と", "し", "て"]:
        return noun + 4
    if segment.word(of - 1) == "の" and _tells_when(segment, of - 2):
        return None  # その後の調べで
    if by[:2] == ["で", "は"]:
        return noun + 3 if segment.word(of) in _TOLD_BY else None
    finds = by[0] == "で" and any("found" in cue.frames and cue.at > noun + 2 for cue in segment.cues)
    return noun + 2 if finds else None


_TOLD_BY = frozenset(
    {
        "話",
        "説明",
        "発表",
        "調べ",
        "まとめ",
        "試算",
        "推計",
        "分析",
        "予想",
        "予報",
        "予測",
        "見通し",
        "見積もり",
    }
    | {"報道", "推定", "解析", "集計", "計算", "観測", "証言", "情報"}
)


def _behind_interview(segment: Segment, interview: int) -> int | None:
    """Position behind への取材で, unless the verb of finding follows at once (`source_of_finding`)."""
    around = [segment.word(at) for at in (interview - 2, interview - 1, interview + 1)]
    if around != ["へ", "の", "で"]:
        return None
    past, time = interview + 2, segment.time_at(interview + 2)
    while time is not None and past < segment.size and segment.start(past) < time.end:
        past += 1  # 取材で25日、分かった
    if segment.word(past) in ("、", "に", "までに"):
        past += 1
    return None if past in segment.cue_at else interview + 2


def _source(segment: Segment, last: int, past: int, lowest: int) -> Source | None:
    """The source whose phrase ends at `last`, governing what starts at `past`."""
    if segment.word(last) in ("など", "ら"):
        last -= 1
    if last < lowest:
        return None
    if segment.word(last) == "こと":
        return None  # 注目したことによると述べた
    if segment.word(last) in _TOLD_PLACES and segment.tag(last - 1).startswith(("助動詞", "動詞")):
        return _teller(segment, last, past, lowest)
    if segment.lemma(last - 1) == "よる" and segment.word(last - 2) == "に" and last - 3 >= lowest:
        last -= 3  # 厚生労働省による説明では
    first = last
    while first > lowest and (segment.is_noun(first - 1) or segment.word(first - 1) in _JOINTS):
        first -= 1
    while first < last and (segment.word(first) in _JOINTS or segment.tag(first).startswith("接続詞")):
        first += 1
    if (
        segment.word(last) in _HELD
        and segment.tag(first - 1).startswith(("助動詞", "動詞"))
        and first > lowest
    ):
        return _teller(segment, first, past, lowest)  # 当局者が行った同日の会見によると
    issue = segment.passage.plain[segment.start(first) : segment.end(last)]
    if issue in _ISSUES and segment.tag(first - 1).startswith(("助動詞", "動詞")):
        teller = _teller(segment, first, past, lowest)  # 東和社が10日に発表した調査によると
        if teller is not None:
            return replace(teller, at=first, cue=Span(segment.start(first), teller.cue.end))
    owner = _owner(segment, first, last)
    cue = Span(segment.start(last + 1 if owner == last else last), segment.end(past - 1))
    if owner is not None:
        owner = _without_day(segment, first, owner)
        piece = _outlet_of(segment, lowest, last) if segment.word(last) in _PIECES else None
        if piece is not None:
            return Source(first, past, piece, cue)
    if owner is None:
        return Source(first, past, None, cue)
    return Source(first, past, names(segment, first, owner), cue)


def _without_day(segment: Segment, first: int, owner: int) -> int:
    """The end of the phrase without a day that tells which: 朝日新聞(の6月16日)のまとめ."""
    end = segment.end(owner) if segment.word(owner) not in ("時点", "現在") else segment.start(owner)
    for time in segment.passage.times_between(segment.start(first), segment.end(owner)):
        if time.end == end:
            at = owner
            while at > first and segment.start(at) > time.start:
                at -= 1
            if at - 2 >= first and segment.word(at - 1) == "の":
                return at - 2
    return owner


def _outlet_of(segment: Segment, lowest: int, piece: int) -> Span | None:
    """Whose piece it is: 毎日新聞の別の記事, 毎日新聞のさらに別の記事."""
    for p in range(piece - 1, max(lowest, piece - _PIECE_REACH), -1):
        if segment.word(p) == "の":
            phrase = segment.phrase(p - 1, lowest)
            if phrase is not None and is_outlet(phrase.span.of(segment.passage.plain)):
                return phrase.span
    return None


_TALKS = frozenset(
    {"会見", "講演", "演説", "投稿", "公式サイト", "ホームページ", "集計", "アンケート", "世論調査"}
)
"""What somebody made in which he told it: 県警の会見によると."""
_ISSUES = frozenset(
    {"アンケート", "世論調査", "調査", "調査結果", "集計", "まとめ", "推計", "試算", "分析", "研究"}
)
"""What a body makes known and is named for as a source: A社が発表した調査によると."""
_THOUGHT = frozenset({"思う", "思える", "みる", "見る", "考える", "いう", "言う", "する", "述べる"})
_PIECES = frozenset({"記事", "別記事", "続報", "朝刊", "夕刊", "号外", "特集", "コラム"})
_PIECE_REACH = 8
"""Units before the piece in which its outlet is named."""


def _teller(segment: Segment, place: int, past: int, lowest: int) -> Source | None:
    """X紙が伝えたところによると: who told it."""
    for p in range(place - 1, lowest, -1):
        if segment.word(p) == "が":
            phrase = segment.phrase(p - 1, lowest, anything=True)
            if phrase is not None:
                return Source(
                    phrase.first, past, phrase.span, Span(segment.start(p + 1), segment.end(past - 1))
                )
    return None


def _owner(segment: Segment, first: int, last: int) -> int | None:
    """Where the phrase of the source proper ends: before の発表 or への取材. None for それ and a bare 声明."""
    head = segment.word(last)
    if head.endswith("リリース"):
        return _issuer(segment, first, last)
    if head in documents() | tellings() | {"取材"} | _TALKS | _ISSUES:
        if segment.word(first - 1) == "ある":
            return last  # ある試算では
        if first == last:
            described = segment.tag(last - 1).startswith(("助動詞", "動詞"))  # 東和社が10日発表した調査
            return last if described or head in _records() else None
        if segment.word(last - 1) == "の" and _tells_when(segment, last - 2):
            return None  # 今回の予想によれば
        if segment.word(last - 1) == "の" and segment.word(last - 2) not in _HOW_MANY:
            return last - 3 if segment.word(last - 2) == "へ" else last - 2
    if head in ("これ", "それ", "こと") or not segment.is_noun(last):
        return None
    return last


def _issuer(segment: Segment, first: int, last: int) -> int | None:
    """Where the name of who issued a release ends: A社(の10日付け)プレスリリース. None where only the release is named."""
    at = last
    while at > first and segment.word(at - 1) in ("プレス", "ニュース", "報道", "の", "付け", "付", "づけ"):
        at -= 1
    for time in segment.passage.times_between(segment.start(first), segment.start(at)):
        if time.end == segment.start(at):
            while at > first and segment.start(at) > time.start:
                at -= 1
    while at > first and segment.word(at - 1) in ("の", "、"):
        at -= 1
    return at - 1 if at > first else None


def _tells_when(segment: Segment, at: int) -> bool:
    """Whether the words before の tell which one it was, and not whose: 今回の予想, 3月の発表, but not A紙の3月の発表."""
    timed = segment.passage.times_between(segment.start(max(at - 8, 0)), segment.end(at))
    adverb = segment.tag(at).endswith("副詞可能") or segment.word(at) in (
        "当初",
        "最新",
        "前回",
        "次回",
        "後",
    )
    plain = segment.passage.plain
    return adverb or any(t.end == segment.end(at) and not plain.startswith("の", t.start - 1) for t in timed)


def names(segment: Segment, first: int, last: int) -> Span:
    """The words of the source, all of them where several are named: A紙、B紙によると."""
    if segment.is_quote(last) and first == last and segment.inside(last).start < segment.inside(last).end:
        return segment.inside(last)
    phrase = segment.phrase(last, first)
    part = (
        phrase is not None
        and phrase.kind == "place"
        and first < phrase.first
        and segment.is_noun(phrase.first - 1)
    )
    if phrase is None or part:  # 中央(日本): a place within a longer name
        return segment.passage.span(segment.units[first], segment.units[last])
    begin, start = phrase.first, phrase.span.start
    while begin - 2 >= first and segment.word(begin - 1) in _AND:
        other = segment.phrase(begin - 2, first)
        if other is None or other.kind not in ("outlet", "group"):
            if not _is_name(segment, first, begin - 2):
                break
            begin, start = first, segment.start(first)
            break
        begin, start = other.first, other.span.start
    return Span(start, phrase.span.end)


def _is_name(segment: Segment, first: int, last: int) -> bool:
    """Whether all from `first` to `last` are names in a row, though no rule knows them: Nanami.netと(A通信)."""
    if any(segment.tag(p).startswith("名詞-数詞") for p in range(first, last + 1)):
        return False
    known = all(
        segment.is_noun(p) or segment.word(p) in _AND or segment.word(p) == "の"
        for p in range(first, last + 1)
    )
    return (
        known
        and not segment.passage.times_between(segment.start(first), segment.end(last))
        and not (segment.tag(last).endswith(("副詞可能", "サ変可能")))
    )


def source_of_finding(segment: Segment, cue: Cue) -> Source | None:
    """The source of a finding: named beside the cue, or at the head of the clause."""
    return _finder(segment, cue) or segment.source_before(cue.at)


def _finder(segment: Segment, cue: Cue) -> Source | None:
    """…ことが関係者への取材で分かった, …ことが資料によって明らかにされた: by whom or from what."""
    link = find_link(segment.passage, segment.units, cue, 0)
    if link is None or link.joint is not Joint.FACT or link.noun is None:
        return None
    p = cue.at - 1
    while p > link.noun + 2 and segment.tag(p) != "助詞-格助詞" and not segment.tag(p).startswith("動詞"):
        p -= 1
    if segment.lemma(p) == "よる":
        p -= 1
    if not (segment.word(p) == "で" or (segment.word(p) == "に" and segment.lemma(p + 1) == "よる")):
        return None
    lowest = p
    while lowest > link.noun + 2 and segment.word(lowest - 1) != "、":
        lowest -= 1
    return _source(segment, p - 1, p + 1, lowest)


def sourced_statements(segment: Segment, drafts: Sequence[Draft]) -> list[Draft]:
    """Xによると、P。: P as a statement by X, unless P as a whole reports what somebody else said."""
    found: list[Draft] = []
    for k, source in enumerate(segment.sources):
        past = segment.sources[k + 1].at if k + 1 < len(segment.sources) else segment.size
        within = [d for d in drafts if d.first >= source.past - 1 and d.past < past]
        asked = bool(within) and segment.word(source.past - 1) == "ところ"  # 本紙が市に取材したところ
        if asked or _reports_another(segment, source, past, within):
            continue
        first = source.past
        while first < past and (segment.word(first) in ("、", ",", "は") or segment.tag(first) == "空白"):
            first += 1
        while past > first and segment.word(past - 1) in ("、", "が"):
            past -= 1
        bare = source.quoted and first in segment.cue_at and segment.cue_at[first].past >= past
        if first < past and not bare:  # ロイター通信が関係者の話として伝えた: nothing but that
            content = Span(segment.start(first), segment.end(past - 1))
            speaker = segment.source_speaker(source)
            draft = Draft(
                False, content, first, past, None, source.cue, Joint.THAT, _TOLD, "said", True, speaker
            )
            draft.who = QUOTED_SOURCE if source.quoted else SOURCE if source.speaker else CARRIED_SOURCE
            draft.via = _told_by(segment, source)
            draft.said = _issued(segment, source)
            found.append(draft)
    return found


def _told_by(segment: Segment, source: Source) -> Span | None:
    """The outlet that the source is named by: 中央日日新聞によると、警察の調べでは."""
    outer = segment.source_before(source.at)
    if outer is None or outer.speaker is None or source.speaker is None:
        return None
    plain = segment.passage.plain
    told = source.quoted or segment.word(source.past - 1) == "は"
    relays = told or (is_outlet(outer.speaker.of(plain)) and not is_outlet(source.speaker.of(plain)))
    return outer.speaker if relays else None


def _issued(segment: Segment, source: Source) -> Interval | None:
    """The day on which the source was issued, where the words before it tell: 14日に発表した統計によると."""
    times = segment.passage.times_between(segment.start(0), segment.start(source.at + 1))
    for time in reversed(times):
        if (
            _ISSUED.match(segment.passage.plain, time.end)
            and time.from_ <= segment.passage.published
            and time.type != "SET"
        ):
            return whole_days(time)
    return None


_ISSUED = re.compile(
    r"(?:に|、|付けで|付で|までに)?(?:発表|公表|まとめ|報告|出し|公開|発行|掲載|明らかに|提出)"
)

SOURCE = "話者は出どころ「…によると」"
CARRIED_SOURCE = "話者は前の文から引き継ぎ、出どころは「それによると」の類い"
QUOTED_SOURCE = "話者は「…の話として」の主、伝えたのは節の主語"

_TOLD = "出どころ「…によると」の受ける節"


def _reports_another(segment: Segment, source: Source, past: int, within: Sequence[Draft]) -> bool:
    """Whether the clause of the source, up to `past`, ends in a cue of its own, or was read already."""
    end = past
    while end > source.past and (segment.tag(end - 1) == "助動詞" or segment.lemma(end - 1) in _AROUND_END):
        end -= 1
    passive = any(segment.lemma(at) in ("れる", "られる") for at in range(end, past))
    verb = segment.lemma(end - 1)
    if verb == "する" and segment.tag(end - 2).startswith("名詞"):
        verb = segment.lemma(end - 2)
    if within and not passive and is_cue_word(verb) and verb not in _ACTS:
        return True
    return any(
        d.hearsay or (d.cue is not None and (end <= d.cue.past <= past or "found" in d.cue.frames))
        for d in within
    )


@cache
def documents() -> frozenset[str]:
    """Nouns of what somebody issued: 発表, 調べ, 声明."""
    return frozenset(word for word, kind in rows("speakers") if kind == "document")


@cache
def _records() -> frozenset[str]:
    """Documents that speak for themselves: 判決, 訴状."""
    return frozenset(word for word, kind in rows("speakers") if kind == "record")


_ACTS = frozenset({"退ける", "斥ける"})
"""Cues that may as well tell what somebody did: 請求を退けた."""
_AROUND_END = frozenset(
    {"いる", "て", "、", "が", "模様", "もよう", "ある", "に", "とどめる", "留める", "とどまる"}
)
"""Words behind the cue that a clause ends in: …と話している模様である."""
_AND = frozenset({"、", "と", "・", "や", "および", "及び", "ならびに", "並びに"})
_HOW_MANY = frozenset({"複数", "一部", "一連", "多く", "各種"})
"""Words before の that do not name whose it is: 複数の報道."""
_HELD = frozenset({"会見", "講演", "演説", "声明", "発表", "説明"})
"""Occasions whose words are those of whoever made them."""
_TOLD_PLACES = frozenset({"ところ", "情報", "内容", "話"})
"""Nouns behind a clause that tells who told it: X紙が伝えたところによると."""
_JOINTS = frozenset(
    {"の", "・", "と", "や", "、", "=", "への", "へ", "など", "および", "及び", "ならびに", "並びに"}
)
