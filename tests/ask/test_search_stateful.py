"""Whatever is put, revised and taken out, in whatever order, search finds what plain `in` finds in what stands."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, rule

from kirinuki.model.article import Revision
from kirinuki.store import Store, create_store, open_store
from tests.ask.test_search import SENTENCES, check
from tests.store.making import put

TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map("".join)


class Archive(RuleBasedStateMachine):
    """The articles that stand, by their address; `store` is opened anew now and then."""

    articles = Bundle("articles")

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="kirinuki-test-")
        self.store: Store = create_store(self._path)
        self.standing: dict[str, Revision] = {}
        self.told: list[str] = []
        self.count = 0

    @property
    def _path(self) -> Path:
        return Path(self.folder.name) / "kirinuki.db"

    @rule(target=articles, text=TEXTS, title=st.none() | TEXTS)
    def add(self, text: str, title: str | None) -> str:
        self.count += 1
        uri = str(self.count)
        self.standing[uri] = put(self.store, f"{text}{uri}", uri=uri, title=title)
        self.told.append(text)
        return uri

    @rule(uri=articles, text=TEXTS)
    def revise(self, uri: str, text: str) -> None:
        if uri in self.standing:
            self.count += 1
            before = self.standing[uri]
            self.standing[uri] = put(self.store, f"{text}{self.count}", uri=uri, previous=before.id)
            self.told.append(text)

    @rule(uri=consumes(articles))
    def take_out(self, uri: str) -> None:
        gone = self.standing.pop(uri)
        self.store.words.drop(gone.id)

    @rule(uri=articles)
    def put_again(self, uri: str) -> None:
        self.store.words.put(self.standing[uri].id)

    @rule()
    def open_anew(self) -> None:
        self.store.close()
        self.store = open_store(self._path)

    @rule(data=st.data())
    def look(self, data: st.DataObject) -> None:
        if self.told:
            text = data.draw(st.sampled_from(self.told))
            start = data.draw(st.integers(0, len(text) - 1))
            word = text[start : start + data.draw(st.integers(1, 12))]
            check(self.store, list(self.standing.values()), word)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()


TestArchive = Archive.TestCase
TestArchive.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
