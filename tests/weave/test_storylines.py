from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from kirinuki.read.reader import Reader
from kirinuki.weave.storylines import (
    HEARD,
    LEVELS,
    Joining,
    Profile,
    Standing,
    Tie,
    Weighed,
    choose_ties,
    join,
    level,
    likeness,
    profile,
    reason,
)

DAY = dt.date(2028, 3, 1)
READER = Reader()


def made(title: str | None, text: str) -> Profile:
    return profile(title, READER.read(text, DAY))


def weighed(told: Profile) -> Weighed:
    return Weighed(told.terms, told.counts, told.titles, bytes([LEVELS] * len(told.terms)), told.numbered)


def test_an_article_tells_of_nouns_compounds_and_full_names_but_of_no_dates() -> None:
    told = made(
        "灰原ダムが決壊",
        "沢見市長は3月1日、灰原ダムの放流量を調べると述べた。同市長は灰原ダムの点検も命じた。",
    )
    words = dict(zip((told.words[t] for t in told.terms), told.counts, strict=True))
    assert {"灰原ダム", "決壊", "放流量", "点検"} <= words.keys()
    assert words["灰原ダム"] == 3
    assert not any("3月" in word or word == "1日" for word in words)


def test_levels_fall_with_every_power_of_two() -> None:
    assert [level(n) for n in (0, 1, 2, 3, 6, 7, 127, HEARD - 1, HEARD)] == [8, 7, 7, 6, 6, 5, 1, 1, 0]


@given(st.text(max_size=60), st.text(max_size=200))
def test_any_text_has_a_profile_that_is_like_itself(title: str, text: str) -> None:
    told = weighed(made(title, text))
    score = likeness(told, told, 0)
    assert 0 <= score <= 1 + 1e-9
    assert likeness(told, told, 400) <= score


def test_two_of_a_kind_that_bear_other_numbers_are_two() -> None:
    text = "大雨と強い風が続き、汐見島の漁港で漁船が流された。"
    third, fourth = (weighed(made(f"台風{n}号、汐見島に接近", text)) for n in (3, 4))
    both = weighed(made("台風3号と4号、汐見島に接近", text))
    assert likeness(third, fourth, 1) < 0.7 * likeness(third, third, 1)
    assert likeness(third, both, 1) > likeness(third, fourth, 1) < likeness(both, fourth, 1)
    # What is retold word by word is so all the same only where it is of one number.
    assert likeness(third, fourth, 1, repeated=1.0) < likeness(third, third, 1, repeated=1.0) == 1.0


def test_a_report_retold_is_tied_by_its_words_alone() -> None:
    one, other = (
        weighed(made("入試問題", "北稜大学が認めた。")),
        weighed(made("運賃", "青葉電鉄が発表した。")),
    )
    assert likeness(one, other, 0, repeated=0.8) == 0.8
    assert likeness(one, other, 0, repeated=0.3) < 0.1


def test_ties_are_the_nearest_first_and_what_shares_little_is_none() -> None:
    assert choose_ties({"a": 0.2, "b": 0.04, "c": 0.3, "d": 0.2}) == [
        Tie("c", 0.3),
        Tie("a", 0.2),
        Tie("d", 0.2),
    ]


def standing(line: str, last: list[str], fitted: float = 0.2) -> Standing:
    return Standing(line, frozenset(last), last, [fitted] * (len(last) - 1))


def test_an_article_joins_the_line_that_it_fits_best_or_none() -> None:
    lines = [standing("p", ["a", "b"]), standing("q", ["c"])]
    assert [j.line for j in join([Tie("c", 0.3), Tie("a", 0.11)], lines)] == ["q"]
    assert join([Tie("c", 0.09), Tie("a", 0.09)], lines) == []
    assert join([], []) == []


def test_a_line_that_hangs_together_closely_asks_for_more() -> None:
    ties = [Tie("a", 0.18), Tie("b", 0.12)]
    assert join(ties, [standing("p", ["a", "b"], fitted=0.2)]) != []
    assert join(ties, [standing("p", ["a", "b"], fitted=0.9)]) == []


def test_the_last_members_count_beside_the_nearest() -> None:
    alone = join([Tie("a", 0.15)], [Standing("p", frozenset("a"), list("abcdefgh"), [0.1] * 7)])
    together = join(
        [Tie("a", 0.15), *(Tie(m, 0.14) for m in "bcdefgh")],
        [Standing("p", frozenset("abcdefgh"), list("abcdefgh"), [0.1] * 7)],
    )
    assert alone == []
    assert [j.line for j in together] == ["p"]


def test_an_article_bridges_two_lines_that_it_fits_unless_both_run_apart_or_it_fits_more() -> None:
    ties = [Tie("a", 0.4), Tie("c", 0.3), Tie("d", 0.3)]
    begun = [standing("p", ["a"]), standing("q", ["c"])]
    assert join(ties, begun) == [Joining("p", "a", 0.4), Joining("q", "c", 0.3)]
    assert len(join(ties, [*begun, standing("r", ["d"])])) == 1
    grown = [
        Standing("p", frozenset("a"), list("aefg"), [0.1] * 3),
        Standing("q", frozenset("c"), list("chij"), [0.1] * 3),
    ]
    assert len(join(ties, grown)) == 1


def test_the_reason_names_what_is_rarest_in_both_and_how_long_after() -> None:
    one = made("灰原ダムが決壊", "沢見知事が会見した。灰原ダムの決壊で住民が避難した。")
    other = made("灰原ダム、決壊から2日", "灰原ダムの決壊について沢見知事は謝罪した。")
    assert reason(other, weighed(one), weighed(other), 2).startswith("共通: ")
    assert "灰原ダム" in reason(other, weighed(one), weighed(other), 2)
    endings = [reason(other, weighed(one), weighed(other), days).split("; ")[1] for days in (0, 2, 90, 800)]
    assert endings == ["同じ日", "2日", "3か月", "2年"]
