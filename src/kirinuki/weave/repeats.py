"""Passages that say again what an earlier one said.

Candidates come from shared n-grams: over an archive by the `keys` of passages, which a store keeps and looks up,
and inside one call by an index of n-grams. Each candidate is then decided by alignment (`weave.alignment`)
and by slots: the same words with another figure, date or name are an update.

What is compared are the natural passages of a report: its sentences, and inside them the contents of quotes
and reported clauses. A later sentence is a repeat as a whole when an earlier one says most of it; otherwise
the part of it that is said there may be one. Names and titles are no evidence: two sentences about one
president have those in common whatever they say.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import accumulate, chain, count, islice, pairwise
from typing import NamedTuple, TypeVar
from zlib import crc32

from kirinuki.model.reading import Reading
from kirinuki.model.text import Evidence, Span
from kirinuki.model.weaving import Difference, Relation, Resemblance, Verdict
from kirinuki.weave.alignment import Block, Folded, agreeing, align, clip, fold, in_common, strongest_run
from kirinuki.weave.damage import bracket_damage, part_damage
from kirinuki.weave.slots import lay, slots_in

BY_PERSON = "人が同じことと決めた"
"""Why two passages are paired of which a person said so."""
LEAST = 2
"""Keys that two passages must share to be compared; one that few hold counts twice (`store.repeats.RARE`)."""
_KEY_GRAM = 7
_KEY_WINDOW = 8

_GRAM = 5
_SHARED_GRAMS = 4
"""Sentences with fewer n-grams in common are not compared."""
_POSTINGS = 24
"""An n-gram is remembered for the first so many sentences that hold it: what is in more is a phrase of the trade."""
_CANDIDATES = 6

_WHOLE = 0.6
"""A sentence of which this share is said elsewhere is said elsewhere."""
_CLAUSE = 0.7
"""A clause at the edge of a passage stays in it if this share of it is said in the other."""
_PART = 0.6
"""The share of the shorter of two parts of sentences that must agree."""
_LOOSE = 2
"""Characters by which a run may stand over a quote's edge for no other reason than a particle in common."""
_LEAST_WORDS = 8
"""Characters, neither hiragana nor in a name, that two passages must have in common."""
_ALMOST = 0.85
_LEAST_EQUAL = 20
"""Sentences that agree in so great a share, and so many characters, need not have words beside names in common."""
_NEXT = 0.75
_LEAST_NEXT = 5
"""The same for two short sentences that follow a repeat in both tellings, of the shorter one."""
_LONGER = 4 / 3
"""How many times as long a telling is that extends another rather than rewords it."""

_LEAST_QUOTED = 15
"""Characters that two quoted sentences must have in common, where these are mostly names."""
_LEAST_CLAUSE = 20
"""Characters that parts of sentences must have in common; contents of statements inside one report need not."""

_HIRAGANA = re.compile("[ぁ-ゖ]")
_CLAUSE_MARK = re.compile("[、，,。]")
_KANA_ENDING = re.compile("[ぁ-ゖ]{1,3}")
_ENDING = re.compile("[ぁ-ゖ]{1,3}(?=[、，,。．！？!?「」『』\n]|$)")
# What stands behind a verb or an adjective; behind は or によると a comma ends no clause.
_CLAUSE_END = re.compile("[、，,。．！？!?\n]|$|が、|と(?!の)|こと|ところ|ため|ほか|のに|ので")
_NO_VERB = re.compile(
    "(?:[^ぁ-ゖ][でにとがの]?|は|も|を|によると|によりますと|によれば|では|には|とは|から|まで|など)$"
)

Slot = TypeVar("Slot", bound=Span)


def keys(passage: str) -> frozenset[int]:
    """What to look a folded passage up by: numbers of 32 bits, equal on every platform, one for some five characters.

    Winnowing of character n-grams (Schleimer, Wilkerson and Aiken, SIGMOD 2003): any fourteen characters in common share
    a key wherever they stand, so a clause is found inside a longer sentence; docs/decisions/0013 has the measure beside
    MinHash. N-grams that are hiragana but for one character (…ということです) are the language's, not the report's:
    left out.
    """
    letters = passage.encode("utf-32-le")
    words = [0, *accumulate([not "ぁ" <= c <= "ゟ" for c in passage])]
    hashes = [
        crc32(letters[at : at + 4 * _KEY_GRAM])
        for at, before, behind in zip(count(0, 4), words, words[_KEY_GRAM:], strict=False)
        if behind - before >= 2
    ]
    if len(hashes) < _KEY_WINDOW:
        return frozenset(hashes and [min(hashes)])
    return frozenset(map(min, *(hashes[n:] for n in range(_KEY_WINDOW))))


def find_repeats(
    later: Telling,
    earlier: Iterable[Telling],
    known: Candidates | None = None,
    verdicts: Iterable[Verdict] = (),
) -> list[Resemblance]:
    """What `later` says that one of `earlier` said before it, in the order of `later`'s text.

    `earlier` come in the order in which they were told. `later` itself may be among them, for repeats inside one
    report. Each sentence of `later` is related to at most one earlier telling: the one that covers most of it, the
    first of those that cover it equally. Where a look-up found candidates already, they are `known` by the number of
    the sentence; beside them only those tellings are looked through that turn out to have been told again.
    What a person said of two passages goes before all that.
    """
    tellings = list(earlier)
    inside = any(telling.revision == later.revision for telling in tellings)
    others = [telling for telling in tellings if telling.revision != later.revision]
    decided = [(*pair, v.same) for v in verdicts for pair in v.seen_from(later.revision)]
    apart = [(before, after) for before, after, same in decided if not same]
    finder = _Finder(later, {telling.revision: n for n, telling in enumerate(tellings)}, apart)
    if known is not None:
        told = {telling.revision: telling for telling in others}
        for sentence in later.sentences:
            for revision, number in known.get(sentence.number, ()):
                if revision in told and number < len(told[revision].sentences):
                    finder.offer(sentence, told[revision].sentences[number])
        related = {match.earlier.told.revision for match in finder.matches(inside=False)}
        others = [telling for telling in others if telling.revision in related]
    finder.look_through(others)
    matches = list(_rejoined(finder.matches(inside=inside)))
    by_revision = {telling.revision: telling for telling in tellings}
    for before, after, same in decided:
        side = by_revision.get(before.revision)
        if same and side is not None and (side is not later or before.span.start < after.span.start):
            matches = [match for match in matches if not _overlap(match.spans[1], after.span)]
            matches.append(_as_decided(side, before.span, later, after.span))
    matches.sort(key=lambda match: match.spans[1])
    return [_resemblance(match) for match in matches]


Order = tuple[str, int, str]
"""Where a telling stands among all, as `store.articles.order` gives it."""
Place = tuple[str, int]
"""A sentence of an archive: its revision, and its number there."""
Candidates = Mapping[int, Iterable[Place]]
"""For sentences, by their numbers: which may say the same."""


def contenders(
    telling: Telling, number: int, earlier: Mapping[Place, str], order: Callable[[str], Order]
) -> list[Place]:
    """Those of the sentences `earlier` that may be what the telling's sentence repeats, as far as words alone show it.

    `earlier` gives the words of each, as they stand in its telling; `order` sorts tellings as they were told. Where nobody
    said that two passages are not the same, `find_repeats` finds the same with these as with all, so only their readings
    have to be fetched.
    """
    later = telling.sentences[number]
    if later.is_short():
        return []
    folded = {place: fold(words) for place, words in earlier.items()}
    bounds = {place: in_common(told, later.text()) for place, told in folded.items()}
    least = min(_LEAST_CLAUSE, _WHOLE * (later.high - later.low))
    most, first = (
        0,
        "",
    )  # Of those that surely repeat it: what the best covers, and the telling that was first.

    def is_ahead(revision: str, size: int) -> bool:
        return size > most or (first != "" and size == most and order(revision) <= order(first))

    def is_half(revision: str, at: int) -> bool:
        """Whether the sentence may say what this one and its neighbour said."""
        beside = max(bounds.get((revision, at + step), 0) for step in (-1, 1))
        return beside > 0 and bounds[revision, at] + beside >= most + _LEAST_EQUAL

    kept: list[tuple[Place, int]] = []
    for place in sorted(earlier, key=lambda place: -bounds[place]):
        half = is_half(*place)
        if not half and (bounds[place] < least or not is_ahead(place[0], bounds[place])):
            continue
        run = [Block(b.a, b.b + later.low, b.size) for b in strongest_run(align(folded[place], later.text()))]
        lengths = len(folded[place]), later.high - later.low
        alone = agreeing(run) >= least and _may_share(later, run, lengths)
        if alone or half:
            kept.append((place, agreeing(run)))
        if alone and _are_one(later, run, lengths) and is_ahead(place[0], agreeing(run)):
            most, first = agreeing(run), place[0]
    return [place for place, size in kept if is_ahead(place[0], size) or is_half(*place)]


class _Finder:
    """Finds for each sentence of one telling the one that it repeats."""

    def __init__(
        self, later: Telling, order: Mapping[str, int], apart: Sequence[tuple[Evidence, Evidence]]
    ) -> None:
        self._later = later
        self._order = order
        self._apart = apart
        self._offered: dict[int, list[_Sentence]] = {}
        self._grams: list[set[str]] = []
        self._index: _Index | None = None
        self._decided: dict[tuple[str, int, int, int], _Match | None] = {}

    def offer(self, sentence: _Sentence, candidate: _Sentence) -> None:
        """Have a sentence compared with this one too."""
        self._offered.setdefault(sentence.number, []).append(candidate)

    def look_through(self, tellings: Iterable[Telling]) -> None:
        """Have all sentences compared with those of the tellings."""
        self._grams = [sentence.grams() for sentence in self._later.sentences]
        self._index = _Index(frozenset().union(*self._grams))
        for telling in tellings:
            for sentence in telling.sentences:
                self._index.add(sentence, sentence.grams())

    def matches(self, *, inside: bool) -> list[_Match]:
        """The best match of each sentence that has one; `inside` for those with earlier ones of the same report too."""
        matches: dict[int, _Match] = {}
        held = Counter(chain.from_iterable(self._grams)) if inside else {}
        own = _Index({gram for gram, n in held.items() if n > 1})
        for sentence in self._later.sentences:
            match = self._best(self._candidates(own, sentence), sentence) or _match_next(
                matches.get(sentence.number - 1), sentence
            )
            if match is not None and not self._are_apart(match):
                matches[sentence.number] = match
            if inside:
                own.add(sentence, self._grams[sentence.number])
        return list(matches.values())

    def _candidates(self, own: _Index, sentence: _Sentence) -> list[_Sentence]:
        """In the order they were told, those of the report itself last."""
        offered = self._offered.get(sentence.number, ())
        if self._index is None:
            return sorted(offered, key=lambda s: (self._order[s.told.revision], s.number))
        grams = self._grams[sentence.number]
        found = {
            (self._order[s.told.revision], s.number): s for s in (*offered, *self._index.candidates(grams))
        }
        return [*(found[place] for place in sorted(found)), *own.candidates(grams)]

    def _best(self, candidates: Iterable[_Sentence], later: _Sentence) -> _Match | None:
        """What covers most of `later`, the first of those that cover it equally."""
        length = later.high - later.low
        best: _Match | None = None
        if later.is_short():
            return None
        before: _Sentence | None = None
        for candidate in candidates:
            match = self._match(candidate, later)
            if match is not None and (best is None or match.covered > best.covered):
                best = match
            if best is not None and best.covered == length:
                break
            if before is not None and before.told is candidate.told and before.high == candidate.low:
                # One sentence may say what two said, but must then take up a good deal of either.
                match = self._match(candidate._replace(low=before.low), later)
                if match is not None and match.covered >= _LEAST_EQUAL + (best.covered if best else 0):
                    best = match
            before = candidate
        return best

    def _match(self, earlier: _Sentence, later: _Sentence) -> _Match | None:
        pair = earlier.told.revision, earlier.low, earlier.high, later.number
        if pair not in self._decided:
            match = _match(earlier, later)
            self._decided[pair] = None if match is None or self._are_apart(match) else match
        return self._decided[pair]

    def _are_apart(self, match: _Match) -> bool:
        """Whether a person said that these two are not the same."""
        return any(
            before.revision == match.earlier.told.revision
            and _overlap(match.spans[0], before.span)
            and _overlap(match.spans[1], after.span)
            for before, after in self._apart
        )


def _rejoined(matches: Iterable[_Match]) -> list[_Match]:
    """With two sentences in a row that repeat one earlier sentence made one passage.

    So they are where an outlet cut a sentence in two, and where a lost bracket lets a full stop inside a quote end one.
    """
    joined: list[_Match] = []
    for match in matches:
        last = joined[-1] if joined else None
        if last is not None and last.earlier == match.earlier and last.later.high == match.later.low:
            both = _match(match.earlier, match.later._replace(low=last.later.low))
            if both is not None and both.whole and both.covered > max(last.covered, match.covered):
                joined[-1] = both
                continue
        joined.append(match)
    return joined


def _match_next(last: _Match | None, later: _Sentence) -> _Match | None:
    """`later` with the sentence behind the one that the sentence before `later` repeats as a whole.

    In that place little is enough: a short sentence, which alone would be a formula, goes on with the repeat.
    """
    if last is None or not last.whole:
        return None
    told, number = last.earlier.told, last.earlier.number + 1
    if number >= len(told.sentences) or (told.revision == later.told.revision and number >= later.number):
        return None
    earlier = told.sentences[number]
    run = _strongest_run(earlier, later)
    lengths = earlier.high - earlier.low, later.high - later.low
    if agreeing(run) < max(_NEXT * min(lengths), _LEAST_NEXT):
        return None
    spans = earlier.passage(), later.passage()
    return _Match(earlier, later, spans, run, lengths, "前の文に続いて重なる")


class Telling:
    """One report made ready to be compared: folded, and its sentences. An address or a row of tags is none.

    Making it takes as long as comparing it does: keep it where it will be asked for again.
    """

    def __init__(self, revision: str, reading: Reading) -> None:
        self.revision = revision
        self.reading = reading
        self.folded = Folded(reading.text)
        ranges = map(self.folded.range, reading.sentences)
        japanese = [(low, high) for low, high in ranges if _HIRAGANA.search(self.folded.text, low, high)]
        self.sentences = [_Sentence(self, low, high, number) for number, (low, high) in enumerate(japanese)]

    @property
    def passages(self) -> list[tuple[Span, frozenset[int]]]:
        """The places of the sentences, and the keys by which a store finds them."""
        return [(self.folded.span(s.low, s.high), keys(s.text())) for s in self.sentences]

    @cached_property
    def contents(self) -> list[Span]:
        """What is quoted or reported, in order."""
        return sorted(statement.content for statement in self.reading.statements)

    @cached_property
    def _words(self) -> list[int]:
        """How many characters before each place tell something."""
        names = bytearray(len(self.folded.text))
        for entity in self.reading.entities:
            low, high = self.folded.range(Span(entity.start, entity.end + len(entity.title or "")))
            names[low:high] = b"\1" * (high - low)
        return [
            0,
            *accumulate(
                not name and not _is_hiragana(c) for name, c in zip(names, self.folded.text, strict=True)
            ),
        ]

    def words(self, low: int, high: int) -> int:
        """Characters from `low` to `high` that tell something: neither hiragana nor in a name."""
        return self._words[high] - self._words[low]


class _Sentence(NamedTuple):
    """A sentence, or two that follow each other, as a range of its telling's folded text."""

    told: Telling
    low: int
    high: int
    number: int
    """Its place among the telling's sentences; the second's, of two."""

    def text(self) -> str:
        return self.told.folded.text[self.low : self.high]

    def is_short(self) -> bool:
        """Whether it is too short, and tells too little, to be found again by itself."""
        return self.high - self.low < _LEAST_EQUAL and self.told.words(self.low, self.high) < _LEAST_WORDS

    def grams(self) -> set[str]:
        text = self.text()
        return {text[i : i + _GRAM] for i in range(len(text) - _GRAM + 1)}

    def contents(self) -> list[Span]:
        """What is quoted or reported in it, longer contents first."""
        passage, contents = self.passage(), self.told.contents
        low, high = bisect_left(contents, Span(passage.start, 0)), bisect_left(contents, Span(passage.end, 0))
        inside = [content for content in contents[low:high] if content.end <= passage.end]
        return sorted(inside, key=lambda content: content.start - content.end)

    def passage(self) -> Span:
        """Its span in the text as given, the marks at its end included."""
        sentences = self.told.reading.sentences
        first, last = (
            sentences[bisect_left(sentences, self.told.folded.at[edge], key=lambda s: s.end - 1)]
            for edge in (self.low, self.high - 1)
        )
        start, end = first.start, last.end
        words = self.told.reading.text[start:end]
        return Span(start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()))


class _Index:
    """Sentences by n-gram, in the order they were told; only n-grams that will be asked for are kept."""

    def __init__(self, wanted: Set[str]) -> None:
        self._wanted = wanted
        self._sentences: list[_Sentence] = []
        self._postings: dict[str, list[int]] = {}

    def add(self, sentence: _Sentence, grams: Set[str]) -> None:
        number = len(self._sentences)
        self._sentences.append(sentence)
        for gram in grams & self._wanted:
            postings = self._postings.setdefault(gram, [])
            if len(postings) < _POSTINGS:
                postings.append(number)

    def candidates(self, grams: Set[str]) -> Iterator[_Sentence]:
        """The sentences that share most of these n-grams, in the order they were told."""
        known = grams & self._postings.keys()
        shared = Counter(chain.from_iterable(self._postings[gram] for gram in known))
        ranked = sorted((-n, number) for number, n in shared.items() if n >= _SHARED_GRAMS)
        for number in sorted(number for _, number in ranked[:_CANDIDATES]):
            yield self._sentences[number]


class _Match(NamedTuple):
    """Two passages found to say the same: their sentences, spans, and the blocks on which they agree.

    Blocks count in the tellings' folded texts. `lengths` are those by which one telling is the longer.
    """

    earlier: _Sentence
    later: _Sentence
    spans: tuple[Span, Span]
    blocks: Sequence[Block]
    lengths: tuple[int, int]
    why: str

    @property
    def whole(self) -> bool:
        """Whether both passages are whole sentences."""
        return self.spans == (self.earlier.passage(), self.later.passage())

    @property
    def covered(self) -> int:
        return agreeing(self.blocks)


def _as_decided(told: Telling, before: Span, later: Telling, after: Span) -> _Match:
    """Two passages of which a person said that they say the same."""
    sides = [
        _Sentence(telling, *telling.folded.range(span), 0)
        for telling, span in ((told, before), (later, after))
    ]
    blocks = [
        Block(block.a + sides[0].low, block.b + sides[1].low, block.size)
        for block in align(sides[0].text(), sides[1].text())
    ]
    lengths = sides[0].high - sides[0].low, sides[1].high - sides[1].low
    return _Match(sides[0], sides[1], (before, after), blocks, lengths, BY_PERSON)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _match(earlier: _Sentence, later: _Sentence) -> _Match | None:
    """The passages of two sentences that say the same, if any do."""
    run = _strongest_run(earlier, later)
    lengths = earlier.high - earlier.low, later.high - later.low
    if _are_one(later, run, lengths):
        spans = earlier.passage(), later.passage()
        return _Match(earlier, later, spans, run, lengths, "文どうしが重なる")
    if agreeing(run) < _WHOLE * lengths[1] or not _tells_of_itself(later, run, lengths):
        return _match_parts(earlier, later, run)
    run = clip(run, 0, *_told_clauses(earlier, run))
    if not (_telling_enough(later, run) and _enough_of_a_clause(earlier, later, run)):
        return None
    spans = _span(earlier, run, 0), later.passage()
    return _Match(earlier, later, spans, run, lengths, "先の文の一節と重なる")


def _are_one(later: _Sentence, run: Sequence[Block], lengths: tuple[int, int]) -> bool:
    """Whether two sentences of these lengths that agree on `run` say the same as wholes."""
    return agreeing(run) >= _WHOLE * max(lengths) and _tells_of_itself(later, run, lengths)


def _may_share(later: _Sentence, run: Sequence[Block], lengths: tuple[int, int]) -> bool:
    """Whether sentences of two reports may hold a passage that says the same, if they agree on `run`."""
    return _tells_of_itself(later, run, lengths) or (
        agreeing(run) >= _LEAST_CLAUSE and bool(later.contents())
    )


def _tells_of_itself(later: _Sentence, run: Sequence[Block], lengths: tuple[int, int]) -> bool:
    return _telling_enough(later, run) or _almost_equal(run, lengths)


def _strongest_run(earlier: _Sentence, later: _Sentence) -> list[Block]:
    """Where two sentences agree most, in places of their tellings' folded texts."""
    return [
        Block(block.a + earlier.low, block.b + later.low, block.size)
        for block in strongest_run(align(earlier.text(), later.text()))
    ]


def _match_parts(earlier: _Sentence, later: _Sentence, run: list[Block]) -> _Match | None:
    """A quote's content or a clause that both sentences hold, where neither says most of the later one."""
    run = _inside_contents(later, _inside_contents(earlier, run, 0), 1)
    if not run:
        return None
    spans = _span(earlier, run, 0), _span(later, run, 1)
    lengths = _extent(run, 0)[1] - _extent(run, 0)[0], _extent(run, 1)[1] - _extent(run, 1)[0]
    if agreeing(run) < _PART * min(lengths):
        return None
    if _ends_content(later, spans[1]) and _enough_of_a_clause(earlier, later, run):
        if not _ends_content(earlier, spans[0]) and agreeing(run) >= _WHOLE * (earlier.high - earlier.low):
            spans = earlier.passage(), spans[1]
        if spans[0] == earlier.passage() or _ends_content(earlier, spans[0]):
            if _telling_enough(later, run) or _quoted_alike(run, lengths):
                return _Match(earlier, later, spans, run, lengths, "発言・伝聞の内容が重なる")
            return None
    if not _telling_enough(later, run) or agreeing(run) < _LEAST_CLAUSE:
        return None
    if _ends_clause(earlier, spans[0]) and _ends_clause(later, spans[1]):
        return _Match(earlier, later, spans, run, lengths, "文の一節が重なる")
    return None


def _quoted_alike(run: Sequence[Block], lengths: tuple[int, int]) -> bool:
    """Whether quoted sentences, though they tell little but names, hold one another."""
    return agreeing(run) >= max(_ALMOST * min(lengths), _PART * max(lengths), _LEAST_QUOTED)


def _enough_of_a_clause(earlier: _Sentence, later: _Sentence, run: Sequence[Block]) -> bool:
    """One report speaks of one event, so a few words tell that it says a thing twice. Elsewhere they may be said of
    another day: 「乗組員は全員無事」 on the first and on the fourth are two pieces of news."""
    return earlier.told.revision == later.told.revision or agreeing(run) >= _LEAST_CLAUSE


def _telling_enough(later: _Sentence, run: Sequence[Block]) -> bool:
    return sum(later.told.words(block.b, block.b + block.size) for block in run) >= _LEAST_WORDS


def _almost_equal(run: Sequence[Block], lengths: tuple[int, int]) -> bool:
    """Whether two sentences, though they tell little but names, are so much alike that one repeats the other."""
    return agreeing(run) >= max(_ALMOST * max(lengths), _LEAST_EQUAL)


def _extent(run: Sequence[Block], side: int) -> tuple[int, int]:
    return run[0][side], run[-1][side] + run[-1].size


def _told_clauses(sentence: _Sentence, run: Sequence[Block]) -> tuple[int, int]:
    """The folded range of the clauses of the earlier `sentence` that `run` tells again, from first to last."""
    folded, passage = sentence.told.folded, sentence.passage()
    text = sentence.told.reading.text
    marks = _CLAUSE_MARK.finditer(text, passage.start, passage.end)
    edges = sorted({sentence.low, *(folded.range(Span(0, mark.start()))[1] for mark in marks), sentence.high})
    told = [
        edge for edge in pairwise(edges) if agreeing(clip(run, 0, *edge)) >= _CLAUSE * (edge[1] - edge[0])
    ]
    return (told[0][0], told[-1][1]) if told else (sentence.low, sentence.low)


def _inside_contents(sentence: _Sentence, run: list[Block], side: int) -> list[Block]:
    """`run` cut where it crosses the edge of a quote or reported clause, to the side on which more of it lies.

    No passage starts inside a quote and ends behind it.
    """
    for content in sentence.contents():
        if not run:
            break
        low, high = sentence.told.folded.range(content)
        first, last = _extent(run, side)
        if low <= first + _LOOSE < high < last or first < low < last - _LOOSE <= high:
            pieces = clip(run, side, low, high), clip(run, side, first, low), clip(run, side, high, last)
            run = max(pieces, key=agreeing)
    return run


def _span(sentence: _Sentence, run: Sequence[Block], side: int) -> Span:
    """The run's span in the text as given, the verb's ending taken in where the tellings part only there."""
    span = sentence.told.folded.span(*_extent(run, side))
    text = sentence.told.reading.text
    ending = _ENDING.match(text, span.end)
    ends = [ending.end()] if ending else []
    ends += [c.end for c in sentence.contents() if _KANA_ENDING.fullmatch(text, span.end, c.end)]
    return Span(span.start, min(ends)) if ends else span


def _ends_content(sentence: _Sentence, span: Span) -> bool:
    """Whether the passage ends where the content of a statement does, or a sentence in it, and so has its verb."""
    stop = sentence.told.reading.text.startswith("。", span.end)
    return any(
        c.start <= span.start and (c.end == span.end or (stop and span.end < c.end))
        for c in sentence.contents()
    )


def _ends_clause(sentence: _Sentence, span: Span) -> bool:
    """Whether the passage ends with a verb, as far as kana show it."""
    text = sentence.told.reading.text
    return _CLAUSE_END.match(text, span.end) is not None and not _NO_VERB.search(text, span.start, span.end)


def _resemblance(match: _Match) -> Resemblance:
    earlier, later = match.earlier.told, match.later.told
    passages = match.spans[0].of(earlier.reading.text), match.spans[1].of(later.reading.text)
    edits, damages = part_damage(earlier.reading.text, later.reading.text, _differences(match))
    if match.whole:
        damages = bracket_damage(*passages) + damages
    ranges = earlier.folded.range(match.spans[0]), later.folded.range(match.spans[1])
    score = min(1.0, match.covered / max(1, min(high - low for low, high in ranges)))
    relation, reason = _relation(match, edits)
    return Resemblance(
        earlier=Evidence(earlier.revision, match.spans[0], passages[0]),
        later=Evidence(later.revision, match.spans[1], passages[1]),
        relation=relation,
        damage="、".join(damages) or None,
        differences=edits,
        score=round(score, 4),
        why=f"{match.why}（{score:.0%}）; {reason}",
    )


def _differences(match: _Match) -> tuple[Difference, ...]:
    """Where the words of the two passages part; marks and spaces are no words."""
    earlier, later = match.earlier.told.folded, match.later.told.folded
    (a, a_end), (b, b_end) = earlier.range(match.spans[0]), later.range(match.spans[1])
    differences = []
    for block in [*match.blocks, Block(a_end, b_end, 0)]:
        if a < block.a or b < block.b:
            gap = earlier.span(a, block.a), later.span(b, block.b)
            differences.append(Difference(_within(gap[0], match.spans[0]), _within(gap[1], match.spans[1])))
        a, b = block.a + block.size, block.b + block.size
    return tuple(differences)


def _within(gap: Span, passage: Span) -> Span:
    """`gap`, an empty one moved into the passage before whose first word it stands."""
    return Span(max(gap.start, passage.start), max(gap.end, passage.start))


def _relation(match: _Match, edits: Sequence[Difference]) -> tuple[Relation, str]:
    if not edits:
        return "same", "言葉は同じ"
    earlier, later = match.earlier.told.reading, match.later.told.reading
    for old, new in _values_changed(match, edits):
        return "updated", f"{old.of(earlier.text)}→{new.of(later.text)}"
    before, after = match.lengths
    if after >= _LONGER * before:
        return "extended", f"{before}字から{after}字へ"
    if before >= _LONGER * after:
        return "shortened", f"{before}字から{after}字へ"
    return "reworded", "言い換え"


def _values_changed(match: _Match, edits: Sequence[Difference]) -> Iterator[tuple[Span, Span]]:
    """Figures, dates and names that stand in one place of both passages with values of which only one can be true."""
    earlier, later = match.earlier.told.reading, match.later.told.reading
    changed = lay(slots_in(earlier, match.spans[0]), slots_in(later, match.spans[1])).changed
    for edit in edits:
        for old, new in changed:
            if _touches(edit.earlier, old) and _touches(edit.later, new):
                yield old, new
        for one in _touched(earlier.entities, edit.earlier):
            for other in _touched(later.entities, edit.later):
                names = one.of(earlier.text), other.of(later.text)
                if one.type == other.type and names[0] not in names[1] and names[1] not in names[0]:
                    yield one, other


def _touches(place: Span, slot: Span) -> bool:
    """Whether `place` changes some character of the slot; an empty place changes what it stands in or at."""
    least = int(place.start < place.end)
    return slot.start + least <= place.end and place.start + least <= slot.end


def _touched(slots: Sequence[Slot], place: Span) -> Iterator[Slot]:
    """The slots that a place touches; they stand in order and do not overlap."""
    for slot in islice(slots, bisect_left(slots, place.start, key=lambda slot: slot.end), None):
        if slot.start > place.end:
            return
        if _touches(place, slot):
            yield slot


def _is_hiragana(c: str) -> bool:
    return "ぁ" <= c <= "ゟ"
