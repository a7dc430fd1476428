"""Whose words a statement holds, and what it claims with them: the sides that are compared."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import count
from typing import TypeVar

from kirinuki.model.chronicle import Claim, Piece
from kirinuki.model.reading import Entity, Interval, Speaker, Statement
from kirinuki.model.text import Evidence, Span, fold_width
from kirinuki.weave.claims.narrated import NARRATED, alleged, doer_of, narrated, taken_back
from kirinuki.weave.claims.propositions import Proposition, Words, one_word, propositions, words_of
from kirinuki.weave.claims.side import OUTLET, Side

_DENIALS = re.compile("否定|否認|打ち消|反論|一蹴|拒否|反駁|認め")
_NEGATION = re.compile("ない|なかった|なく|ません|(?<=[めしらわかてせねべれけげ])ず")
_TO_CLAUSE_END = re.compile("[、。」]")
_TAIL = 8
"""Characters behind a cue in which its negation stands."""
_OF_IT = re.compile(
    r"^[」』)）]?(?:こと|と(?:する|の|いう|いった)[^、。「」]{0,12}|(?!と)[^、。「」]{0,12})(?:を|も)[^、。]{0,8}$"
)
_TO_IT = re.compile(r"^[」』)）]?(?:こと|案|方針|考え)?に(?:は|も)?[^、。]{0,6}$")
_POINTER = re.compile(
    r"^(?:(?:この|その|こうした|そうした|これらの|同)|(?P<whose>[^、。]{1,20}?)(?:の|側の|による))"
    r"(?:よう な|ような)?(?P<noun>主張|指摘|報道(?:内容)?|観測|見方|批判|発言|説明|疑惑|うわさ|噂|情報|見解|非難|証言)$"
)
_NO_SUCH = re.compile(
    r"^(?:そのような|そんな|そうした|そういった|このような|こうした)(?:事実|こと|わけ|話|事)(?:[(（](?P<what>[^)）]*)[)）])?(?:は|も)(?:一切|全く|まったく)?"
    r"(?:ない|無い|ありません|ございません|なかった)(?:[。、]|$)"
)
_FALSE = re.compile(
    r"^(?:(?:それ|これ|話|そ(?:れ|の話)は?すべて|(?:この|その)?(?:報道|指摘|主張|説明|話|疑惑|内容))(?:は|も)、?)?(?:全く|まったく|全て|すべて|一切|明らかに|完全に|完全な|全面的に)?の?"
    r"(?:事実(?:では(?:ない|ありません)|に反する|と(?:は)?(?:異なる|違う)|無根)|根拠(?:の|が|は)?(?:ない|無い|ありません)|無根拠|でたらめ|デタラメ|うそ|嘘|ウソ|虚偽|捏造|ねつ造|でっち上げ|"
    r"デマ|誤報|作り話|誤り|間違い|真実では(?:ない|ありません))(?:(?:の|な)(?:話|こと|もの|内容|主張|報道))?(?:だ|である|です|であり|な)?[。]?$"
)
"""Words that call what was said before them untrue, and name nothing of it."""
_CHARGE = re.compile(
    r"(?:(?:自身|自ら|事件|犯行|殺害|放火|同)?(?:へ|に)?の?)?"
    r"(?:関与|容疑(?:の一部|事実)?|疑い|疑惑|犯行|起訴(?:内容|事実)|罪状|殺意|犯意|事実関係)"
)
"""What is denied where the charge itself is told elsewhere."""
_AND_SO = frozenset(("」と", "」などと", "」として", "と"))
"""Between words and the plea that they make: 「合意があった」と容疑を否認した."""
_SENTENCES_BACK = 3
"""How many sentences back the charge is looked for that is denied without being named."""
_PLEADS = re.compile(
    rf"(?P<what>{_CHARGE.pattern})[をはも](?:大筋で|全面的に|一貫して|強く|いずれも)?(?P<cue>否認|否定)(?:し|する)(?!な)"
)
"""The same in the report's own words: 容疑を否認している."""
ALLEGED = "嫌疑"
"""Why a charge that nobody in the text voices is a statement."""
_OF_ITS_OWN = re.compile("(?<![これそ])(?<!この点)(?<!このこと)(?:について|に関して|をめぐって)")
"""Before such words: the sentence names what they are of."""
_DENIES_IT = re.compile(
    r"(?:(?P<who>[一-鿿々ァ-ヶーA-Za-z]{2,20})(?:は|も)、?)?(?P<it>これ|それ|この点|そのこと|このこと)(?:ら|について|に関して)?(?:を|に対?し?て?|は|も)?、?(?:真っ向から|全面的に|強く|きっぱり(?:と)?|明確に|公式に|即座に|いずれも|一切)?"
    r"(?:否定|否認|反論|反駁|打ち消)(?:し|する|した|している)(?!なかった|ない|て(?:い)?な)"
)
"""The same where no content is given: これを否定した."""
_ASKS = re.compile("[か？?]$")
_OTHER_TIME = re.compile("当初|これまで|以前|従来|かつて|一転|それまで|翻")
_CONTRAST = re.compile("一方|これに対|に対し|しかし|ただし?、|他方|逆に")
_NOBODY = re.compile(
    r"^(?:同(?:氏|容疑者|被告|社|省|党|署|局|庁|課|紙)?|[男女]性?|関係者|自分|本人|双方|両者|一部|同者)$"
)


_ABOUT = re.compile(r"(?P<what>[^、。「」]{1,40})(?:について|に対し|に関し|をめぐ|を巡|を受け)")


_SHORT = re.compile(r"(?P<short>[A-Z]{3,})(?=[)）]|(?![A-Za-z]))[)）]?")
_GLOSS = 12
"""Characters behind a name in which its abbreviation stands in brackets."""
_COUNTED = re.compile(
    r"(?:[^\W\d]{0,2}の)?[0-9〇一二三四五六七八九十]+[^\W\d]{0,3}(?:ら|とも)?|.*(?:時点|現在|段階|集計|調べ|まとめ)"
)
"""Some of many, who are others the next time (3人, 二社), and what is nobody: 8月9日時点."""
_EVERYONE = frozenset({"全員", "双方", "両者", "一部", "多数", "人々", "みんな"})


Sourced = tuple[Span, Span | None]
"""A place that claims something, and the words that name whose it is, where they are known."""


def sides(pieces: Iterable[Piece], places: Mapping[str, Sequence[Sourced]] | None = None) -> list[Side]:
    """What the pieces' statements claim, in the order of the pieces and of their text.

    `places` are those of a revision that claim something also where no statement holds them: there the clause around stands
    for one.
    """
    count_up, places = count(), places or {}
    tellings = ((_Telling(piece), places.get(piece.revision, ())) for piece in pieces)
    return [side for telling, own in tellings for side in telling.sides(count_up, own)]


class _Telling:
    """One piece, with what of its reading is looked up again and again."""

    def __init__(self, piece: Piece) -> None:
        self._piece, self._text = piece, piece.text
        self._contents = sorted(s.content for s in piece.reading.statements)
        self._turns: dict[Span, Span] = {}
        self._pleas: dict[Span, Span] = {}

    @cached_property
    def _words(self) -> Words:
        return Words(self._piece.reading)

    def sides(self, place: Iterator[int], places: Sequence[Sourced]) -> Iterator[Side]:
        """What its statements claim, and the clauses around those of the `places` that none holds, numbered by `place`."""
        reading = self._piece.reading
        held = [s.content for s in reading.statements if s.speaker is not None]
        sentences = dict.fromkeys(self._words.sentence(at.start) for at, _ in places)
        asides = {
            at: Statement("indirect", at, NARRATED, speaker=Speaker(source.start, source.end))
            for at, source in self._side_by_side(places, [*held, *sentences])
        }
        for at, source in places:
            if at not in asides and not any(content.holds(at) for content in held):
                aside = narrated(reading, at, source)
                asides[aside.content] = aside
        for denial in _DENIES_IT.finditer(self._text):
            it, cue = Span(*denial.span("it")), Span(denial.end() - 1, denial.end())
            if not any(content.holds(cue) or content.overlaps(it) for content in held):
                whole = narrated(reading, cue, Span(*denial.span("who")) if denial["who"] else None)
                asides[it] = Statement(whole.kind, it, whole.why, speaker=whole.speaker)
        for statement, turn in taken_back(reading):
            if not any(content.overlaps(statement.content) for content in (*held, *asides)):
                asides[statement.content] = statement
                self._turns[statement.content] = turn
        for plea in _PLEADS.finditer(self._text):
            what = Span(*plea.span("what"))
            quote = next(
                (c for c in held if c.end <= what.start and self._text[c.end : what.start] in _AND_SO), None
            )
            if quote is not None:
                self._pleas[quote] = Span(*plea.span("cue"))
            elif not any(content.overlaps(what) for content in (*held, *asides)):
                doer = doer_of(reading, what.start)
                speaker = Speaker(doer.start, doer.end) if doer else None
                asides[what] = Statement("indirect", what, NARRATED, speaker=speaker)
                self._pleas[what] = Span(*plea.span("cue"))
        pleas = (asides[what] for what in self._pleas if what in asides)
        for statement in (*reading.statements, *pleas):
            charge = self._charge(statement)
            if charge is not None and not any(content.overlaps(charge) for content in (*held, *asides)):
                asides[charge] = Statement("indirect", charge, ALLEGED)
        told = sorted((*reading.statements, *asides.values()), key=lambda s: s.content.start)
        for statement in told:
            side = self._side(statement, place)
            if side is not None:
                yield side

    @staticmethod
    def _side_by_side(places: Sequence[Sourced], held: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
        """The values of one content or sentence that several give, each a claim of its giver: 甲紙は111人、乙紙は110人と報じた."""
        for content in held:
            given = [(at, source) for at, source in places if source is not None and content.holds(at)]
            if len({source for _, source in given}) > 1:
                yield from given

    def _charge(self, statement: Statement) -> Span | None:
        """What a statement denies without naming it (容疑を否認した): the charge told last before it."""
        content = statement.content
        denied = statement.stance == "denied" and _CHARGE.fullmatch(content.of(self._text))
        if not denied and content not in self._pleas:
            return None
        start = content.start
        for _ in range(_SENTENCES_BACK):
            start = self._words.sentence(max(0, start - 1)).start
            found = alleged(self._piece.reading, Span(start, content.start))
            if found is not None:
                return found
        return None

    def _side(self, statement: Statement, place: Iterator[int]) -> Side | None:
        """The statement as a side; None where its cue says that it was not said (伝えていなかった, 否定しなかった)."""
        text, content, cue = self._text, statement.content, statement.cue
        denies = cue is not None and statement.stance == "denied" and bool(_DENIALS.match(text, cue.start))
        if cue is not None and _is_negated(text, cue) and not (denies and text.startswith("認め", cue.start)):
            return None
        holes = [c for c in _starting_in(self._contents, content) if c != content and content.holds(c)]
        turned, calls = _turned(statement, text, denies)
        claimed = propositions(self._words, content, holes)
        in_passing = statement.why in (NARRATED, ALLEGED)
        if turned:
            claimed = [_turn(p, cue) for p in claimed[-1:] if cue is not None]
        if calls:
            claimed = [replace(p, mood="must") if p.mood == "fact" else p for p in claimed]
        pointer = _POINTER.match(content.of(text)) if turned else None
        sentence = self._words.sentence(content.start)
        no_such = _NO_SUCH.match(content.of(text))
        false = (
            None
            if _OF_ITS_OWN.search(text, sentence.start, content.start)
            else _FALSE.match(content.of(text))
        )
        denied = _DENIES_IT.match(text, content.start) if in_passing or denies else None
        back = whose = None
        if pointer:
            back, whose = cue, pointer["whose"]
        elif no_such:
            back = Span(content.start, content.start + no_such.end())
            whose = no_such["what"]
        elif false:
            back = content
        elif denied:
            back = Span(content.end, denied.end())
        key, name = self._voice(statement.speaker)
        if in_passing and statement.speaker is None:
            key = f"{OUTLET}{self._piece.outlet}"
        return Side(
            place=next(place),
            article=self._piece.article,
            claim=self._claim(statement, name),
            key=key,
            name=name,
            source=text,
            told=self._piece.told,
            content=content,
            propositions=()
            if back or in_passing
            else tuple(p for p in claimed if not (p.subject and p.verb in words_of("attitude"))),
            names=frozenset(f"{e.type}:{self._key(e)}" for e in self._inside(content)),
            asserts=statement.stance != "demanded" and cue is not None and not _ASKS.search(content.of(text)),
            points_back=back,
            bare=bool(false or denied),
            whose=whose or "",
            short="" if key is None or key.startswith("person:") else self._short(statement.speaker),
            of_old=bool(_OTHER_TIME.search(text, sentence.start, content.end)),
            in_contrast=bool(_CONTRAST.search(text, sentence.start, content.start)),
            charge=statement.why == ALLEGED,
            disputes=self._pleas.get(content)
            or (cue if turned and _CHARGE.fullmatch(content.of(text)) else None),
            takes_back=self._turns.get(content),
            about=self._about(Span(sentence.start, content.start)),
            nouns=self._words.nouns(content) if content in self._turns else frozenset(),
            cited=text.rfind("『", 0, max(0, content.start - 1)) > text.rfind("』", 0, content.start),
        )

    def _about(self, before: Span) -> frozenset[str]:
        """The nouns of which the words before a content say that it is said of them."""
        found = list(_ABOUT.finditer(self._text, before.start, before.end))
        return (
            frozenset(map(one_word, self._words.nouns(Span(*found[-1].span("what")))))
            if found
            else frozenset()
        )

    def _claim(self, statement: Statement, name: str) -> Claim:
        day = self._piece.published
        published = Interval(day.isoformat(), (day + dt.timedelta(days=1)).isoformat())
        return Claim(
            evidence=self._evidence(statement.content),
            speaker=self._evidence(statement.speaker) if statement.speaker is not None else None,
            who=name or None,
            outlet=self._piece.outlet,
            said=statement.said or published,
        )

    def _evidence(self, span: Span) -> Evidence:
        place = Span(span.start, span.end)
        return Evidence(self._piece.revision, place, place.of(self._text))

    def _voice(self, speaker: Span | None) -> tuple[str | None, str]:
        """One key for all that a speaker says, and the speaker's name; None where nobody is named."""
        if speaker is None:
            return None, ""
        words = fold_width(speaker.of(self._text)).strip()
        named = self._inside(speaker)
        for entity in named:
            if entity.type == "PERSON":
                return f"person:{self._key(entity)}", self._key(entity)
        if len(named) == 1 and named[0].type == "ORGANIZATION" and named[0].end >= speaker.end - 1:
            return f"name:{self._key(named[0])}", self._key(named[0])
        if words in _EVERYONE or _COUNTED.fullmatch(words):
            return None, words
        # 男性 and 同署 are others in another report.
        return (
            f"name:{words}" if named and not _NOBODY.match(words) else f"{self._piece.article}:{words}"
        ), words

    def _short(self, speaker: Span | None) -> str:
        """The abbreviation that names a body, or that stands behind its name: 国際灯台機関(ILA)."""
        given = _SHORT.search(self._text, speaker.start, speaker.end + _GLOSS) if speaker else None
        return given["short"] if speaker and given and given.end() >= speaker.end else ""

    def _inside(self, span: Span) -> list[Entity]:
        return [e for e in _starting_in(self._piece.reading.entities, span) if e.end <= span.end]

    def _key(self, entity: Entity) -> str:
        return entity.who or entity.of(self._text)


Placed = TypeVar("Placed", bound=Span)


def _starting_in(layer: Sequence[Placed], span: Span) -> Sequence[Placed]:
    """Those of a layer in order that start in `span`."""
    first = bisect_left(layer, span.start, key=lambda item: item.start)
    return layer[first : bisect_left(layer, span.end, key=lambda item: item.start)]


def _is_negated(text: str, cue: Span) -> bool:
    """Whether the cue itself is negated: 認めず, 伝えていなかった."""
    return _NEGATION.search(_TO_CLAUSE_END.split(text[cue.start : cue.end + _TAIL])[0]) is not None


def _turned(statement: Statement, text: str, denies: bool) -> tuple[bool, bool]:
    """Whether the statement claims the opposite of its content (関与を否定した), and whether it calls for it (撤回を求めた)."""
    cue, content = statement.cue, statement.content
    if cue is not None and cue.start >= content.end:
        between = text[content.end : cue.start]
        if denies and (_OF_IT.match(between) or between.strip("」』") in ("とは", "ことは", "は", "も")):
            return True, False
        if text.startswith("反対", cue.start) and _TO_IT.match(between):
            return True, True
    return False, statement.stance == "demanded"


def _turn(p: Proposition, cue: Span) -> Proposition:
    return replace(p, holds=not p.holds, denials=(*p.denials, Span(cue.start, cue.end)))
