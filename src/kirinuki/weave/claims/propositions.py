"""What a statement claims: of which event or thing, whether it is so, when, and with which words around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kirinuki.model.reading import Interval, Morphemes, Reading
from kirinuki.model.text import Span
from kirinuki.read.lexicons import rows
from kirinuki.read.morphemes import is_common_noun, tokenize
from kirinuki.weave.claims.clauses import Clause, Mood, Peeled, Tense, clauses, peel

_NOUNS = ("名詞", "接尾辞-名詞的", "接頭辞", "形状詞")
_NO_WORDS = ("名詞-数詞", "名詞-助動詞語幹", "接尾辞", "接頭辞")
_PREFIXES = ("不", "非", "無", "未")
_CHAIN = 8
"""Tokens before an event in which の may tie another one to it."""
_LINKS = frozenset(["を", "に", "が", "は", "も", "の", "から", "へ", "と", "で", "だけ", "まで", "など"])
_LINK_WORDS = frozenset({"、", "つい", "て", "巡っ", "めぐっ", "関し", "にも", "とも", "こと", "対し"})
_DOES = frozenset({"する", "す", "できる", "出来る", "いたす", "なさる"})
_BARE = frozenset({"ある", "ござる", "いる", "ない", "無い", "する", "なる", "やる"})
"""Verbs that claim nothing without an event."""


class Operator(NamedTuple):
    """A verb that says of an event whether (`holds`), how far (`effect`: start, run, end), or how (must, will) it comes to be."""

    holds: bool
    effect: str
    intransitive: bool


@dataclass(frozen=True, slots=True)
class Proposition:
    """A claim about `keys`, the words for one event or state: that it `holds`, or does not.

    `span` is its clause, `head` the word that claims it, `denials` the words that turn it around. `subject`, `object` and `words`
    are what the clause names beside (nouns), `qualities` those of them that tell of what kind a thing is,
    `around` what its whole sentence names, `times` those in it. `copular` where it says what
    a thing is (直下型地震だ).
    `told` is the verb that says whether the event comes to be (見送る), where there is one; `again` marks another event
    than there was before (追加の, 新たな).
    """

    span: Span
    head: Span
    keys: frozenset[str]
    verb: str
    holds: bool
    mood: Mood
    tense: Tense | None
    phase: str
    again: bool
    denials: tuple[Span, ...]
    subject: frozenset[str]
    object: frozenset[str]
    words: frozenset[str]
    qualities: frozenset[str]
    around: frozenset[str]
    copular: bool
    times: tuple[Interval, ...]


@cache
def words_of(kind: str) -> frozenset[str]:
    """The words of a class of `lexicon/claim_words.tsv`."""
    return frozenset(row[0] for row in rows("claim_words", "weave") if row[1] == kind)


@cache
def operators() -> Mapping[str, Operator]:
    return {
        word: Operator(sign == "+", effect, frame == "ga")
        for word, sign, effect, frame in rows("operators", "weave")
    }


@cache
def _same_words() -> Mapping[str, str]:
    return {
        word: one
        for one, *others in (row[0].split() for row in rows("same_words", "weave"))
        for word in others
    }


def one_word(word: str) -> str:
    """The word that stands for all that name the same act or event: 出馬 → 立候補."""
    return _same_words().get(word, word)


@cache
def complements() -> Mapping[str, str]:
    """Words that say no more than that another is not so, and that other: 違法, 合法."""
    return {row[1]: row[0] for row in rows("antonyms", "weave") if len(row) > 2}


class Words:
    """The morphemes of a reading, and what of it stands where."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.m: Morphemes = reading.morphemes or tokenize(reading.text, reading.sentences)
        taken: list[Span] = [*reading.times, *reading.durations, *reading.quantities]
        self._taken = sorted(taken, key=lambda span: (span.start, span.end))

    def tokens(self, span: Span) -> tuple[int, int]:
        """The tokens that begin in `span`, half-open."""
        return bisect_left(self.m.starts, span.start), bisect_left(self.m.starts, span.end)

    def span(self, first: int, last: int) -> Span:
        return Span(self.m.starts[first], self.m.ends[last - 1])

    def is_noun(self, i: int) -> bool:
        return self.m.tags[i].startswith(_NOUNS) and not self._counts(i)

    def is_word(self, i: int) -> bool:
        """Whether token `i` is a noun that tells what is spoken of."""
        tag, word = self.m.tags[i], self.m.words[i]
        return (
            tag.startswith(("名詞", "形状詞"))
            and not tag.startswith(_NO_WORDS)
            and word not in words_of("idle")
            and word not in words_of("again")
            and not self._counts(i)
            and (len(word) > 1 or "固有名詞" in tag or ("一般" in tag and "一" <= word <= "鿿"))
            and any(c.isalpha() for c in word)
        )

    def _counts(self, i: int) -> bool:
        """Whether token `i` belongs to a time, a duration or a quantity."""
        at = bisect_left(self._taken, self.m.starts[i] + 1, key=lambda span: span.start) - 1
        return at >= 0 and self._taken[at].end > self.m.starts[i]

    def sentence(self, place: int) -> Span:
        """The sentence that holds a place."""
        spans = self.reading.sentences
        at = bisect_left(spans, place + 1, key=lambda span: span.start) - 1
        return spans[max(0, at)]

    def nouns(self, span: Span) -> frozenset[str]:
        """The words in `span` that tell what is spoken of."""
        first, last = self.tokens(span)
        return frozenset(self.m.lemmas[i] for i in range(first, last) if self.is_word(i))

    def times(self, span: Span) -> tuple[Interval, ...]:
        first = bisect_left(self.reading.times, span.start, key=lambda time: time.start)
        found = []
        for time in self.reading.times[first:]:
            if time.start >= span.end:
                break
            found.append(Interval(time.from_, time.until))
        return tuple(found)


def propositions(words: Words, content: Span, holes: Sequence[Span] = ()) -> list[Proposition]:
    """What `content` claims, clause by clause. `holes` are the contents of others in it, who claim those themselves."""
    first, last = words.tokens(content)
    nominal = first < last and words.is_noun(last - 1)
    found = []
    for clause in clauses(words.m, first, last):
        span = words.span(clause.first, clause.last)
        if any(hole.overlaps(span) for hole in holes):
            continue
        sentence = words.sentence(span.start)
        # What is only named (関与を否定した) is told by the sentence that names it.
        scope = (
            sentence if nominal else Span(max(sentence.start, content.start), min(sentence.end, content.end))
        )
        made = _proposition(words, clause, words.nouns(scope), nominal=nominal)
        if made is not None:
            found.append(made)
    return found


def _proposition(
    words: Words, clause: Clause, around: frozenset[str], *, nominal: bool
) -> Proposition | None:
    m = words.m
    peeled = peel(m, clause.first, clause.last)
    if not peeled.claims or peeled.last <= clause.first:
        return None
    event = _event(words, peeled)
    if event is None or not peeled.claims:
        return None
    head, keys, verb, phase = event
    if not keys:
        return None
    if nominal and peeled.tense is None:
        tense: Tense | None = None
    else:
        tense = peeled.tense or _tense(m, peeled, clause, head)
    begin = clause.first
    roles = _roles(words, begin, peeled.last, keys)
    topics = {m.words[i] for i in clause.topic if words.is_word(i)}
    named = {m.lemmas[i] for i in range(begin, clause.last) if words.is_word(i)} | topics
    span = words.span(clause.first, clause.last)
    return Proposition(
        span=span,
        head=words.span(head, head + 1),
        keys=frozenset(map(one_word, keys)),
        verb=verb,
        holds=peeled.holds,
        mood=peeled.mood,
        tense=tense,
        phase=phase,
        again=not words_of("again").isdisjoint(m.lemmas[begin : clause.last]),
        denials=tuple(peeled.denials),
        subject=frozenset(
            map(one_word, roles["subject"] or (topics if not roles["object"] & topics else ()))
        ),
        object=frozenset(map(one_word, roles["object"] | _tied(words, begin, head))),
        words=frozenset(map(one_word, named - keys - {verb})),
        qualities=frozenset(
            m.lemmas[i]
            for i in range(begin, clause.last)
            if m.tags[i].startswith("形状詞") or m.lemmas[i].endswith("的") or m.lemmas[i] in words_of("kind")
        ),
        around=frozenset(map(one_word, around - {verb})),
        copular=words.is_noun(head)
        and verb == m.lemmas[head]
        and ("サ変" not in m.tags[head] or _is_copula(m, head + 1)),
        times=words.times(span),
    )


def _is_copula(m: Morphemes, i: int) -> bool:
    """Whether token `i` makes a predicate of the noun before it: 検査だ, 検査ではなく, and not 検査する."""
    return i < len(m) and (
        m.lemmas[i] in ("だ", "です")
        or (m.words[i : i + 2] == ["で", "は"] and m.lemmas[i + 2 : i + 3] in (["ない"], ["無い"]))
    )


def _tense(m: Morphemes, peeled: Peeled, clause: Clause, head: int) -> Tense | None:
    if clause.chained:
        return None
    ends_in_verb = peeled.verbal or (
        peeled.last > peeled.first and m.tags[peeled.last - 1].startswith("動詞")
    )
    if not ends_in_verb or m.lemmas[peeled.last - 1] in ("ある", "いる", "できる"):
        return None if peeled.mood in ("fact", "maybe") else "next"
    return "next"


def _event(words: Words, peeled: Peeled) -> tuple[int, set[str], str, str] | None:
    """Of what is left: the token of the word that claims, the words for what it claims, its verb, and its phase.

    Verbs that only say whether an event comes to be are taken off like endings, so that 動員の計画はない claims of 動員 what
    動員を見送る does.
    """
    m, phase, verb = words.m, "", ""
    for _ in range(4):
        at = _word_at(words, peeled)
        if at is None:
            return None
        word = m.lemmas[at]
        operator = operators().get(word)
        event = _before(words, peeled.first, at, operator.intransitive) if operator else None
        if operator is None or event is None:
            keys, flips = _keys(words, peeled.first, at)
            if flips:
                peeled.holds = not peeled.holds
                peeled.denials.append(words.span(at, at + 1))
            if operator is not None and word in _BARE:
                return None
            return at, keys, verb or word, phase
        if not operator.holds:
            peeled.holds = not peeled.holds
            peeled.denials.append(words.span(at, at + 1))
        verb = verb or word
        if operator.effect in ("must", "will"):
            peeled.take(operator.effect, words.span(at, at + 1))
        else:
            phase = phase or operator.effect
        if (
            peeled.tense is None
            and (peeled.verbal or m.tags[at].startswith("動詞"))
            and word not in ("ある", "する")
        ):
            peeled.tense = "next" if peeled.mood != "maybe" else None
        # The event may itself only carry another: 動員の計画.
        before = peeled.last
        peel(m, peeled.first, event + 1, peeled)
        if peeled.last == event + 1 or peeled.last >= before:
            keys, flips = _keys(words, peeled.first, event)
            if flips:
                peeled.holds = not peeled.holds
            inner = operators().get(m.lemmas[event])
            if (
                inner
                and "サ変" in m.tags[event]
                and _before(words, peeled.first, event, inner.intransitive) is not None
            ):
                peeled.last = event + 1
                continue
            return event, keys, verb, phase
    return None


def _word_at(words: Words, peeled: Peeled) -> int | None:
    """The token of the word that what is left ends in: the noun of 動員する, else a verb, an adjective or a noun."""
    m, at = words.m, peeled.last - 1
    while at >= peeled.first and m.tags[at].startswith(("助詞", "補助記号", "空白", "助動詞")):
        at -= 1
    if (
        at >= peeled.first
        and m.lemmas[at] in ("する", "す", "できる", "出来る", "いたす", "なさる")
        and m.tags[at].startswith("動詞")
    ):
        before = at - 1
        while before >= peeled.first and m.words[before] in ("は", "も", "を"):
            before -= 1
        if (
            before >= peeled.first
            and words.is_noun(before)
            and ("サ変" in m.tags[before] or before == at - 1)
        ):
            if m.lemmas[at] in ("できる", "出来る") and peeled.mood == "fact":
                peeled.mood = "can"
            peeled.last, peeled.verbal = before + 1, True
            return before
    if at < peeled.first or not (words.is_noun(at) or m.tags[at].startswith(("動詞", "形容詞"))):
        return None
    return at


def _before(words: Words, first: int, at: int, intransitive: bool) -> int | None:
    """The noun that the verb at `at` says something of: the nearest with a particle that marks it, or the one joined to it.

    が marks who does it, unless the verb is `intransitive` or passive, and is then passed over.
    """
    m, i = words.m, at - 1
    if (
        i >= first
        and words.is_noun(i)
        and (m.tags[at].startswith("名詞") or m.lemmas[at] in ("ない", "無い"))
    ):
        return i if len(m.words[i]) > 1 else None
    passive = "れる" in m.lemmas[at + 1 : at + 4] or "られる" in m.lemmas[at + 1 : at + 4]
    particle = ""
    while i >= first:
        if words.is_noun(i) and not (m.words[i] == "こと" and particle):
            if not particle or (particle == "が" and not (intransitive or passive)):
                # Who does it: the event may stand before.
                while i >= first and (words.is_noun(i) or m.words[i] in ("の", "・", "と", "や")):
                    i -= 1
                if not particle or i < first:
                    return None
                particle = ""
                continue
            return i
        if m.words[i] in ("こと", "する") and particle:
            pass  # 実施することについて検討した
        elif m.words[i] in _LINKS or m.words[i] in _LINK_WORDS:
            if m.words[i] in _LINKS and not particle:
                particle = m.words[i]
        elif not (m.tags[i].startswith("副詞") or words._counts(i) or m.words[i] in words_of("adverb")):
            return None
        i -= 1
    return None


def _keys(words: Words, first: int, at: int) -> tuple[set[str], bool]:
    """The words for what is claimed at `at`: the word itself, and events tied to it by の or joined to it.

    Also whether its prefix turns it around (不適切).
    """
    m = words.m
    word, flips = m.lemmas[at], False
    if word[:1] in _PREFIXES and len(word) > 2 and is_common_noun(word[1:]):
        word, flips = word[1:], True
    if word in complements():
        word, flips = complements()[word], not flips
    keys = {word}
    if words.is_noun(at) and "サ変" not in m.tags[at]:
        i = at - 1
        while i >= max(first, at - _CHAIN):
            if (
                words.is_noun(i)
                and "サ変" in m.tags[i]
                and m.words[i] not in words_of("again")
                and len(m.words[i]) > 1
            ):
                keys.add(m.words[i])
            elif not (m.words[i] in ("の", "な", "・") or words.is_noun(i)):  # 動員の新たな波
                break
            i -= 1
    return keys, flips


def _tied(words: Words, first: int, at: int) -> set[str]:
    """The nouns that の, への or nothing at all ties to the event at `at`: 人間への感染, 産地偽装."""
    m, found, i = words.m, set[str](), at - 1
    while i >= first:
        if words.is_word(i):
            found.add(m.words[i])
        elif not (words.is_noun(i) or m.words[i] in ("の", "へ", "と", "・")):
            break
        i -= 1
    return found


def _roles(words: Words, first: int, last: int, keys: set[str]) -> dict[str, set[str]]:
    """The nouns that が or は, and を, mark between two tokens."""
    m, roles = words.m, {"subject": set[str](), "object": set[str]()}
    for i in range(first + 1, last):
        role = {"が": "subject", "は": "subject", "を": "object"}.get(m.words[i])
        if role is None or not m.tags[i].startswith("助詞"):
            continue
        at = i - 1
        while at >= first and (words.is_noun(at) or m.words[at] in ("・", "の")):
            if words.is_word(at) and m.words[at] not in keys:
                roles[role].add(m.words[at])
            at -= 1
    return roles
