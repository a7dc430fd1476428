from __future__ import annotations

import pytest

from kirinuki.ask.aliases import Aliases
from kirinuki.ask.nearly import nearly
from kirinuki.ask.query import parse
from kirinuki.ask.search import Search
from kirinuki.ask.storylines import Storylines
from kirinuki.model.article import Outlet
from kirinuki.model.query import Facts, Voice
from kirinuki.store import Store
from tests.ask.test_search import store as store
from tests.ask.test_search import unread
from tests.store.making import put

OWN = {"そら": "凪原そら", "凪原そら": "凪原そら"}


@pytest.fixture
def filed(store: Store) -> Store:
    first = put(store, "アメリカ政府は港の再開を発表し、村井里美市長も認めた。", title="選挙は予定どおり")
    put(store, "凪原そら知事が橋を見た。選挙には触れなかった。", outlet=Outlet("shiomi", "潮見日報"))
    store.facts.put(first.id, Facts(frozenset({Voice(0, "speaker", "村井市長", "村井里美")})))
    return store


def offered(store: Store, query: str) -> dict[str, int]:
    search = Search(store, Storylines(store, unread))
    assert search.count(parse(query)) == 0
    found = nearly(store, search, Aliases(store, OWN), parse(query))
    assert all(near.articles == search.count(parse(near.query)) > 0 and near.why for near in found)
    return {near.query: near.articles for near in found}


@pytest.mark.parametrize(
    ("query", "near"),
    [
        ("港 鯨", "港"),
        ("米国", "アメリカ"),
        ("せんきょ", "選挙"),
        ("センキョ 橋", "選挙 橋"),
        ("村井里見", "村井里美"),
        ("speaker:村居里美", "speaker:村井里美"),
        ("outlet:潮見新報", "outlet:潮見日報"),
        ('"あめりか"', "あめりか"),
        ("鯨", None),
    ],
)
def test_what_nearly_matches_is_offered(filed: Store, query: str, near: str | None) -> None:
    found = offered(filed, query)
    if near is None:
        assert found == {}
    else:
        assert any(near in text for text in found), found


def test_other_names_are_searched_on_request(filed: Store) -> None:
    search, aliases = Search(filed, Storylines(filed, unread)), Aliases(filed, OWN)
    for word in ("米国", "そら"):
        assert aliases.of(word)
    assert search.count(parse("米国")) == 0
    assert search.count(aliases.added(parse("米国"))) == 1
    assert search.count(aliases.added(parse("港 -米国"))) == 0
    assert search.count(aliases.added(parse('"米国"'))) == 0
    assert "凪原そら" in aliases.of("そら")
    assert "米" not in aliases.of("米国")
    assert aliases.of("岸壁") == ()
