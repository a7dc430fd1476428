"""Who is who over all articles, what they said and whom they are named with; made when it is asked for.

Only mentions are stored. Whoever may be the same is looked up by what namesakes share, and who is who among them is decided
anew each time: so every answer can be had as of a moment, and a decision of the person holds at once.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import heapq
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import count

from kirinuki.ask.decisions import Decided, to_undo
from kirinuki.ask.trace import find_evidence, is_item
from kirinuki.errors import InputError, NotFoundError
from kirinuki.model.chronicle import Companion, Mention, Party, PartyType, Said
from kirinuki.model.reading import Entity, Reading, Speaker
from kirinuki.model.text import Evidence, Span
from kirinuki.read.names.identity import known_keys
from kirinuki.store import Store
from kirinuki.store.people import Family
from kirinuki.weave.naming import family_of, is_outlet, key_of, office, untitled
from kirinuki.weave.people import Act, Ruling, Storylines, namings_of, parties

_LISTED = 5
"""Namesakes that are listed where a name fits several."""


@dataclass(frozen=True, slots=True)
class Page:
    """Parties, the most named first. `hidden` private ones stood between them; `after` asks for the next page."""

    parties: tuple[Party, ...]
    hidden: int
    after: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of parties, and the id by which it is undone."""

    id: str
    at: dt.datetime
    ruling: Ruling


class People:
    """The parties of an archive. `read` gives a revision's reading, `storyline` the storyline of an article, by their ids;
    `show` is the archive's setting that nobody is private."""

    def __init__(
        self,
        store: Store,
        decided: Decided,
        read: Callable[[str], Reading],
        storyline: Storylines,
        *,
        show: bool,
    ) -> None:
        self._store = store
        self._decided = decided
        self._read = read
        self._storyline = storyline
        self._show = show

    # Who ----------------------------------------------------------------------------------------------------------

    def all(
        self,
        as_of: dt.datetime | None = None,
        *,
        type: PartyType | None = None,
        private: bool = False,
        outlets: bool = False,
        limit: int = 20,
        after: str | None = None,
    ) -> Page:
        """Up to `limit` parties behind the cursor `after`, those named by most articles first; private persons only with
        `private`, and outlets, which news names as its sources, only with `outlets`. Raises `InputError` for a cursor that
        `all` did not give."""
        behind = None if after is None else _cursor(after)
        shown: list[Party] = []
        hidden = 0
        for party in self._ranked(type, as_of, outlets=outlets):
            if behind is not None and _rank(party) <= behind:
                continue
            if len(shown) == limit:
                last = shown[-1] if shown else party
                return Page(tuple(shown), hidden, f"{last.articles}:{last.name}:{last.id}")
            if party.private and not private:
                hidden += 1
            else:
                shown.append(party)
        return Page(tuple(shown), hidden, None)

    def find(self, words: str, as_of: dt.datetime | None = None) -> Party:
        """The party of this name (with its title or without), of a reference `who@article`, or named at an item.

        Raises `NotFoundError` where there is none, or several that the words fit.
        """
        words = words.strip()
        if is_item(words):
            return self._at(words, as_of)
        who, at, _ = words.partition("@")
        name, title = (who, None) if at else untitled(who)
        meant = {who, name, known_keys().get(who, who), key_of(who), key_of(name)}
        meant |= {
            r.one.partition("@")[0] for r in self._rulings() if r.act == "alias" and r.other in (who, name)
        }
        families = self._store.people.named(meant)
        if name:
            families.add(("PERSON", family_of(name)))
        found = self._resolved(families, as_of)
        found = (
            [party for party in found if _is_at(party, words)] if at else _fitting(found, meant, name, title)
        )
        if not found:
            raise NotFoundError(
                f"「{words}」という名前の人・組織・国は書庫にありません (no such name): kirinuki people に一覧があります"
            )
        if len(found) > 1:
            listed = "、".join(_briefly(party) for party in sorted(found, key=_rank)[:_LISTED])
            raise NotFoundError(
                f"「{words}」は {len(found)} 件に当てはまります。どれかを選んでください (ambiguous): {listed}"
            )
        return found[0]

    def _at(self, item: str, as_of: dt.datetime | None) -> Party:
        """The party that is named at an item."""
        evidence, revision = find_evidence(self._store, item)
        for family, _, _ in self._store.people.beside([revision.id]):
            for party in self._resolved([family], as_of):
                if any(
                    m.revision == revision.id and m.evidence.span.overlaps(evidence.span)
                    for m in party.mentions
                ):
                    return party  # fmt: skip
        raise NotFoundError(
            f"{item}: 「{evidence.text}」には人・組織・国の名前がありません (nobody is named there)"
        )

    def _ranked(self, type: PartyType | None, as_of: dt.datetime | None, *, outlets: bool) -> Iterator[Party]:
        """All parties, those named by most articles first; outlets only where they are asked for. Nobody is named by more articles
        than all the names by which he may be found, so few families are looked at for the first of them."""
        counts = dict(self._store.people.families(None, as_of))
        most = dict(counts)
        for one, other in self._store.people.links():
            if one in most and other in counts:
                most[one] += counts[other]
        waiting: list[tuple[tuple[int, str, str], int, Party]] = []
        number = count()  # two of one rank come as they are met
        for family in sorted(counts, key=lambda f: (-most[f], f)):
            if type is not None and family[0] != type:
                continue
            # Outlets are named most of all, as sources: who they are is not looked up to leave them out.
            if not outlets and _is_outlet(*family):
                continue
            while waiting and waiting[0][-1].articles > most[family]:
                yield heapq.heappop(waiting)[-1]
            for party in self._resolved([family], as_of):
                if (party.type, _family(party)) == family and (
                    outlets or not _is_outlet(party.type, party.name)
                ):
                    heapq.heappush(waiting, (_rank(party), next(number), party))
        while waiting:
            yield heapq.heappop(waiting)[-1]

    def _resolved(self, families: Collection[Family], as_of: dt.datetime | None) -> list[Party]:
        """The parties of these families, and of those that may hold other names of them."""
        rulings = self._rulings()
        ruled = [
            self._store.people.named([r.one.partition("@")[0], r.other.partition("@")[0]])
            for r in rulings
            if r.act in ("same", "alias")
        ]
        wanted = _with_linked(set(families), ruled)
        wanted = _with_linked(wanted | self._store.people.related(wanted, as_of), ruled)
        mentions = self._store.people.of(wanted, as_of)
        return parties(namings_of(mentions), self._storyline, rulings, show=self._show)

    # What they said, and with whom --------------------------------------------------------------------------------

    def said(self, party: Party) -> list[Said]:
        """What a party said, in the order of telling: the statements whose speaker it is, in the articles that name it."""
        places: dict[str, list[Span]] = defaultdict(list)
        for mention in party.mentions:
            places[mention.revision].append(mention.evidence.span)
        firsts = {m.revision: m for m in reversed(party.mentions)}
        told: list[Said] = []
        for revision in self._where_may_speak(party):
            mine = places[revision]
            reading, mention = self._read(revision), firsts[revision]
            for statement in reading.statements:
                speaker = statement.speaker
                why = None if speaker is None else _speaks(speaker, reading, mine)
                if speaker is not None and why is not None:
                    told.append(
                        Said(
                            evidence=_words(revision, statement.content, reading.text),
                            speaker=_words(revision, speaker, reading.text),
                            kind=statement.kind,
                            stance=statement.stance,
                            said=statement.said,
                            article=mention.article,
                            outlet=mention.outlet,
                            told=mention.told,
                            why=why,
                        )
                    )
        return sorted(told, key=lambda s: (s.told, s.article, s.evidence.span))

    def _where_may_speak(self, party: Party) -> Iterator[str]:
        """The revisions that name the party and have a speaker called by its name or by an office of its: most name it and quote
        others, and none of these needs to be read. Whatever is not listed yet may be one."""
        named: dict[str, list[Mention]] = defaultdict(list)
        for mention in party.mentions:
            named[mention.revision].append(mention)
        speakers, unlisted = self._store.facts.speakers(named), set(self._store.agenda.unlisted())
        for revision, mentions in named.items():
            offices = {office(mention.name.title) for mention in mentions} - {None}
            if revision in unlisted or any(
                office(words) in offices or any(m.words in words or words in m.words for m in mentions)
                for words in speakers.get(revision, ())
            ):
                yield revision

    def named_with(
        self, party: Party, as_of: dt.datetime | None = None, *, private: bool = False, limit: int = 12
    ) -> list[Companion]:
        """The others that most of the party's articles name, outlets left out; private ones only with `private`."""
        here = {mention.revision for mention in party.mentions}
        shared: dict[Family, set[str]] = defaultdict(set)
        for family, who, revision in self._store.people.beside(here):
            if not is_outlet(who):
                shared[family].add(revision)
        found: dict[str, Companion] = {}
        for family in sorted(shared, key=lambda f: (-len(shared[f]), f)):
            best = sorted(found.values(), key=lambda c: (-c.articles, c.name, c.id))
            if len(best) >= limit and best[limit - 1].articles >= len(shared[family]):
                break
            for other in self._resolved([family], as_of):
                common = here & {mention.revision for mention in other.mentions}
                if common and other.id != party.id and (private or not other.private):
                    found[other.id] = Companion(other.id, other.type, other.name, len(common))
        return sorted(found.values(), key=lambda c: (-c.articles, c.name, c.id))[:limit]

    # What a person decides ----------------------------------------------------------------------------------------

    def decide(self, act: Act, one: str, other: str = "", *, now: dt.datetime) -> Decision:
        """Keep the person's word: that two are `same` or `apart`, that `other` is an `alias` of one, that one is `public`
        or `private`. It holds at once and in every rebuild.

        `one` and `other` are what `find` takes. Raises `NotFoundError` as that does, and `InputError` where one is the other.
        """
        if act in ("same", "apart"):
            first, second = self.find(one), self.find(other)
            if first.id == second.id and act == "same":
                raise InputError(f"「{one}」と「{other}」は、もう一つの {first.name} です (one already)")
            refs = self._ref(one, first), self._ref(other, second)
            if refs[0] == refs[1]:
                raise InputError(
                    f"「{one}」と「{other}」は同じものを指しています。記事ごとの名前 (--explain にある 名前@記事) か項目で"
                    "書いてください (name them by article)"
                )
            ruling = Ruling(act, *refs)
        else:
            if act == "alias" and not other.strip():
                raise InputError("別名が空です (an empty alias)")
            ruling = Ruling(act, self.find(one).id, other.strip())
        fields = {"act": ruling.act, "one": ruling.one, "other": ruling.other}
        self._decided.append("person", at=now, **fields)
        return Decision(_decision_id(now, fields), now, ruling)

    def undo(self, id: str | None = None, *, now: dt.datetime) -> Decision:
        """Take back the decision whose id is, or begins with, `id`, else the last. Raises `NotFoundError`."""
        decision = to_undo(self.decisions(), id, "people")
        self._decided.append("person", at=now, act="undo", one=decision.id)
        return decision

    def decisions(self) -> list[Decision]:
        """What the person decided and did not undo, oldest first."""
        made: dict[str, Decision] = {}
        for d in self._decided.all():
            if d.kind != "person":
                continue
            if d.fields["act"] == "undo":
                made.pop(d.fields["one"], None)
            else:
                fields = {"act": d.fields["act"], "one": d.fields["one"], "other": d.fields.get("other", "")}
                id = _decision_id(d.at, fields)
                made[id] = Decision(id, d.at, Ruling(**fields))
        return list(made.values())

    def _rulings(self) -> list[Ruling]:
        return [decision.ruling for decision in self.decisions()]

    def _ref(self, words: str, party: Party) -> str:
        """How a decision writes what the words mean: a naming of one article where they name one, a full name that only some
        of the party's articles use, else the party."""
        words = words.strip()
        if "@" in words:
            return words
        for naming in namings_of(party.mentions):
            if is_item(words):
                evidence = find_evidence(self._store, words)[0]
                if any(
                    m.revision == evidence.revision and m.evidence.span.overlaps(evidence.span)
                    for m in naming.mentions
                ):
                    return naming.ref
            elif naming.full and naming.who == words:
                return words
        return party.id


def _with_linked(families: set[Family], ruled: Sequence[Set[Family]]) -> set[Family]:
    """These families and those that a person's decisions tie to them."""
    return families.union(*(linked for linked in ruled if linked & families))


def _fitting(found: Sequence[Party], meant: Set[str], name: str, title: str | None) -> list[Party]:
    """Those that the words name: by a full name, else by any; with the title, where one was given."""
    whole = [
        p for p in found if any(n.full and (n.who in meant or n.key in meant) for n in namings_of(p.mentions))
    ]
    fitting = whole or [p for p in found if meant & {p.name, *p.aliases, *map(key_of, p.aliases), _family(p)}]
    if title is not None:
        held = [p for p in fitting if office(title) in {office(t.title) for t in p.titles}]
        fitting = held or fitting
    # What was left apart for want of a full name is asked for by its article.
    known = [p for p in fitting if any(n.full for n in namings_of(p.mentions))]
    return known or fitting


def _is_at(party: Party, ref: str) -> bool:
    who, _, article = ref.partition("@")
    return any(m.name.who == who and m.article.startswith(article or " ") for m in party.mentions)


def _family(party: Party) -> str:
    """What the namesakes of its name share."""
    return next(
        (m.name.family for m in party.mentions if m.name.who == party.name), party.mentions[0].name.family
    )


def _is_outlet(type: PartyType, name: str) -> bool:
    return type == "ORGANIZATION" and is_outlet(name)


def _rank(party: Party) -> tuple[int, str, str]:
    return -party.articles, party.name, party.id


def _cursor(after: str) -> tuple[int, str, str]:
    articles, _, rest = after.partition(":")
    name, colon, id = rest.rpartition(":")
    if not articles.isdecimal() or not colon:
        raise InputError(
            f"{after!r}: 前の一覧が示した続きの印ではありません (not a cursor): --after を外してください"
        )
    return -int(articles), name, id


def _briefly(party: Party) -> str:
    title = f" {party.titles[-1].title}" if party.titles else ""
    return f"{party.name}{title} ({party.articles} 記事、{party.id})"


def _decision_id(at: dt.datetime, fields: dict[str, str]) -> str:
    said = json.dumps([at.isoformat(), fields], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:8]


# Speakers -----------------------------------------------------------------------------------------------------


def _speaks(speaker: Speaker, reading: Reading, mine: Sequence[Span]) -> str | None:
    """Why the speaker is the party that is named at `mine`; None where he is not."""
    inside = [e for e in reading.entities if speaker.holds(e)]
    people = [e for e in inside if e.type == "PERSON"]
    if inside:
        head = (people or inside)[-1]
        if not any(head.overlaps(span) for span in mine):
            return None
        return "話者は前の文から" if speaker.implicit else "話者の名前"
    titled = _only_titled(speaker.of(reading.text), speaker.start, reading)
    if titled is not None and any(titled.overlaps(span) for span in mine):
        return f"肩書だけの話者、前にその肩書で出るのは {titled.of(reading.text)} だけ"
    return None


def _only_titled(words: str, start: int, reading: Reading) -> Entity | None:
    """The person whom a title alone means: the only one who has it before."""
    meant = office(words)
    holders = [
        e
        for e in reading.entities
        if e.type == "PERSON" and e.start < start and e.title is not None and office(e.title) == meant
    ]
    if meant is None or len({e.who for e in holders}) != 1:
        return None
    return holders[-1]


def _words(revision: str, span: Span, text: str) -> Evidence:
    return Evidence(revision, Span(span.start, span.end), span.of(text))
