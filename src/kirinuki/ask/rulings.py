"""What the person says of storylines: which are one, what leaves one, what they are called; kept, listed and taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kirinuki.ask.decisions import Decided, to_undo
from kirinuki.ask.storylines import Storylines, read_ruling
from kirinuki.errors import InputError
from kirinuki.model.chronicle import Storyline
from kirinuki.weave.regrouping import Act, Ruling


class Rulings:
    """The person's rulings on storylines. A storyline is named by its id or that of any of its articles, shortened or whole.

    Every method that decides holds at once and gives the ruling as it was kept. Raises `NotFoundError` for an id that names
    nothing, `InputError` for what would change nothing.
    """

    def __init__(self, decided: Decided, storylines: Storylines) -> None:
        self._decided = decided
        self._storylines = storylines

    def join(self, one: str, other: str, *, now: dt.datetime) -> Ruling:
        """Two storylines are one."""
        first, second = self._storylines.find(one), self._storylines.find(other)
        if first.id == second.id:
            raise InputError(f"{one} と {other} はもう一つの流れです (one already): {first.id}")
        return self._keep("join", now, self._named(first, one), others=self._named(second, other))

    def apart(self, articles: Sequence[str], *, now: dt.datetime) -> Ruling:
        """These articles of one storyline begin one of their own; a single one takes along what joined through it."""
        storyline = self._storylines.find(articles[0])
        found = list(dict.fromkeys(self._named(storyline, article)[0] for article in articles))
        if len(found) == 1:
            found = _led(storyline, found[0])
        return self._keep("apart", now, found, others=_rest(storyline, found))

    def move(self, article: str, storyline: str, *, now: dt.datetime) -> Ruling:
        """The article, and what joined through it, belongs to another storyline."""
        from_, to = self._storylines.find(article), self._storylines.find(storyline)
        if from_.id == to.id:
            raise InputError(f"{article} はもうその流れにあります (there already): {to.id}")
        found = [member.article for member in from_.members]
        if len(found) > 1:
            found = _led(from_, self._named(from_, article)[0])
        others = [member.article for member in from_.members if member.article not in found]
        return self._keep("move", now, found, others=others, to=self._named(to, storyline))

    def title(self, storyline: str, words: str, *, now: dt.datetime) -> Ruling:
        """What the storyline is called; empty words give it the program's title again."""
        found = self._storylines.find(storyline)
        return self._keep("title", now, self._named(found, storyline), words=" ".join(words.split()))

    def tag(self, storyline: str, tag: str, *, now: dt.datetime) -> Ruling:
        """The storyline carries the tag, an alias standing for its name."""
        return self._mark("tag", storyline, tag, now)

    def untag(self, storyline: str, tag: str, *, now: dt.datetime) -> Ruling:
        """The storyline does not carry the tag, and it is suggested no more."""
        return self._mark("untag", storyline, tag, now)

    def undo(self, id: str | None = None, *, now: dt.datetime) -> Ruling:
        """Take back the ruling whose id is, or begins with, `id`, else the last. Raises `NotFoundError`."""
        ruling = to_undo(self.all(), id, "storylines")
        self._decided.append("storyline", at=now, act="undo", id=ruling.id)
        return ruling

    def all(self) -> list[Ruling]:
        """What was said and not taken back, the oldest first."""
        return self._storylines.rulings()

    def _mark(self, act: Act, storyline: str, tag: str, now: dt.datetime) -> Ruling:
        name = self._storylines.vocabulary.name_of(tag)
        if not name:
            raise InputError("タグが空です (an empty tag)")
        found = self._storylines.find(storyline)
        if act == "tag" and name in found.tags:
            raise InputError(f"{storyline}: タグ「{name}」はもう付いています (has it already)")
        if act == "untag" and name not in (*found.tags, *self._storylines.suggested(found)):
            raise InputError(f"{storyline}: タグ「{name}」は付いていません (has it not)")
        return self._keep(act, now, self._named(found, storyline), words=name)

    def _named(self, storyline: Storyline, id: str) -> list[str]:
        """The articles of the storyline, the one that `id` names first."""
        article = self._storylines.article(id)
        members = [member.article for member in storyline.members]
        if article not in members:
            raise InputError(f"{id} は流れ {storyline.id} にありません (not in this storyline)")
        return [article, *(member for member in members if member != article)]

    def _keep(
        self,
        act: Act,
        now: dt.datetime,
        articles: Sequence[str],
        *,
        others: Sequence[str] = (),
        to: Sequence[str] = (),
        words: str = "",
    ) -> Ruling:
        fields = {"articles": list(articles), "others": list(others), "to": list(to), "words": words}
        kept = {name: value for name, value in fields.items() if value or name == "articles"}
        ruling = read_ruling(self._decided.append("storyline", at=now, act=act, **kept))
        assert ruling is not None  # only what takes another back is none
        return ruling


def _led(storyline: Storyline, article: str) -> list[str]:
    """The article and what joined the storyline through it; where that is all of it, the article alone."""
    found = [article]
    for member in storyline.members:
        if member.near in found and member.article != article:
            found.append(member.article)
    return found if len(found) < len(storyline.members) else [article]


def _rest(storyline: Storyline, leaving: Sequence[str]) -> list[str]:
    rest = [member.article for member in storyline.members if member.article not in leaving]
    if not rest:
        raise InputError(
            f"流れ {storyline.id} の記事がみな出てしまいます。残す記事を除いて選んでください (nothing would be left)"
        )
    return rest
