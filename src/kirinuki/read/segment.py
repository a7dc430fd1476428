"""The attributions of one sentence, or of one sentence inside a quote."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kirinuki.model.reading import Hedge, Interval, Speaker, Statement, Time
from kirinuki.model.text import Span
from kirinuki.read.cues import Cue, Joint, adverbials, cue_nouns, cue_words, find_cues, find_link, rows
from kirinuki.read.passage import Passage
from kirinuki.read.speakers import Discourse, Phrase, phrase_ending


@dataclass(slots=True)
class Source:
    """Xによると: who is the source of what follows, up to where the clause it governs starts."""

    at: int
    past: int
    speaker: Span | None
    implicit: bool
    outlet: bool
    cue: Span


@dataclass(slots=True)
class Draft:
    """A statement on the way: what was said and by which cue; positions count units of the segment."""

    direct: bool
    content: Span
    first: int
    past: int
    cue: Cue | None
    cue_span: Span | None
    joint: Joint
    hearsay: bool = False
    speaker: Speaker | None = None
    said: Interval | None = None
    via: Span | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A phrase marked by は, が, も or では: position of its particle."""

    at: int
    particle: str
    phrase: Phrase


class Segment:
    """One sentence on one level of brackets.

    `discourse` is None inside quotes, where nothing is carried in or out.
    """

    def __init__(
        self, passage: Passage, units: Sequence[int], discourse: Discourse | None, times: Sequence[Time]
    ) -> None:
        self.passage = passage
        self.units = units
        self.discourse = discourse
        self.times = times
        self.size = len(units)
        while self.size and passage.tags[units[self.size - 1]].startswith("補助記号-句点"):
            self.size -= 1
        self.cues = find_cues(passage, units[: self.size])
        self._cue_at = {cue.at: cue for cue in self.cues}
        self._subjects: list[Subject] | None = None
        self.sources = self._find_sources()

    # -- looking at units

    def word(self, at: int) -> str:
        """The words of the unit at position `at`; an empty string outside the segment."""
        return self.passage.word(self.units[at]) if 0 <= at < self.size else ""

    def lemma(self, at: int) -> str:
        return self.passage.lemmas[self.units[at]] if 0 <= at < self.size else ""

    def tag(self, at: int) -> str:
        return self.passage.tags[self.units[at]] if 0 <= at < self.size else ""

    def start(self, at: int) -> int:
        """Offset where the unit at `at` starts, or where the segment ends."""
        return self.passage.starts[self.units[at]] if at < self.size else self.end(self.size - 1)

    def end(self, at: int) -> int:
        return self.passage.end(self.units[at])

    def is_quote(self, at: int) -> bool:
        return 0 <= at < self.size and self.passage.is_quote(self.units[at])

    # -- reading

    def read(self) -> tuple[list[Statement], Hedge | None]:
        """Statements of the segment and, where it is hearsay with no source, its hedge. Updates the discourse."""
        drafts = sorted([*self._direct(), *self._indirect()], key=_by_cue)
        tails, hedge = self._hearsay(drafts)
        drafts = sorted([*(d for d in drafts if not self._is_unsourced_finding(d)), *tails], key=_by_cue)
        settled: list[Draft] = []
        for draft in drafts:
            self._settle(draft, settled)
            if self._stands(draft):
                settled.append(draft)
        self._drop_relays(settled)
        settled += self._sourced(settled)
        self._carry(settled)
        return [
            Statement("direct" if d.direct else "indirect", d.content, d.speaker, d.cue_span, d.via, d.said)
            for d in settled
            if d.content.start < d.content.end
        ], hedge

    def _is_unsourced_finding(self, draft: Draft) -> bool:
        """…ことがわかった with nobody named who found it: the outlet's own report."""
        return draft.cue is not None and "found" in draft.cue.frames and self._finds(draft.cue) is None

    def _stands(self, draft: Draft) -> bool:
        """Whether the draft is a statement now that its speaker is known or known to be missing."""
        named = draft.speaker is not None and not draft.speaker.implicit
        if self.discourse is None and not named:
            return False  # nothing is carried into a quote
        cue = draft.cue
        if cue is None or draft.joint in (Joint.QUOTE, Joint.FACT):
            return True
        if cue.modifies and cue.word == "考える":
            return False  # …と考える人
        if draft.joint is Joint.DEMAND and cue.modifies and not named:
            return False  # …の撤廃を求める声
        if draft.joint is Joint.BROKEN_QUOTE or (draft.direct and not self.is_quote(draft.past - 1)):
            last = self.units[draft.past - 2 if draft.joint is Joint.BROKEN_QUOTE else draft.past - 1]
            return self.passage.is_predicate(last)
        return draft.speaker is not None or cue.word not in ("みる", "見る")

    # -- quotes

    def _direct(self) -> list[Draft]:
        """A draft for every quote that somebody says."""
        drafts: list[Draft] = []
        at = 0
        while at < self.size:
            if not self.is_quote(at):
                at += 1
                continue
            last = at
            while self.is_quote(last + 1) or (self.word(last + 1) == "、" and self.is_quote(last + 2)):
                last += 1 if self.is_quote(last + 1) else 2
            taken = self._taken_up(last)
            if taken is not None:
                cue, cue_span, joint, firm = taken
                for quote in range(at, last + 1):
                    if self.is_quote(quote) and self._says_something(quote, firm):
                        drafts.append(
                            Draft(True, self._inside(quote), quote, quote + 1, cue, cue_span, joint)
                        )
            at = last + 1
        return drafts

    def _inside(self, at: int) -> Span:
        i = self.units[at]
        return Span(self.passage.ends[i], self.passage.starts[self.passage.close[i]])

    def _taken_up(self, quote: int) -> tuple[Cue | None, Span | None, Joint, bool] | None:
        """What takes up the quote at position `quote`: cue, its words, the joint, whether it is sure to be speech."""
        at = quote + 1
        if self.word(at) in ("など", "等"):
            at += 1
        word = self.word(at)
        if word in ("と", "って"):
            if self.word(at + 1) in ("も", "は", "まで"):
                at += 1
            if (
                self.word(at + 1) == "の"
                or self.word(at + 1) in ("いっ", "いった", "する")
                or (
                    self.word(at + 1) == "いう"
                    and self.passage.is_noun(self.units[at + 2 if at + 2 < self.size else at])
                )
            ):
                return self._taken_by_noun(at + 1)
            return self._taken_by_verb(at + 1)
        if word in ("こと", "旨", "点"):
            return self._taken_by_fact(quote + 1)
        if at >= self.size or word in ("、",):
            return self._unattributed(quote) if at >= self.size else None
        return None

    def _taken_by_verb(self, at: int) -> tuple[Cue | None, Span | None, Joint, bool] | None:
        fallback: Cue | None = None
        for p in range(at, self.size):
            if self.is_quote(p) and self.word(p + 1) in ("と", "など"):
                break
            cue = self._cue_at.get(p)
            if cue is not None and cue.frames - {"found", "wo", "you"}:
                return cue, self._cue_span(cue), Joint.QUOTE, "to" in cue.frames and cue.word != "する"
            if self.tag(p).startswith("動詞") and fallback is None:
                lemma = self.lemma(p)
                word = cue_words().get(lemma)
                if word is not None and "none" in word.frames:
                    return None
                if lemma in adverbials("relation") or self.tag(p) == "動詞-非自立可能" and p > at:
                    if not (lemma == "する" and self.tag(p - 1).startswith("名詞")):
                        continue
                past = self._inflection_end(p + 1)
                if (
                    past >= self.size
                    or self.word(past) in ("、", "。")
                    or self.word(past - 1) in ("て", "で")
                ):
                    start = p - 1 if lemma == "する" and self.tag(p - 1).startswith("名詞") else p
                    fallback = Cue(start, past, lemma, frozenset({"to"}), False, True, False)
                    break
        if fallback is None or fallback.word in _NO_SPEECH:
            return None
        return fallback, self._cue_span(fallback), Joint.QUOTE, False

    def _inflection_end(self, at: int) -> int:
        while at < self.size and (
            self.tag(at) in ("助動詞", "助詞-接続助詞")
            and self.word(at) != "が"
            or self.lemma(at) in ("いる", "おる", "くる")
        ):
            at += 1
        return at

    def _taken_by_noun(self, at: int) -> tuple[Cue | None, Span | None, Joint, bool] | None:
        """「…」との見方(を示した): the verb behind the noun is the cue where there is one, else the noun."""
        for p in range(at, min(at + 8, self.size)):
            frames = cue_nouns().get(self.word(p))
            if frames is None or "none" in frames:
                if self.tag(p).startswith("動詞-一般") and self.lemma(p) != "いう":
                    break
                continue
            if self.passage.is_noun(self.units[p + 1 if p + 1 < self.size else p]) and p + 1 < self.size:
                continue
            for v in range(p + 1, min(p + 10, self.size)):
                cue = self._cue_at.get(v)
                if cue is not None and "noun" in cue.frames:
                    return cue, self._cue_span(cue), Joint.NOUN, True
                if self.tag(v).startswith("動詞-一般"):
                    break
            if "alone" in frames:
                i = self.units[p]
                span = Span(self.passage.starts[i], self.passage.ends[i])
                cue = Cue(p, p + 1, self.word(p), frames, False, False, False)
                return cue, span, Joint.NOUN, True
        return None

    def _taken_by_fact(self, at: int) -> tuple[Cue | None, Span | None, Joint, bool] | None:
        for cue in self.cues:
            if cue.at > at and "koto" in cue.frames:
                link = find_link(self.passage, self.units, cue, at - 2)
                if link is not None and link.joint is Joint.FACT and link.noun == at:
                    return cue, self._cue_span(cue), Joint.QUOTE, True
        return None

    def _unattributed(self, quote: int) -> tuple[Cue | None, Span | None, Joint, bool] | None:
        """A quote that the sentence ends with: said by whom the words before it name (知事「…」)."""
        if quote == 0 or self.word(quote) != "「":
            return None
        if self.word(quote - 1) == "、":
            quote -= 1
        phrase = self._phrase(quote - 1, 0)
        if phrase is None or phrase.kind in ("place", "outlet", "document"):
            return None
        return None, None, Joint.QUOTE, False

    def _says_something(self, quote: int, firm: bool) -> bool:
        """Whether the words in the brackets are a saying and not a single word, a name or a title."""
        passage = self.passage
        first, past = self.units[quote] + 1, passage.close[self.units[quote]]
        while past > first and passage.tags[past - 1].startswith("補助記号"):
            past -= 1
        if past <= first:
            return False
        last = past - 1
        if passage.is_predicate(last) and not passage.tags[last].startswith("形状詞"):
            return past - first > 1 or passage.tags[last].startswith(("動詞", "形容詞"))
        if passage.tags[last].startswith("感動詞"):
            return True
        inner = range(first, past)
        clause = any(
            passage.tags[i].startswith(("動詞", "助動詞")) or passage.word(i) in ("は", "が", "を")
            for i in inner
        )
        return (
            clause
            if firm
            else clause and past - first > 4 and passage.word(last) in ("か", "べき", "もの", "こと")
        )

    def _cue_span(self, cue: Cue) -> Span:
        return Span(self.start(cue.at), self.end(cue.past - 1))

    # -- clauses

    def _indirect(self) -> list[Draft]:
        """A draft for every cue that reports a clause."""
        drafts: list[Draft] = []
        for cue in self.cues:
            if cue.word == "いう" or (cue.passive and cue.word in ("する", "みる", "見る", "考える", "言う")):
                continue  # hearsay, unless a source is named
            link = find_link(self.passage, self.units, cue, 0)
            if link is None or link.joint is Joint.QUOTE:
                continue
            if link.joint is not Joint.BROKEN_QUOTE and self.is_quote(link.content_end - 1):
                continue
            if "found" in cue.frames and link.joint is not Joint.FACT:
                continue
            if link.joint is Joint.DEMAND and self.discourse is None:
                continue
            content = Span(0, self.end(link.content_end - 1))
            if link.joint is Joint.BROKEN_QUOTE:
                content = Span(0, self.start(link.content_end - 1))
            drafts.append(
                Draft(
                    link.joint is Joint.BROKEN_QUOTE,
                    content,
                    0,
                    link.content_end,
                    cue,
                    self._cue_span(cue),
                    link.joint,
                )
            )
        drafts += self._bare_nouns()
        return drafts

    def _bare_nouns(self) -> list[Draft]:
        """…との見方が出ている, …という判断から: a noun that reports by itself."""
        drafts = []
        for p in range(2, self.size):
            frames = cue_nouns().get(self.word(p))
            if frames is None or not {"alone", "toiu"} <= frames or p in self._cue_at:
                continue
            end = self._that_before(p)
            if end is None or self.is_quote(end - 1) or not self.passage.is_predicate(self.units[end - 1]):
                continue
            if any(d.past == end for d in drafts):
                continue
            if self.word(p + 1) in ("を", "も", "が", "は") and any(
                "noun" in c.frames and p < c.at < p + 10 for c in self.cues
            ):
                continue
            ends = self.word(p + 1) in ("から", "で", "に", "を")
            cue = Cue(p, p + 1, self.word(p), frames, False, ends, False)
            drafts.append(
                Draft(False, Span(0, self.end(end - 1)), 0, end, cue, self._cue_span(cue), Joint.NOUN)
            )
        return drafts

    def _that_before(self, noun: int) -> int | None:
        """Where the clause before との, という and an adjective or two before the noun ends."""
        p = noun - 1
        while p > max(0, noun - 4) and not (
            self.word(p) in ("の", "いう", "いった", "する") and self.word(p - 1) == "と"
        ):
            if not self.passage.is_noun(self.units[p]) and not self.tag(p).startswith(
                ("助動詞", "形容詞", "助詞-格助詞")
            ):
                return None
            p -= 1
        if self.word(p - 1) == "と" and self.word(p) in ("の", "いう", "いった", "する") and p - 1 > 0:
            return p - 2 if self.word(p - 2) in ("など", "等") else p - 1
        return None

    # -- hearsay

    def _hearsay(self, drafts: Sequence[Draft]) -> tuple[list[Draft], Hedge | None]:
        """Endings such as ということです: reported by a source named or carried, or by nobody known."""
        passage = self.passage
        found: list[Draft] = []
        hedge: Hedge | None = None
        for at, past, marker, carried in self._tails():
            content_end = at
            if content_end <= 0:
                continue
            inner = any(
                d.cue is not None and d.cue.past >= content_end - 1 and d.cue.past <= content_end
                for d in drafts
            )
            source = self._source_before(at)
            if source is not None:
                known = True
            else:
                known = carried and (
                    self._may_carry(marker) or past < self.size and self._topic() is not None
                )
            if not known:
                if past >= self.size and self.discourse is not None:
                    span = Span(self.start(0), self.end(self.size - 1))
                    hedge = Hedge(span.start, span.end, passage.plain[self.start(at) : self.end(past - 1)])
                continue
            if inner or self.word(at) != "と" or (past < self.size and not carried):
                continue
            cue = Cue(at, past, marker, frozenset(), True, True, False)
            span = Span(self.start(at), self.end(past - 1))
            found.append(
                Draft(
                    False,
                    Span(0, self.end(content_end - 1)),
                    0,
                    content_end,
                    cue,
                    span,
                    Joint.THAT,
                    hearsay=True,
                )
            )
        return found, hedge

    def _topic(self) -> Subject | None:
        """The topic, if it is somebody who can say what …といい reports."""
        return next(
            (s for s in self.subjects() if s.particle == "は" and s.phrase.kind in ("person", "group")), None
        )

    def _may_carry(self, marker: str = "ということ") -> bool:
        """Whether a source of an earlier sentence still stands: longer for ということです than for a bare という."""
        discourse = self.discourse
        if discourse is None:
            return False
        reach = 3 if "こと" in marker else 0
        return (discourse.source is not None and discourse.source_age <= reach) or (
            discourse.sourced and discourse.age <= reach
        )

    def _tails(self) -> list[tuple[int, int, str, bool]]:
        """Hearsay endings: position, position behind, marker, and whether a carried source may stand for it."""
        found = []
        for p in range(self.size):
            i = self.units[p]
            if self.passage.lemmas[i] not in _tail_starts():
                continue
            past, forms = p, []
            while past < self.size and len(forms) < 6:
                lemma = self.lemma(past)
                if lemma not in ("ます", "た"):
                    forms.append(lemma)
                past += 1
                if " ".join(forms) in _tail_forms() and self._tail_ends(past):
                    marker, source = _tail_forms()[" ".join(forms)]
                    while past < self.size and self.lemma(past) in ("ます", "た", "です", "だ"):
                        past += 1
                    found.append((p, past, marker, source == "carried"))
                    break
        return [t for k, t in enumerate(found) if k == 0 or t[0] >= found[k - 1][1]]

    def _tail_ends(self, past: int) -> bool:
        while past < self.size and self.lemma(past) in ("ます", "た", "です", "だ"):
            past += 1
        return (
            past >= self.size
            or self.word(past) == "、"
            or (self.word(past) in ("が", "けれど", "し") and self.tag(past) == "助詞-接続助詞")
        )

    # -- sources

    def _find_sources(self) -> list[Source]:
        """Xによると, Xによりますと, Xによれば, Xへの取材で(わかった)."""
        found: list[Source] = []
        for p in range(1, self.size):
            if (
                self.word(p) == "で"
                and self.word(p - 1) == "取材"
                and self.word(p - 2) == "の"
                and self.word(p - 3) == "へ"
            ):
                source = self._source(p - 1, p + 1, found[-1].past if found else 0)
                if source is not None:
                    found.append(source)
            if self.lemma(p) != "よる" or self.word(p - 1) != "に":
                continue
            past = p + 1
            while self.lemma(past) == "ます":
                past += 1
            if self.word(past) not in ("と", "ば"):
                continue
            past += 1
            lowest = found[-1].past if found else 0
            source = self._source(p - 2, past, lowest)
            if source is not None:
                found.append(source)
        return found

    def _finds(self, cue: Cue) -> Source | None:
        """The source of a finding: named beside the cue, or at the head of the clause."""
        return self._finder(cue) or self._source_before(cue.at)

    def _finder(self, cue: Cue) -> Source | None:
        """…ことが関係者への取材で分かった, …ことが資料によって明らかにされた: by whom or from what."""
        link = find_link(self.passage, self.units, cue, 0)
        if link is None or link.joint is not Joint.FACT or link.noun is None:
            return None
        p = cue.at - 1
        while p > link.noun + 2 and self.tag(p) != "助詞-格助詞" and not self.tag(p).startswith("動詞"):
            p -= 1
        if self.lemma(p) == "よる":
            p -= 1
        if not (self.word(p) == "で" or (self.word(p) == "に" and self.lemma(p + 1) == "よる")):
            return None
        lowest = p
        while lowest > link.noun + 2 and self.word(lowest - 1) != "、":
            lowest -= 1
        return self._source(p - 1, p + 1, lowest)

    def _source(self, last: int, past: int, lowest: int) -> Source | None:
        if last < lowest:
            return None
        cue_from = last + 1
        if self.word(last) in ("など", "ら") and last > lowest:
            last -= 1
        if self.word(last) == "ところ":
            for p in range(last - 1, lowest, -1):
                if self.word(p) == "が":
                    phrase = self._phrase(p - 1, lowest)
                    if phrase is not None:
                        return Source(
                            phrase.first,
                            past,
                            phrase.span,
                            False,
                            True,
                            Span(self.start(p + 1), self.end(past - 1)),
                        )
            return None
        first = last
        while first > lowest and (
            self.passage.is_noun(self.units[first - 1]) or self.word(first - 1) in _SOURCE_JOINTS
        ):
            first -= 1
        while first < last and (self.word(first) in _SOURCE_JOINTS or self.tag(first).startswith("接続詞")):
            first += 1
        head = self.word(last)
        owner = last
        if (
            head in _documents()
            and last - 1 > first
            and self.word(last - 1) in ("の", "へ")
            or (head == "取材" and self.word(last - 1) == "の")
        ):
            owner = last - 2
            if self.word(owner) == "へ":
                owner -= 1
            cue_from = last
        elif head in _documents() and first == last:
            return Source(first, past, None, True, False, Span(self.start(last), self.end(past - 1)))
        elif not self.passage.is_noun(self.units[last]) or head in ("これ", "それ", "こと"):
            return Source(first, past, None, True, False, Span(self.start(last), self.end(past - 1)))
        phrase = self._phrase(owner, first)
        while (
            phrase is not None
            and self.word(phrase.first - 1) in ("、", "と", "・", "や")
            and phrase.first - 2 >= first
        ):
            other = self._phrase(phrase.first - 2, first)
            if other is None or other.kind not in ("outlet", "group"):
                break
            phrase = Phrase(other.first, Span(other.span.start, phrase.span.end), phrase.kind, True)
        span = phrase.span if phrase is not None else self.passage.span(self.units[first], self.units[owner])
        if self.passage.is_quote(self.units[owner]) and owner == first:
            span = self._inside(owner)
        words = span.of(self.passage.plain)
        return Source(
            first,
            past,
            span,
            False,
            words.endswith(_outlet_ends()),
            Span(self.start(cue_from), self.end(past - 1)),
        )

    def _source_before(self, at: int) -> Source | None:
        found = None
        for source in self.sources:
            if source.past <= at:
                found = source
        return found

    # -- settling who, when and from where

    def subjects(self) -> list[Subject]:
        """Phrases of the segment that can speak and are marked as topic or subject."""
        if self._subjects is None:
            self._subjects = []
            lowest = 0
            for p in range(1, self.size):
                particle = self.word(p)
                if particle not in ("は", "が", "も", "では", "から") or not self.tag(p).startswith("助詞"):
                    continue
                last = p - 1
                if particle == "は" and self.word(last) in ("で", "から"):
                    particle = self.word(last) + particle
                    last -= 1
                elif particle == "が" and self.tag(p) == "助詞-接続助詞":
                    continue
                phrase = self._phrase(last, lowest)
                if phrase is not None:
                    if particle == "では" and phrase.kind not in ("outlet", "group", "document"):
                        continue
                    self._subjects.append(Subject(p, particle, phrase))
        return self._subjects

    def _phrase(self, last: int, lowest: int) -> Phrase | None:
        return phrase_ending(self.passage, self.units, last, lowest) if last >= lowest else None

    def _settle(self, draft: Draft, before: Sequence[Draft]) -> None:
        """Find speaker, start of the content, day and relay; `before` are the settled drafts to the left."""
        anchor = draft.first if draft.direct and draft.joint is not Joint.BROKEN_QUOTE else draft.past
        clause = self._clause_start(anchor, before)
        explicit: Phrase | None = None
        for earlier in before:
            if earlier.cue is draft.cue and earlier.past < draft.past:
                clause = max(clause, earlier.past + 1)
        begin = clause
        quoted = draft.direct and draft.joint is not Joint.BROKEN_QUOTE
        if quoted:
            explicit, begin = self._speaker_of_quote(draft, clause)
        elif not draft.hearsay:
            explicit, begin = self._speaker_of_clause(draft, clause)
        elif (
            self._source_before(anchor) is None
            and draft.past < self.size - 4
            and not self._may_carry()
            and (topic := self._topic()) is not None
        ):
            explicit, begin = topic.phrase, topic.at + 1
        source = self._source_before(anchor)
        start = self._content_start(begin, anchor, draft.hearsay)
        if not quoted:
            draft.first = start
            if draft.joint in (Joint.MANNER, Joint.DEMAND):
                start = self._behind_addressee(start, draft.past)
            if draft.joint is Joint.NOUN and self.tag(draft.past - 1).startswith(("名詞", "接尾辞")):
                start = self._phrase_start(draft.past - 1, start)
            opened = self._open_quote(start, draft.past)
            end = draft.content.end
            if self.word(draft.past - 1) == "、":
                end -= 1
            draft.content = Span(opened if opened is not None else self.start(start), end)
            draft.direct = draft.direct or opened is not None
        if explicit is not None:
            draft.speaker = Speaker(explicit.span.start, explicit.span.end)
        else:
            self._supply_speaker(draft, source, before)
        if source is not None and source.speaker is not None and not draft.hearsay:
            if draft.speaker is None or draft.speaker.start != source.speaker.start:
                draft.via = source.speaker
        draft.said = self._said(draft, begin, anchor, before, explicit is not None)

    def _clause_start(self, anchor: int, before: Sequence[Draft]) -> int:
        start = 0
        for draft in before:
            cue = draft.cue
            if cue is not None and cue.ends_clause and cue.past <= anchor:
                start = max(start, cue.past)
        for source in self.sources:
            if source.past <= anchor:
                start = max(start, source.past)
        return start

    def _speaker_of_quote(self, draft: Draft, clause: int) -> tuple[Phrase | None, int]:
        quote, cue = draft.first, draft.cue
        if cue is not None:
            for subject in self.subjects():
                if quote < subject.at < cue.at and subject.phrase.first > quote:
                    return subject.phrase, clause
        at = quote - 1
        if self.word(at) == "、":
            at -= 1
        while at > clause and self.is_quote(at):
            at -= 1
        if self.word(at) == "の" and draft.joint is Joint.NOUN:
            at -= 1  # 部長の「…」とのコメント
        phrase = self._phrase(at, clause)
        if (
            phrase is not None
            and phrase.kind != "place"
            and not (cue is None and phrase.kind in ("outlet", "document"))
        ):
            return phrase, at + 1
        subject = self._subject_of_quote(draft, quote)
        if subject is not None:
            return subject.phrase, max(subject.at + 1, clause)
        if cue is not None and cue.modifies:
            phrase = self._phrase_behind(cue.past)
            if phrase is not None:
                return phrase, clause
        return None, clause

    def _subject_of_quote(self, draft: Draft, quote: int) -> Subject | None:
        """The topic to the left, or a が-phrase that stands nearer and is no part of a clause of its own."""
        near: Subject | None = None
        for subject in reversed([s for s in self.subjects() if s.at < quote]):
            if subject.particle in ("は", "も", "では", "からは"):
                if near is None or (
                    subject.particle == "は"
                    and self._tells(near.at, quote)
                    and not self._tells_all(subject.at, near.at)
                ):
                    return subject
                return near
            if subject.particle == "から":
                if draft.joint is Joint.NOUN and near is None:
                    near = subject
            elif near is None and self._reaches(subject.at, quote):
                near = subject
        return near

    def _tells(self, start: int, end: int) -> bool:
        """Whether a predicate stands between."""
        return any(self.tag(p).startswith("動詞-一般") for p in range(start + 1, end))

    def _tells_all(self, start: int, end: int) -> bool:
        """Whether a cue ends a clause between."""
        return any(c.ends_clause and start < c.at and c.past <= end for c in self.cues)

    def _phrase_behind(self, at: int) -> Phrase | None:
        last = at
        while last + 1 < self.size and (
            self.passage.is_noun(self.units[last + 1])
            or (
                self.word(last + 1) in ("の", "・")
                and self.passage.is_noun(self.units[min(last + 2, self.size - 1)])
            )
        ):
            last += 1
        return self._phrase(last, at)

    def _reaches(self, subject: int, anchor: int) -> bool:
        """Whether a が-phrase is the subject of the clause at `anchor`, not of one that only describes a noun in it."""
        for p in range(subject + 1, anchor):
            tag = self.tag(p)
            if not tag.startswith(("動詞", "助動詞", "形容詞")):
                continue
            behind = p + 1
            if behind >= anchor:
                break
            next_tag = self.tag(behind)
            if next_tag.startswith(("助動詞", "動詞")):
                continue
            if self.passage.is_noun(self.units[behind]):
                noun = behind
                while noun + 1 < anchor and self.passage.is_noun(self.units[noun + 1]):
                    noun += 1
                if not self._is_occasion(noun) and self.lemma(p) not in adverbials("relation"):
                    return False
            elif next_tag == "助詞-接続助詞" and self.word(behind) not in ("て", "で"):
                return False
        return True

    def _speaker_of_clause(self, draft: Draft, clause: int) -> tuple[Phrase | None, int]:
        cue = draft.cue
        assert cue is not None
        end = draft.past
        inside = [s for s in self.subjects() if clause <= s.phrase.first and s.at < end - 1]
        if cue.passive and cue.word not in ("求める",):
            return None, clause
        if "found" in cue.frames:
            return None, clause
        demand = draft.joint in (Joint.MANNER, Joint.DEMAND)
        if not cue.ends_clause or draft.joint is Joint.NOUN and not cue.ends_clause:
            for subject in reversed(inside):
                if subject.particle in ("は", "も") or self._reaches(subject.at, end - 1):
                    return subject.phrase, subject.at + 1
        if demand:
            for subject in reversed(inside):
                if subject.particle in ("は", "が", "も") and self._reaches(subject.at, end - 1):
                    return subject.phrase, subject.at + 1
        topics = [s for s in inside if s.particle == "は" and s.phrase.kind != "place"]
        while len(topics) > 1 and self._clause_between(topics[0].at, topics[1].phrase.first):
            topics.pop(0)
        if topics:
            return topics[0].phrase, topics[0].at + 1
        for k, subject in enumerate(inside):
            if subject.particle in ("では", "からは"):
                return subject.phrase, subject.at + 1
            if subject.particle in ("が", "も") and (
                demand
                or (subject.particle == "も" and k == 0 and self._opens(clause, subject.phrase.first))
                or self.word(subject.at + 1) == "、"
                or self._time_at(subject.at + 1) is not None
                or (
                    any(s.particle == "が" for s in inside[k + 1 :])
                    and self._reaches(subject.at, inside[k + 1].phrase.first)
                )
            ):
                return subject.phrase, subject.at + 1
        for subject in self.subjects():
            if end <= subject.at < cue.at and subject.phrase.first >= end:
                return subject.phrase, clause
        for subject in inside:
            if subject.particle == "は" and not self._carries():
                return subject.phrase, subject.at + 1
        if cue.modifies:
            phrase = self._phrase_behind(cue.past)
            if phrase is not None:
                return phrase, clause
        if cue.word == "する" and self.word(cue.past - 1) == "て":  # …したとして、警察は逮捕した
            for subject in self.subjects():
                if subject.at > cue.past and subject.particle in ("は", "が"):
                    return subject.phrase, clause
        return None, clause

    def _opens(self, clause: int, first: int) -> bool:
        """Whether nothing but connectives stands before position `first` in its clause."""
        return self._content_start(clause, first + 1, hearsay=True) >= first

    def _clause_between(self, topic: int, first: int) -> bool:
        """Whether a clause of its own ends between two topics, so that the second one speaks: Aは…行い、Bは…."""
        comma = first - 1
        while comma > topic + 1 and self.word(comma) != "、":
            comma -= 1
        verb = comma - 1
        while verb > topic and self.tag(verb) in ("助動詞", "助詞-接続助詞"):
            verb -= 1
        lemma = self.lemma(verb)
        if lemma == "する" and self.tag(verb - 1).startswith("名詞"):
            lemma = self.lemma(verb - 1)
        return (
            verb > topic
            and self.tag(verb).startswith(("動詞", "形容詞"))
            and lemma not in adverbials("relation")
            and lemma not in adverbials("staging")
        )

    def _carries(self) -> bool:
        """Whether the sentence opens with a word that keeps the speaker of the one before."""
        return self.passage.plain.startswith(tuple(adverbials("carrying")), self.start(0))

    def _supply_speaker(self, draft: Draft, source: Source | None, before: Sequence[Draft]) -> None:
        """A speaker whom the clause leaves out: of the clause before, the source, or carried."""
        carried = self.discourse.speaker if self.discourse is not None else None
        found = draft.cue is not None and "found" in draft.cue.frames
        if draft.cue is not None and (found or draft.cue.passive):
            source = self._finds(draft.cue) if not draft.hearsay else source
        if source is not None and (draft.hearsay or found or (draft.cue is not None and draft.cue.passive)):
            if source.speaker is not None:
                draft.speaker = Speaker(source.speaker.start, source.speaker.end)
            elif carried is not None:
                draft.speaker = Speaker(carried.start, carried.end, implicit=True)
            for outer in self.sources:
                if outer.past <= source.at and outer.speaker is not None:
                    draft.via = outer.speaker
            return
        if found:
            return
        if draft.hearsay:
            if self.discourse is not None and self.discourse.source is not None:
                carried = self.discourse.source
            if carried is not None:
                draft.speaker = Speaker(carried.start, carried.end, implicit=True)
            return
        anchor = draft.first
        for earlier in reversed(before):
            if (
                earlier.speaker is not None
                and not earlier.hearsay
                and (source is None or earlier.past > source.past)
            ):
                draft.speaker = earlier.speaker
                return
        for subject in self.subjects():
            if (
                subject.at < anchor
                and subject.particle in ("は", "が")
                and subject.phrase.kind in ("person", "group")
            ):
                if source is None or subject.at > source.past:
                    draft.speaker = Speaker(subject.phrase.span.start, subject.phrase.span.end)
                    return
        if draft.cue is not None and "alone" in draft.cue.frames:
            return  # a noun may report what nobody in particular says
        if carried is not None:
            draft.speaker = Speaker(carried.start, carried.end, implicit=True)
        elif source is not None and source.speaker is not None:
            draft.speaker = Speaker(source.speaker.start, source.speaker.end)

    def _phrase_start(self, last: int, lowest: int) -> int:
        """Where the noun phrase ending at `last` begins."""
        first = last
        while first > lowest and (
            self.passage.is_noun(self.units[first - 1]) or self.word(first - 1) in ("の", "・")
        ):
            first -= 1
        return first

    def _behind_addressee(self, start: int, end: int) -> int:
        """Position behind the one who is asked: (各社に)自粛するよう."""
        p = start
        while p < end - 1 and (self.passage.is_noun(self.units[p]) or self.word(p) in ("の", "・", "や")):
            p += 1
        return p + 1 if start < p < end - 1 and self.word(p) == "に" else start

    def _open_quote(self, start: int, past: int) -> int | None:
        """Offset behind an opening quote bracket that lost its closing one, if the content holds such."""
        for p in range(start, past):
            i = self.units[p]
            if self.tag(p) == "補助記号-括弧開" and self.word(p) in "「『" and i not in self.passage.close:
                return self.passage.ends[i]
        return None

    def _content_start(self, begin: int, end: int, hearsay: bool) -> int:
        """Where the words reported begin: behind the particle, the day, and phrases of place, means and relation."""
        p = begin
        while p < end - 1:
            if (
                self.word(p) in ("、", ",")
                or self.word(p) in ("うえ", "上", "で", "が", "し", "に", "と", "ともに", "とも", "から")
                and p <= begin + 3
                and any(c.past == begin for c in self.cues)
            ):
                p += 1
                continue
            step = self._behind_connective(p, end) if hearsay else self._adverbial(p, end)
            if step is None:
                break
            p = step
        return p

    def _is_occasion(self, at: int) -> bool:
        return self.word(at) in adverbials("occasion") or self.passage.plain.endswith(
            _OCCASIONS, self.start(max(at - 2, 0)), self.end(at)
        )

    def _subject_at(self, at: int) -> bool:
        return any(s.at == at for s in self.subjects())

    def _adverbial(self, p: int, end: int) -> int | None:
        """Position behind an adverbial phrase of the reporting clause that starts at `p`, or None."""
        time = self._time_at(p)
        if time is not None:
            q = p
            while q < end and self.start(q) < time.end:
                q += 1
            if len(time.from_) == 10 and not _is_day(time):
                return None
            if self.word(q - 1) in ("て", "で", "から", "まで"):
                return None
            if self.word(q) in ("に", "、") and self.word(q + 1) not in ("も", "は", "かけ", "なっ", "なる"):
                return q + 1
            if self.word(q) not in _TIME_GOES_ON and not self.tag(q).startswith(
                ("助詞", "助動詞", "接尾辞", "動詞")
            ):
                return q
            if self.word(q) not in ("に",):
                return self._phrase_skip(p, end)
        return self._behind_connective(p, end) or self._phrase_skip(p, end)

    def _behind_connective(self, p: int, end: int) -> int | None:
        """Position behind a word that links the sentence to the one before, if one starts at `p`."""
        plain = self.passage.plain
        for word in _connectives():
            if plain.startswith(word, self.start(p)):
                q = p
                while q < end and self.start(q) < self.start(p) + len(word):
                    q += 1
                if self.start(q) == self.start(p) + len(word) and (
                    self.word(q) == "、"
                    or self.tag(p) == "接続詞"
                    or self.is_quote(q)
                    or word in adverbials("carrying")
                ):
                    return q
        return None

    def _phrase_skip(self, p: int, end: int) -> int | None:
        comma = next((q for q in range(p, min(p + 40, end)) if self.word(q) in ("、", ",")), None)
        limit = comma if comma is not None else min(p + 14, end - 1)
        for q in range(p + 1, limit):
            if self.word(q) == "で" and self.tag(q) == "助詞-格助詞" and self._is_occasion(q - 1):
                return q + 1
            if (
                self.lemma(q) == "対する"
                and self.word(q - 2) in _LISTENERS
                and self.passage.forms[self.units[q]].startswith("連用形")
            ):
                return q + 2 if self.word(q + 1) == "て" else q + 1
            if self.word(q) in ("は", "が"):
                break
        if comma is None or comma <= p:
            return None
        last = comma - 1
        verb = last
        while verb > p and self.tag(verb) in ("助動詞", "助詞-接続助詞"):
            verb -= 1
        lemma = self.lemma(verb)
        if lemma == "する" and self.tag(verb - 1).startswith("名詞"):
            lemma = self.lemma(verb - 1)
        if self.tag(verb).startswith("動詞") and self.passage.forms[self.units[verb]].startswith("連用形"):
            if lemma in adverbials("relation") or lemma in adverbials("staging"):
                return comma + 1
        if self.word(last) == "で" and self._is_occasion(last - 1):
            return comma + 1
        if self.word(last) == "て" and self.word(last - 1) == "し" and self.word(last - 3) in _documents():
            return comma + 1  # …の話として、
        if self.word(last) == "は" and self.word(last - 1) == "で" and self._is_occasion(last - 2):
            return comma + 1
        return None

    # -- when

    def _time_at(self, p: int) -> Time | None:
        """The time expression that starts with the unit at `p`."""
        if p >= self.size:
            return None
        start = self.start(p)
        k = bisect_left(self.times, start, key=lambda t: t.start)
        if k < len(self.times) and self.times[k].start == start:
            return self.times[k]
        return None

    def _times_between(self, start: int, end: int) -> list[Time]:
        k = bisect_left(self.times, start, key=lambda t: t.start)
        found = []
        while k < len(self.times) and self.times[k].end <= end:
            found.append(self.times[k])
            k += 1
        return found

    def _said(
        self, draft: Draft, begin: int, anchor: int, before: Sequence[Draft], explicit: bool
    ) -> Interval | None:
        start = draft.content.start - (1 if draft.direct else 0)
        low = self.start(begin) if begin < self.size else start
        times = self._times_between(low, start)
        if not times and draft.cue is not None and draft.past < draft.cue.at:
            times = self._times_between(self.start(draft.past), self.start(draft.cue.at))
        if not times and begin > 0:
            times = self._leading_time(low)
        for time in times:
            if self._is_when(time):
                return _days(time)
        for earlier in reversed(before):
            if (
                draft.speaker is not None
                and earlier.speaker is not None
                and earlier.speaker.start == draft.speaker.start
            ):
                return earlier.said
        discourse = self.discourse
        if discourse is None:
            return None
        if draft.speaker is None:
            return None
        if not explicit and discourse.said is not None:
            return discourse.said
        return discourse.days.get(self.passage.identity(draft.speaker))

    def _is_when(self, time: Time) -> bool:
        """Whether the time tells when something was said, alone or as that of a meeting: 10日の会見で."""
        plain = self.passage.plain
        if not plain.startswith(_NOT_WHEN, time.end):
            return True
        if not plain.startswith("の", time.end):
            return False
        p = bisect_left(self.units, time.end + 1, key=lambda i: self.passage.starts[i])
        while p < self.size and (self.passage.is_noun(self.units[p]) or self.word(p) == "の"):
            p += 1
        return self.word(p) == "で" and self._is_occasion(p - 1)

    def _leading_time(self, low: int) -> list[Time]:
        first = self.start(0)
        return [t for t in self._times_between(first, low) if t.start - first <= 6 and t.end < low][:1]

    # -- after settling

    def _drop_relays(self, drafts: list[Draft]) -> None:
        """An outlet that reports nothing but what another said is that statement's relay, not a speaker."""
        for outer in list(drafts):
            if outer.direct or outer.cue is None or outer.cue.word not in _RELAYING or outer.speaker is None:
                continue
            for inner in drafts:
                if (
                    inner is not outer
                    and inner.cue is not None
                    and inner.cue.past == outer.past
                    and inner.speaker is not None
                    and inner.speaker.start != outer.speaker.start
                ):
                    inner.via = Span(outer.speaker.start, outer.speaker.end)
                    if outer in drafts:
                        drafts.remove(outer)

    def _sourced(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Xによると、P。: P as a statement by X, unless the whole of P reports what somebody else said."""
        found: list[Draft] = []
        for k, source in enumerate(self.sources):
            past = self.sources[k + 1].at if k + 1 < len(self.sources) else self.size
            last = past
            while last > source.past and (
                self.tag(last - 1) in ("助動詞",) or self.lemma(last - 1) in ("いる", "て", "、", "が")
            ):
                last -= 1
            passive = any(self.lemma(at) in ("れる", "られる") for at in range(last, past))
            if (
                self.lemma(last - 1) in cue_words()
                and not passive
                and any(d.first >= source.past for d in drafts)
            ):
                continue
            if any(
                d.cue is not None
                and d.first >= source.past - 1
                and d.cue.at >= source.past
                and d.cue.past >= last
                and d.cue.past <= past
                for d in drafts
            ):
                continue
            if any(d.hearsay and d.first >= source.past and d.past < past for d in drafts):
                continue
            if any(d.cue is not None and "found" in d.cue.frames and d.first >= source.past for d in drafts):
                continue
            first = source.past
            while first < past and self.word(first) in ("、", ",", "は"):
                first += 1
            while past > first and self.word(past - 1) in ("、", "が"):
                past -= 1
            if first >= past:
                continue
            speaker: Speaker | None = None
            if source.speaker is not None:
                speaker = Speaker(source.speaker.start, source.speaker.end)
            elif self.discourse is not None and self.discourse.speaker is not None:
                carried = self.discourse.speaker
                speaker = Speaker(carried.start, carried.end, implicit=True)
            cue = Cue(source.past - 1, source.past, "よる", frozenset(), False, True, False)
            content = Span(self.start(first), self.end(past - 1))
            found.append(Draft(False, content, first, past, cue, source.cue, Joint.THAT, True, speaker))
        return found

    def _cleft(self) -> Phrase | None:
        """逮捕されたのは…の2人。: whom the sentence ends with."""
        if any(self.word(p) == "は" and self.word(p - 1) == "の" for p in range(1, self.size)):
            return self._phrase(self.size - 1, 0)
        return None

    def _carry(self, drafts: Sequence[Draft]) -> None:
        """Leave in the discourse what the next sentence may take up."""
        discourse = self.discourse
        if discourse is None:
            return
        if not self.size:
            return
        voiced = [d for d in drafts if d.speaker is not None and d.cue is not None]
        speaking = [d for d in voiced if not d.hearsay]
        relayed = [d for d in voiced if d.hearsay]
        topic = self._topic()
        day = next(
            (t for t in self._times_between(self.start(0), self.end(self.size - 1)) if _is_day(t)), None
        )
        for draft in voiced:
            if draft.speaker is not None and draft.said is not None:
                discourse.days[self.passage.identity(draft.speaker)] = draft.said
        if day is not None and not voiced and any(self._is_occasion(p) for p in range(self.size)):
            for entity in self.passage.entities_between(self.start(0), self.end(self.size - 1)):
                discourse.days[self.passage.identity(entity)] = _days(day)
        if speaking and speaking[-1].speaker is not None:
            last = speaking[-1]
            discourse.speaks(Span(speaking[-1].speaker.start, speaking[-1].speaker.end), last.said)
            discourse.sourced = not last.direct
        elif topic is not None:
            discourse.speaks(topic.phrase.span, _days(day) if day is not None else None)
            discourse.sourced = False
        elif (cleft := self._cleft()) is not None:
            discourse.speaks(cleft.span, None)
            discourse.sourced = False
        if relayed and relayed[-1].speaker is not None:
            discourse.source = Span(relayed[-1].speaker.start, relayed[-1].speaker.end)
            discourse.source_age = 0
            if discourse.speaker is None:
                discourse.speaks(discourse.source, relayed[-1].said)
            else:
                discourse.age = 0
        elif speaking or topic is not None:
            discourse.source = None
        discourse.next_sentence()


_NO_SPEECH = frozenset(
    {
        "なる",
        "呼ぶ",
        "名付ける",
        "題する",
        "称する",
        "銘打つ",
        "ある",
        "いう",
        "比べる",
        "違う",
        "異なる",
        "変える",
        "並ぶ",
        "同じ",
        "つく",
        "組む",
        "戦う",
        "対戦",
        "結ぶ",
        "続く",
    }
)
_RELAYING = frozenset({"報じる", "報ずる", "伝える", "報道", "紹介", "する"})
_OCCASIONS = ("会議", "会見", "会談", "総会", "委員会", "取材", "ページ", "サイト")
_LISTENERS = frozenset({"取材", "質問", "記者団", "報道陣", "記者", "聴取", "調べ", "問い", "インタビュー"})
_SOURCE_JOINTS = frozenset({"の", "・", "と", "や", "、", "=", "への", "へ", "など"})
_TIME_GOES_ON = frozenset(
    {"の", "から", "まで", "以降", "以来", "現在", "ごろ", "頃", "付け", "に", "は", "も", "発"}
)
_NOT_WHEN = ("の", "から", "まで", "以降", "以来", "現在", "時点", "付", "にも", "には", "は", "も", "、29")


@cache
def _connectives() -> tuple[str, ...]:
    words = adverbials("connective") | adverbials("carrying")
    return tuple(sorted(words, key=lambda w: (-len(w), w)))


@cache
def _documents() -> frozenset[str]:
    return frozenset(word for word, kind in rows("speakers.tsv") if kind == "document")


@cache
def _outlet_ends() -> tuple[str, ...]:
    return tuple(word for word, kind in rows("speakers.tsv") if kind == "outlet")


@cache
def _tail_forms() -> dict[str, tuple[str, str]]:
    return {forms: (marker, source) for forms, marker, source in rows("hedges.tsv")}


@cache
def _tail_starts() -> frozenset[str]:
    return frozenset(forms.split(" ")[0] for forms in _tail_forms())


def _by_cue(draft: Draft) -> tuple[int, bool, int]:
    return draft.cue.at if draft.cue else draft.past, not draft.direct, draft.first


def _is_day(time: Time) -> bool:
    """Whether the words name one day or less: what is longer is part of what is said."""
    if time.type == "TIME":
        return True
    try:
        return dt.date.fromisoformat(time.until) - dt.date.fromisoformat(time.from_) <= dt.timedelta(days=1)
    except ValueError:
        return False


def _days(time: Time) -> Interval:
    """The whole day of a clock time; other times as they are."""
    if time.type == "TIME" and len(time.from_) > 10:
        day = dt.date.fromisoformat(time.from_[:10])
        return Interval(day.isoformat(), (day + dt.timedelta(days=1)).isoformat())
    return Interval(time.from_, time.until)
