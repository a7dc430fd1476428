"""What the person says of storylines goes over what was woven: newest first, by articles, undone without a trace."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from kirinuki.store.storylines import Bridge, Row
from kirinuki.weave.regrouping import Act, Placed, Ruling, regroup

NOW = dt.datetime(2030, 6, 1, tzinfo=dt.UTC)


def row(article: str, near: str | None, line: str, told: int) -> Row:
    why = f"共通: {near}" if near else ""
    return Row(f"r-{article}", article, None, line, told, near, why, None, "")


ROWS = [
    row("a", None, "a", 1),
    row("b", "a", "a", 2),
    row("c", "b", "a", 3),
    row("d", "a", "a", 4),
    row("x", None, "x", 5),
    row("y", "x", "x", 6),
]


def ruling(act: Act, articles: str, others: str = "", to: str = "") -> Ruling:
    return Ruling(f"{act} {articles}", NOW, act, tuple(articles), tuple(others), tuple(to))


def groups(*rulings: Ruling, rows: list[Row] = ROWS, bridges: tuple[Bridge, ...] = ()) -> set[str]:
    return {"".join(p.row.article for p in group) for group in regroup(rows, bridges, rulings)}


def placed(article: str, *rulings: Ruling, bridges: tuple[Bridge, ...] = ()) -> Placed:
    return next(p for group in regroup(ROWS, bridges, rulings) for p in group if p.row.article == article)


def test_what_was_woven_stands_where_nothing_was_said() -> None:
    assert groups() == {"abcd", "xy"}
    bridge = Bridge("x", "a", "y", 6, "c", "共通: c")
    assert groups(bridges=(bridge,)) == {"abcdxy"}
    assert placed("x", bridges=(bridge,))[1:] == ("c", "のちの記事がつなぐ: 共通: c")


def test_two_are_one() -> None:
    assert groups(ruling("join", "ya", "cb")) == {"abcdxy"}
    assert placed("x", ruling("join", "yx", "cb"))[1:] == ("c", "人が一つの流れと決めた")


def test_what_leaves_takes_along_what_comes_later_and_nothing_bridges_it_back() -> None:
    apart = ruling("apart", "bc", "ad")
    assert groups(apart) == {"ad", "bc", "xy"}
    late = [*ROWS, row("e", "c", "a", 9)]
    assert groups(apart, rows=late) == {"ad", "bce", "xy"}
    roundabout = (Bridge("x", "a", "y", 6, "c", ""), Bridge("x", "a", "x", 7, "d", ""))
    assert groups(apart, bridges=roundabout) == {"ad", "bcxy"}


def test_those_left_behind_stay_together() -> None:
    assert groups(ruling("apart", "b", "acd")) == {"acd", "b", "xy"}
    assert placed("c", ruling("apart", "b", "acd"))[1:] == ("a", "人が分けたあとに残る。もとは共通: b")
    assert groups(ruling("apart", "a", "bcd")) == {"a", "bcd", "xy"}


def test_what_moves_goes_with_what_joined_it() -> None:
    move = ruling("move", "b", "ad", "xy")
    assert groups(move) == {"ad", "bcxy"}
    assert placed("x", move)[1:] == ("b", "人がこの流れに移した")
    assert groups(move, ruling("move", "b", "xy", "ad")) == {"abcd", "xy"}


def test_the_newest_word_goes_first() -> None:
    join, apart = ruling("join", "abcd", "xy"), ruling("apart", "abcd", "xy")
    assert groups(join, apart) == {"abcd", "xy"}
    assert groups(apart, join) == {"abcdxy"}
    move = ruling("move", "y", "x", "abcd")
    assert groups(join, ruling("move", "a", "bcdxy")) == {"a", "bcdxy"}
    assert groups(move, ruling("join", "x", "abcdy")) == {"abcdxy"}


def test_what_is_not_there_does_not_matter() -> None:
    assert groups(ruling("join", "zy", "qa")) == {"abcdxy"}
    assert groups(ruling("apart", "zb", "ad")) == {"ad", "bc", "xy"}


@st.composite
def woven(draw: st.DrawFn) -> tuple[list[Row], list[Bridge]]:
    rows: list[Row] = []
    for n in range(draw(st.integers(1, 12))):
        near = draw(st.sampled_from([None, *rows]))
        name = chr(97 + n)
        rows.append(row(name, near.article if near else None, near.line if near else name, n))
    bridges = [
        Bridge(later.line, near.line, later.article, later.told, near.article, "")
        for later, near in draw(st.lists(st.tuples(st.sampled_from(rows), st.sampled_from(rows)), max_size=4))
        if near.told < later.told and near.line != later.line
    ]
    return rows, bridges


@given(woven(), st.data())
def test_whatever_is_said_every_article_is_in_one_storyline_and_the_last_word_holds(
    found: tuple[list[Row], list[Bridge]], data: st.DataObject
) -> None:
    rows, bridges = found
    articles = [row.article for row in rows]
    some = st.lists(st.sampled_from(articles), min_size=1, unique=True)
    rulings = []
    for act in data.draw(st.lists(st.sampled_from(["join", "apart", "move"]), min_size=1, max_size=4)):
        mine = data.draw(some)
        rest = [article for article in data.draw(some) if article not in mine]
        to = [article for article in data.draw(some) if article not in (*mine, *rest)]
        rulings.append(ruling(act, "".join(mine), "".join(rest), "".join(to) if act == "move" else ""))
    together = regroup(rows, bridges, rulings)
    assert sorted(p.row.article for group in together for p in group) == articles
    at = {p.row.article: n for n, group in enumerate(together) for p in group}
    for group in together:
        assert [p.row.told for p in group] == sorted(p.row.told for p in group)
        assert group[0].near is None
        for p in group[1:]:
            assert p.near is not None and at[p.near] == at[p.row.article]
            assert p.why or any(b.why == "" for b in bridges)
    last = rulings[-1]
    if last.act == "join" and last.others:
        assert at[last.articles[0]] == at[last.others[0]]
    if last.act != "join":
        assert len({at[article] for article in last.articles}) == 1
        assert not {at[a] for a in last.articles} & {at[o] for o in last.others}
    if last.to:
        assert at[last.articles[0]] == at[last.to[0]]
    backwards = regroup(rows[::-1], bridges, rulings)
    assert backwards == together
