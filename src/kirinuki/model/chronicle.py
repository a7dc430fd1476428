"""What runs through many articles: storylines, figures, claims, expectations, people; each relation with its reason.

Only a storyline's members are kept in the store. All that compares articles is a function of the pieces of one storyline
as they stood at a moment and of the person's decisions, and is made when it is asked for: so every answer can be had as
of a moment, and a decision re-weaves nothing but the answer.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from kirinuki.model.digest import Source
from kirinuki.model.reading import Interval, Reading, Stance, StatementKind
from kirinuki.model.text import Evidence, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """One article as it stands, or stood at a moment: what relations between articles are made from.

    `outlet` is the outlet's key, `told` sorts as the pieces were told (`store.articles.order`).
    """

    article: str
    revision: str
    outlet: str
    title: str | None
    published: dt.date
    told: str
    reading: Reading

    @property
    def text(self) -> str:
        return self.reading.text


# Storylines ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a storyline. `why` says in words what it shares with the earlier one `near` (共通: 習主席, モスクワ; 2日);
    it is empty and `near` None for the first."""

    article: str
    revision: str
    why: str
    external_id: str | None = None
    near: str | None = None


@dataclass(frozen=True, slots=True)
class Storyline:
    """Articles on one run of events, in the order of telling. `id` is that of the first article, and the id of any other
    finds the storyline too: so an id that was given out goes on working when another article becomes the first.

    `title` is the person's, or made from the commonest lead; `tags` are the person's.
    """

    id: str
    title: str
    members: tuple[Member, ...]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """An earlier storyline that tells of some of the same as a later one, too little to be one with it: the articles that
    say so, `article` of the later one and `near` of the earlier, and in words what they share."""

    storyline: str
    title: str
    article: str
    near: str
    score: float
    why: str


# Figures ------------------------------------------------------------------------------------------------------

PointRelation = Literal["first", "same", "update", "disagreement", "correction"]
"""What a number is to those before it in its slot: `update` when time moved on, `disagreement` when another source gives
another value for the same moment, `correction` when the text says that the earlier one was wrong."""


@dataclass(frozen=True, slots=True)
class Point:
    """One telling of a number. `evidence` is the quantity as it stands (死者39人 → 39人); `low` and `high` as in `Quantity`.

    `source` is who gave it, where the text tells (by a statement or 〜によると), else the outlet stands for it.
    `when` is the time that the number is of, or the day of publication. `why` gives the grounds of `relation`, `to` the number
    before it that it is this to.
    """

    evidence: Evidence
    low: float | None
    high: float | None
    source: Evidence | None
    outlet: str
    when: Interval
    relation: PointRelation
    why: str
    to: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """One slot over time: the same thing counted or measured. `slot` names it (死者), `unit` is the counter.

    `known` where it is what news counts again and again (死者), so that one telling alone is worth showing; `fixed` where the
    thing has one value for good (a depth), and does not move on.
    """

    slot: str
    unit: str
    points: tuple[Point, ...]
    known: bool = False
    fixed: bool = False


# Claims -------------------------------------------------------------------------------------------------------


ClaimRelation = Literal["agreement", "contradiction", "change"]
"""What two claims on one matter are to each other; `change` is one speaker's position over time."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement as one side of a comparison: its content, whose it is, and when it was said (or published).

    `also` are the places where the same words of the same speaker were told again: one claim, several evidences.
    """

    evidence: Evidence
    speaker: Evidence | None
    who: str | None
    outlet: str
    said: Interval
    also: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two claims on one matter, the earlier first. `ground` is what decided; the program never says who is right.

    `marks` are the words on which the relation rests: in either content, or the cue that denies it (関与を否定した).
    """

    relation: ClaimRelation
    one: Claim
    other: Claim
    ground: Literal["negation", "antonym", "figure", "date", "turn", "reply", "same", "person"]
    marks: tuple[Evidence, ...]
    why: str


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """A person's word on two claims: what they are to each other, None where they speak of no one matter."""

    one: Evidence
    other: Evidence
    called: ClaimRelation | None


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement in the ledger of all: who said what, when, and where it stands. `evidence` is its content.

    `speaker` is the mention that the text gives or that a reader takes for it (`implicit`), `who` the key of the one named.
    `said` is the day that the text tells (`dated`), else that of publication; `to` are the names and keys of
    whom it speaks of or to.
    """

    evidence: Evidence
    kind: StatementKind
    stance: Stance | None
    speaker: Evidence | None
    implicit: bool
    who: str | None
    cue: str | None
    via: str | None
    said: Interval
    dated: bool
    source: Source
    to: tuple[str, ...] = ()


# Expectations -------------------------------------------------------------------------------------------------


OutcomeKind = Literal["happened", "postponed", "cancelled", "unknown"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What later text says of an expectation; `unknown` (不明) where none does, then without evidence."""

    kind: OutcomeKind
    evidence: Evidence | None
    why: str


@dataclass(frozen=True, slots=True)
class Expectation:
    """Something dated in the future when it was written. `evidence` is the clause that says what, `time` the words that date
    it, `due` the whole days they mean (half-open ISO dates; from the day of telling where the time had begun), `speaker` who
    announced it where the text tells, `who` their key in that text."""

    evidence: Evidence
    time: Evidence
    due: Interval
    speaker: Evidence | None
    who: str | None
    why: str


# Parties ------------------------------------------------------------------------------------------------------

PartyType = Literal["PERSON", "ORGANIZATION", "PLACE"]
"""A PLACE is a party where it is a country or territory, which acts and speaks as an organisation does."""


@dataclass(frozen=True, slots=True)
class Name:
    """What one place of a text tells of whom it names: `start` and `end` as in the reading's `Entity`.

    `who` is its key in that text and `family` what its namesakes share (the family name of a person, else `who` itself): whoever
    may be the same is found by it. `title` stands behind the name, `role` before it (俳優の…さん); `aged` where the text gives an
    age behind it; `gloss` is the reading that it gives.
    """

    start: int
    end: int
    type: PartyType
    who: str
    family: str
    title: str | None = None
    role: str | None = None
    aged: bool = False
    gloss: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands in the chronicle. `words` are its words, `told` sorts as the articles were told."""

    revision: str
    article: str
    outlet: str
    told: str
    words: str
    name: Name

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.revision, Span(self.name.start, self.name.end), self.words)

    @property
    def day(self) -> dt.date:
        return dt.date.fromisoformat(self.told[:10])


@dataclass(frozen=True, slots=True)
class Titled:
    """A title that a party was given: by how many articles, and on the first and last day of them."""

    title: str
    articles: int
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Joined:
    """Why what one article names is who another names. Each is written `who@article`."""

    one: str
    other: str
    why: str


@dataclass(frozen=True, slots=True)
class Party:
    """A person, an organisation or an acting country over all articles.

    `id` is `who@article` with the first article that names it; any other of its `who@article` means it too. `mentions` are in
    the order of telling. `private`: not to be published unless the person who runs the archive says so, `decided` says on
    what grounds. `joined` tells why its articles name one party, and what was left apart.
    """

    id: str
    type: PartyType
    name: str
    aliases: tuple[str, ...]
    titles: tuple[Titled, ...]
    mentions: tuple[Mention, ...]
    private: bool
    decided: str
    joined: tuple[Joined, ...]

    @property
    def articles(self) -> int:
        """How many articles name it."""
        return len({mention.article for mention in self.mentions})


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of a party: its words, and the words that name the speaker; `said` where the text tells when.

    `why` says how the speaker is known to be the party.
    """

    evidence: Evidence
    speaker: Evidence
    kind: StatementKind
    stance: Stance | None
    said: Interval | None
    article: str
    outlet: str
    told: str
    why: str


@dataclass(frozen=True, slots=True)
class Companion:
    """Another party named in the same articles, and in how many of them."""

    id: str
    type: PartyType
    name: str
    articles: int
