"""THE WAY of the data; read this first.

    add       bytes → WARC file → decoded → reports → articles, revisions, sightings        (capture/)
    read_new  revisions without a reading → readings                                       (read/)
    weave_new readings → what says again what                                              (weave/)
    digest, search, repeats, trace                                                         (ask/)

Each step can be stopped at any moment and goes on where it was: `add` puts the bytes and what the person gave into a WARC
file before it writes one transaction, and what is in a WARC file but not in the database is taken in by the next write;
`read_new` and `weave_new` commit revision by revision. The database holds nothing that `rebuild` could not make again.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Self

from kirinuki.ask.agenda import Agenda
from kirinuki.ask.aliases import Aliases
from kirinuki.ask.atlas import PlaceNamed, places_named
from kirinuki.ask.changes import Diff, RemovalShown, diff, outlets_called, removals
from kirinuki.ask.claims import Claims
from kirinuki.ask.decisions import Decided
from kirinuki.ask.digest import compose, reports_of
from kirinuki.ask.figures import Figures
from kirinuki.ask.ledgers import Ledgers
from kirinuki.ask.novelty import Arrived, find_news
from kirinuki.ask.people import People
from kirinuki.ask.query import Query, joined, parse
from kirinuki.ask.rulings import Rulings
from kirinuki.ask.search import Hits, Order, Search
from kirinuki.ask.storylines import Storylines
from kirinuki.ask.trace import Trace, find_evidence, trace
from kirinuki.capture.answer import Fetched
from kirinuki.capture.clips import clip_document, read_clip
from kirinuki.capture.completeness import Fall, find_falls
from kirinuki.capture.extract.rules import FOLDER as RULES
from kirinuki.capture.extract.rules import load_rules
from kirinuki.capture.replay import Exported
from kirinuki.capture.warc import WarcFolder
from kirinuki.capture.webarchive import Left, PagesWanted
from kirinuki.config import FILE, TEMPLATE, load_config, names_text
from kirinuki.errors import ArchiveError, NotFoundError
from kirinuki.flow.alerting import Round
from kirinuki.flow.deciding import Deciding
from kirinuki.flow.entering import Register
from kirinuki.flow.exporting import export
from kirinuki.flow.following import Feeds
from kirinuki.flow.hosts import Hosts
from kirinuki.flow.importing import Importing, PartDone, TakenPage
from kirinuki.flow.mending import Mending
from kirinuki.flow.noting import Notes
from kirinuki.flow.readings import Readings
from kirinuki.flow.recovering import Recovery
from kirinuki.flow.rounds import Event
from kirinuki.flow.searching import Searching
from kirinuki.flow.taking import Added, Attempted, Taking
from kirinuki.flow.visiting import Fetches, Visited, Visiting
from kirinuki.flow.watching import Watch
from kirinuki.model.article import UNKNOWN_OUTLET, Article, Problem, Revision
from kirinuki.model.digest import Digest, Source
from kirinuki.model.query import Days, Facet, Named, Node
from kirinuki.model.reading import Reading
from kirinuki.model.text import Evidence
from kirinuki.model.weaving import Resemblance, Verdict
from kirinuki.publish.delivery import subject
from kirinuki.publish.outbox import Alerted, Outbox, Send
from kirinuki.read.names.own import load_names
from kirinuki.read.reader import Reader
from kirinuki.store import Decisions, KeptColumns, Store, alone, create_store, open_store
from kirinuki.version import __version__
from kirinuki.weave.changes import edits_between
from kirinuki.weave.joiner import Joiner
from kirinuki.weave.loom import Loom
from kirinuki.weave.origins import Houses

DATABASE = "kirinuki.db"
WARC = "warc"
DECISIONS = "decisions.jsonl"
ALERTS = "alerts.jsonl"
SEARCHES = "searches.txt"
WATCH = "watch.lock"
IMPORTS = "imports.json"

_AT_ONCE = 50
"""Revisions that are indexed in one transaction."""

Step = Callable[[int, int], None]
"""Told how much is done: (done, total)."""


def _unheard(done: int, total: int) -> None:
    """The step of a run that nobody watches."""


class Archive:
    """One folder of captured news: `kirinuki.toml`, `warc/`, `decisions.jsonl`, and `kirinuki.db` made from those.

    Open it with `Archive.open` (or `kirinuki.open`) in a `with` block; many processes may have it open at once, each
    with an `Archive` of its own. Methods raise `ArchiveError` where the folder cannot be read or written.
    """

    def __init__(self, path: Path, store: Store, *, looking: bool = False) -> None:
        """For `create` and `open`, which call it."""
        self.path = path
        self._looking = looking
        self.config = load_config(path / FILE)
        self._store = store
        self._warc = WarcFolder(path / WARC, f"kirinuki/{__version__}")
        names = names_text(path, self.config)
        own = None if names is None else load_names(*names)
        self._reader = Reader(own)
        self._aliases = Aliases(store, {} if own is None else own.stand_for())
        self._decided = Decided(Decisions(path / DECISIONS), store)
        self._readings = Readings(store, self._reader, self._decided, DECISIONS)
        self._read = self._readings.of
        self._loom = Loom(store, self._readings.version, self._decided.verdicts_on)
        self._joiner = Joiner(store, lambda revision: self._read(store.articles.find_revision(revision)))
        self._alerts = Decisions(path / ALERTS)
        rules = cache(partial(load_rules, path / RULES))
        self._register = Register(store, self._decided, self.config.outlets, self._loom, self._joiner, rules)
        self._recovery = Recovery(store, self._warc, self._register)
        self._taking = Taking(store, self._warc, self._decided, self._register, self._recovery)
        self._visiting = Visiting(store, self._taking, self._register)

    @classmethod
    def create(cls, path: Path | str) -> Self:
        """A new archive in the folder `path`, which is made where it is missing.

        Raises `ArchiveError` when an archive is there already, or the folder cannot be written.
        """
        path = Path(path)
        if (path / FILE).exists() or (path / DATABASE).exists():
            raise ArchiveError(f"{path}: 書庫がもうあります (exists already): そのまま使えます")
        try:
            (path / WARC).mkdir(parents=True, exist_ok=True)
            (path / DECISIONS).touch()
            # The settings come first: what a crash leaves can then be completed by `rebuild`.
            (path / FILE).write_text(TEMPLATE, encoding="utf-8", newline="\n")
            store = create_store(path / DATABASE)
        except OSError as e:
            raise ArchiveError(
                f"{path}: 書庫を作れません ({e.strerror}): 権限を確かめるか、ほかの場所を選んでください (cannot create)"
            ) from e
        return cls(path, store)

    @classmethod
    def open(cls, path: Path | str, *, looking: bool = False, columns: KeptColumns | None = None) -> Self:
        """The archive in the folder `path`. Raises `ArchiveError` where there is none or it cannot be written, and
        `ConfigError` where its settings are wrong.

        With `looking` questions are answered from what is woven already: who only looks waits for nobody that writes, and
        sees what another process takes in as soon as that has woven it. Who opens it again and again gives the same `columns`.
        """
        path = Path(path)
        _check_folder(path)
        return cls(path, open_store(path / DATABASE, columns), looking=looking)

    @classmethod
    def rebuild(cls, path: Path | str, step: Step = _unheard) -> dict[str, int]:
        """Make the database in the folder `path` again from the WARC files and the decisions, equal row by row.

        The old one is replaced when the new one is whole. `step` counts WARC files, then readings, then what is woven.
        Gives what `status` gives. Raises `ArchiveError` while another process has the archive open.
        """
        path = Path(path)
        _check_folder(path)
        new, old = path / f"{DATABASE}.new", path / DATABASE
        _remove(new)
        try:
            with cls._kept_out(old) as sound, cls(path, create_store(new)) as archive:
                if sound is not None:
                    archive._store.watched.take_over(sound.watched)
                archive._recovery.take_all_back(step)
                archive.read_new(step)
                archive.weave_new(step)
                counts = archive.status()
            if sound is None:
                _remove(old)
            elif old.with_name(f"{old.name}-wal").exists():
                # The last to close takes this file away; a new database beside it would be damaged by it.
                raise ArchiveError(
                    f"{old}: ほかの kirinuki が開いています。終えてからもう一度 (open in another process)"
                )
            try:
                new.replace(old)
            except OSError as e:
                raise ArchiveError(
                    f"{old}: 置き換えられません ({e.strerror})。使っているものを終えてからもう一度"
                ) from e
        except BaseException:
            _remove(new)
            raise
        return counts

    @property
    def decisions(self) -> Path:
        """The file that holds what the person decided, a JSON object a line."""
        return self._decided.path

    def close(self) -> None:
        """Close the WARC file and the database. Closing twice is no error."""
        self._warc.close()
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # The way in ---------------------------------------------------------------------------------------------------

    def add(
        self,
        data: bytes,
        *,
        name: str,
        now: dt.datetime,
        published: dt.date | None = None,
        outlet: str | None = None,
        url: str | None = None,
        form: str = "auto",
        split: Sequence[int] | None = None,
        answer: Fetched | None = None,
    ) -> Added:
        """Take in one file's bytes. They are in a WARC file, and in the database, when this returns.

        `name` is what the log is known by when it is added again, grown. `published` is the day from which dates look
        back; without it the file's own, its name's, or the day of `now`, an aware time. `outlet` and `url` hold for
        reports that do not tell their own. `split` gives the lines (from 1) at which the reports of a clip log begin,
        none for a file that is one report; that is kept as a decision and holds from then on. `answer` is what a server said,
        with `data` as its body: it is kept with the bytes, its charset counts, and the same bytes again are kept as a visit.
        Raises `InputError` when nothing can be read from `data`; nothing is kept then.
        """
        return self._taking.add(
            data, name=name, now=now, published=published, outlet=outlet, url=url, form=form, split=split,
            answer=answer,
        )  # fmt: skip

    def clip(
        self,
        *,
        now: dt.datetime,
        url: str | None = None,
        title: str | None = None,
        text: str | None = None,
        html: str | None = None,
        tags: Sequence[str] = (),
        comment: str = "",
        at: dt.datetime | None = None,
    ) -> Added:
        """File what the person clipped at `at` (else `now`; aware times): the words `text` that they marked in a page, else the
        page as their browser showed it (`html`), else its address and title as a bookmark.

        Two places marked in one page are two reports at its address. `comment` are the person's own words beside it. Where
        `url` is missing and `text` ends in an address, as from share targets, that is taken. Raises `InputError` for nothing
        to clip, and for an address that is none.
        """
        document = clip_document(url=url, title=title, text=text, html=html, tags=tags, at=at or now)
        clip = read_clip(document.decode(), "clip")
        added = self.add(document, name=clip.name, now=now, form="clip")
        self.say_beside({report.article: comment for report in added.reports}, now=now)
        return added

    def attempt(self, data: bytes, *, name: str, form: str, now: dt.datetime) -> list[Attempted]:
        """What `add` would make of a file: its reports, and what in them no other telling says. Nothing is kept.

        Others that write wait meanwhile. Raises what `add` raises.
        """
        self._up_to_date()
        # In an archive of its own: what is remembered beside the database could not be undone.
        with Archive.open(self.path) as archive, archive._store.undone():
            return archive._attempted_addition(data, name, form, now)

    def _attempted_addition(self, data: bytes, name: str, form: str, now: dt.datetime) -> list[Attempted]:
        since = self._store.captures.newest()
        at = now if since is None else max(now, since + dt.timedelta(microseconds=1))
        added = self._taking.attempt(data, name=name, form=form, now=at)
        self.read_new()
        self.weave_new()
        news = find_news(self._store, self._read, since).news
        return [
            Attempted(
                report,
                self.source(report.revision),
                self.revision(report.revision).text,
                tuple(each for each in news if each.source.revision == report.revision),
            )
            for report in added.reports
        ]

    def say_beside(self, comments: Mapping[str, str], *, now: dt.datetime) -> None:
        """Put the person's own words beside whole reports, by article. Passed over are empty ones, and what was said there before,
        so that saying it again brings back nothing that was replaced or withdrawn since."""
        said = {(d.fields["item"], d.fields["comment"]) for d in self._decided.all() if d.kind == "comment"}
        for article, words in comments.items():
            current = self._store.articles.current(article)
            item = f"{current.id}:0-{len(current.text)}"
            if words.strip() and (item, words.strip()) not in said:
                self.comment(item, words.strip(), now=now)

    def take_web_archive(
        self,
        path: Path,
        wanted: PagesWanted,
        *,
        now: dt.datetime,
        again: bool = False,
        step: Step = _unheard,
    ) -> Iterator[TakenPage | Left | PartDone]:
        """Take in the news pages of a WARC, ARC or WACZ file, each as it was captured then, one by one as they are asked for.

        What was taken before is passed over, and a file that was not read to its end is gone on with, unless `again`. `step` counts
        the bytes of each WARC file. Raises `InputError` for a WACZ that is no ZIP file, `OSError` for what cannot be opened.
        """
        importing = Importing(self._taking, self._register.rules, self.path / IMPORTS)
        return importing.take(path, wanted, now=now, again=again, step=step)

    def see_again(self, capture: str, answer: Fetched, *, now: dt.datetime) -> None:
        """Keep that a server, asked again for what `capture` holds, said that it has not changed (304), or gave the same.

        Raises `NotFoundError` for no such capture, `ValueError` for one that did not come from a server.
        """
        self._taking.see_again(capture, answer, now)

    def read_new(self, step: Step = _unheard) -> int:
        """Read every revision that has no reading of this version of the reader; gives how many."""
        with self._taking.writing():
            pass
        return self._readings.make(step)

    def weave_new(self, step: Step = _unheard) -> int:
        """Find what every revision that was read and not woven says again, and what says it again; gives how many."""
        fresh = list(self._store.repeats.unwoven(indexed=False))
        for first in range(0, len(fresh), _AT_ONCE):
            with self._store.transaction():
                for revision in fresh[first : first + _AT_ONCE]:
                    self._loom.index(revision)
        unwoven = list(self._store.repeats.unwoven(indexed=True))
        for done, revision in enumerate(unwoven, 1):
            with self._store.transaction():
                self._loom.relate(revision)
                self._joiner.index(revision)
            step(done, len(unwoven))
        self._collate_new()
        self._join_new(step)
        self._index_words(step)
        self._store.shelves.keep()
        return len(unwoven)

    def _join_new(self, step: Step) -> None:
        """Put what is new, and what may be decided otherwise since, into storylines, in order of telling."""
        done, due = 0, self._store.storylines.due()
        while due:
            with self._store.transaction():
                for _ in range(_AT_ONCE):
                    done += self._joiner.join_first() is not None
            due = self._store.storylines.due()
            step(done, done + due)

    def _collate_new(self) -> None:
        """Lay every revision that was not yet beside the one before it."""
        for later, earlier in self._store.changes.due(self._reader.version):
            revisions = self.revision(earlier), self.revision(later)
            before, after = ((revision, self._read(revision)) for revision in revisions)
            with self._store.transaction():
                self._store.changes.put(later, edits_between(before, after, self._reader))

    @property
    def feeds(self) -> Feeds:
        """The feeds that are followed."""
        return Feeds(self._decided, self._store, self.config.title)

    def visit(
        self, url: str, fetcher: Fetches, *, now: dt.datetime, rest: Callable[[float], None] = time.sleep
    ) -> Visited:
        """Take in the article at an address with all its pages, or look at it again; `watch` does so from then on. `rest` waits
        seconds between its pages. See `flow.visiting`."""
        hosts = Hosts(self._store, self.config.budget, fetcher.agent)
        return self._visiting.visit(url, fetcher, hosts, now, rest)

    def expect(self, url: str, *, now: dt.datetime) -> bool:
        """Have the page at an address fetched by the next `watch`, at the pace that its host allows; False where it is watched."""
        return self._visiting.expect(url, now)

    @contextmanager
    def watch(
        self,
        fetcher: Fetches,
        *,
        now: Callable[[], dt.datetime],
        sleep: Callable[[float], None],
        tell: Callable[[Event], None],
        send: Send | None = None,
    ) -> Iterator[Watch]:
        """The watching of the feeds and pages of this archive, by the clock that is given; see `flow.watching`. With `send`, alerts
        go out as by `alert`. `ArchiveError` where another process is watching."""

        def settle() -> Iterator[Event]:
            self.read_new()
            if count := self.weave_new():
                yield Event(now(), "woven", "done", count=count)
            if send is not None:
                alerted = self.alert(send, now=now())
                for to, notice in alerted.told:
                    yield Event(now(), "told", to, words=subject(notice))
                for trouble in (*alerted.failed, *alerted.unsure):
                    yield Event(now(), "told", "failed", words=trouble)

        with alone(self.path / WATCH, "見張っています"):
            yield Watch(
                self._store, self._visiting, self._decided.feeds, fetcher,
                budget=self.config.budget, now=now, sleep=sleep, tell=tell, settle=settle,
            )  # fmt: skip

    # The way out --------------------------------------------------------------------------------------------------

    def articles(self) -> Iterator[Article]:
        """All articles."""
        return self._store.articles.all()

    def article(self, id: str) -> Article:
        """The article whose id is, or begins with, `id`. Raises `NotFoundError`."""
        return self._store.articles.find(id)

    def revisions(self, article: str, as_of: dt.datetime | None = None) -> list[Revision]:
        """The revisions of an article that could be known at `as_of`, oldest first."""
        return self._store.articles.revisions(self.article(article).id, as_of)

    def revision(self, id: str) -> Revision:
        """The revision whose id is, or begins with, `id`. Raises `NotFoundError`."""
        return self._store.articles.find_revision(id)

    def current(self, article: str, as_of: dt.datetime | None = None) -> Revision:
        """The revision that an article has now, or had at `as_of`. Raises `NotFoundError`."""
        found = self.article(article)
        revision = self._store.articles.at(found.id, as_of)
        if revision is None:
            raise NotFoundError(f"{found.id}: この時点ではまだ知られていない記事です (not known yet)")
        return revision

    def reading(self, revision: str) -> Reading:
        """The layers over a revision; made on the spot where `read_new` has not been there yet."""
        return self._read(self.revision(revision))

    def source(self, revision: str) -> Source:
        """Where the telling of a revision stands: its article, outlet and time."""
        found = self.revision(revision)
        article = self.article(found.article)
        outlet = self._store.articles.outlet(article.outlet)
        return Source.of(article, "" if outlet is None else outlet.name, found)

    def repeats_of(self, revision: str) -> list[Resemblance]:
        """What a revision says again, and what says it again, in reading order; nothing for one that was superseded."""
        return self._store.repeats.of(self.revision(revision).id)

    def repeats(self) -> Iterator[Resemblance]:
        """What says again what, in the order of telling."""
        return self._store.repeats.all()

    @property
    def storylines(self) -> Storylines:
        """The runs of events that the articles tell of; what was taken in and not woven yet is woven first."""
        self._up_to_date()
        return Storylines(self._store, self._read, self._decided.all, self.config.tags)

    @property
    def rulings(self) -> Rulings:
        """What the person says of storylines, kept and taken back."""
        return Rulings(self._decided, self.storylines)

    def removals(
        self,
        from_: dt.date | None = None,
        until: dt.date | None = None,
        query: Query | None = None,
        as_of: dt.datetime | None = None,
    ) -> Iterator[RemovalShown]:
        """The articles that outlets took down, and put back, as was seen from `from_` until `until` (half-open) and before `as_of`;
        of those that the query holds for."""
        return removals(self._store, from_ or dt.date.min, until or dt.date.max, query, as_of)

    def news(self, since: dt.datetime | None = None) -> Arrived:
        """What was captured after `since` (by default: after the last mark) and says something new."""
        self._up_to_date()
        return find_news(self._store, self._read, self.read_until() if since is None else since)

    def read_until(self, search: str | None = None) -> dt.datetime | None:
        """Up to when the reader has marked what came as read, all of it or what a saved search finds; None where nothing was."""
        return self._decided.read_until(search)

    def mark_read(self, until: dt.datetime | None, *, now: dt.datetime, search: str | None = None) -> None:
        """Mark all that was captured up to `until` as read, or what a saved search finds of it; None marks nothing as read."""
        of = {} if search is None else {"search": search}
        self._decided.append("read", at=now, until=until.isoformat() if until else "", **of)

    def alert(self, send: Send, *, now: dt.datetime, keep: bool = True) -> Alerted:
        """Tell what came since the last time to those whom the rules of `kirinuki.toml` name, each thing once.

        `send` takes mail and webhooks; what goes to the terminal is only given back. A rule that is new looks back one
        day. In its quiet hours a rule waits; what could not be sent is tried again the next time. Without `keep`
        nothing is sent and nothing remembered.
        """
        self._up_to_date()
        with self._alerts.alone("知らせを送っています") if keep else nullcontext():
            outbox = Outbox(self._alerts, keep=keep)
            return Round(self._store, self._read, self._decided.called(), outbox, send, now).go(
                replace(rule, outlet=self.config.outlets.get(rule.outlet or "", rule.outlet))
                for rule in self.config.alerts
            )

    def _up_to_date(self) -> None:
        """What was taken in and not read or woven yet, because something was stopped, would be told wrongly or never."""
        if self._looking:
            return
        self.read_new()
        self.weave_new()

    def diff(self, article: str, earlier: str | None = None, later: str | None = None) -> Diff:
        """Two revisions of an article side by side: by default the current one and the one before it.

        A revision is named by its number (1 is the oldest) or its id. Raises `NotFoundError`, also for an article of
        one revision.
        """
        return diff(self._store, self._reader, self._read, article, earlier, later, self._decided.called())

    @property
    def people(self) -> People:
        """Who is who over all articles; see `ask.people`. What was taken in and not woven yet is woven first."""
        storyline = self.storylines.line_of()
        return People(self._store, self._decided, self.reading, storyline, show=self.config.private == "show")

    def search(
        self,
        query: str,
        limit: int = 20,
        *,
        cursor: str | None = None,
        order: Order = "newest",
        facets: Sequence[Facet] = (),
        aliases: bool = False,
        as_of: dt.datetime | None = None,
        step: Step = _unheard,
    ) -> Hits:
        """The articles that `query` holds for, as they stood at `as_of`; see `ask.query` for the language, `ask.search` for the
        rest. With `aliases` words stand for other names of the same, too. `step` counts what an archive of an older program
        has to index first. Raises `QueryError`."""
        asked = self._aliases.added(parse(query)) if aliases else parse(query)
        self._index_words(step)
        self._readings.list_new(step)
        return self._search.hits(asked, limit, cursor=cursor, order=order, facets=facets, as_of=as_of)

    @property
    def searches(self) -> Searching:
        """What goes with searching: saved searches, what is new of them, what nearly matches; see `flow.searching`."""
        self._up_to_date()
        return Searching(
            self._store,
            self._search,
            self._aliases,
            self._read,
            self.path / SEARCHES,
            self.config.contact or "",
        )

    @property
    def _search(self) -> Search:
        return Search(self._store, Storylines(self._store, self._read, self._decided.all, self.config.tags))

    def _index_words(self, step: Step) -> None:
        """Make the index of words again where an older program made the archive."""
        total = left = self._store.words.unindexed()
        while left:
            self._store.words.put_next()
            left = self._store.words.unindexed()
            step(total - left, total)

    def digest(
        self, from_: dt.date, until: dt.date, as_of: dt.datetime | None = None, query: str | None = None
    ) -> Digest:
        """The page for the days from `from_` until `until` (half-open), as it could be made at `as_of`: each thing once, by
        its fullest telling; of the articles that `query` holds for."""
        articles = None if query is None else self.asked(query, as_of).articles(self._store, as_of)
        called = self._decided.called()
        reports = list(reports_of(self._store, from_, until, self._read, called, as_of, articles))
        here = [report.revision.id for report in reports]
        resemblances = self._loom.among(here, from_) if as_of is None else self._loom.alone(here)
        tags, links, _ = self._store.captures.marks(from_, until, as_of)
        houses = Houses(self.config.families, self.config.outlets)
        return compose(reports, resemblances, self._decided.comments(), tags, links, from_, until, houses)

    def places_named(
        self, from_: dt.date, until: dt.date, as_of: dt.datetime | None = None
    ) -> list[PlaceNamed]:
        """The places named in the articles published from `from_` until `until` (half-open), as they stood at `as_of`, and where
        they lie."""
        return places_named(self._store, self._read, from_, until, as_of)

    def evidence(self, item: str) -> Evidence:
        """The words of an item such as `3f9c2a1b7e04d5c8:119-172`. Raises `NotFoundError`."""
        return find_evidence(self._store, item)[0]

    def comment(self, item: str, text: str, *, now: dt.datetime) -> Evidence:
        """Put the person's own words beside an item, in place of those there were; empty words withdraw them.

        They follow the item's words into later revisions of the report. Gives what was commented on.
        """
        evidence = self.evidence(item)
        self._decided.append("comment", at=now, item=evidence.item, words=evidence.text, comment=text)
        return evidence

    @property
    def agenda(self) -> Agenda:
        """What was announced for a day, and what became of it."""
        return Agenda(self._store, self.storylines, self._decided.expectations)

    @property
    def figures(self) -> Figures:
        """The numbers of every storyline, slot by slot; see `ask.figures`."""
        self._up_to_date()
        return Figures(self._store, self.storylines, self._read, self._decided.figures)

    @property
    def claims(self) -> Claims:
        """What was said on one matter side by side: who contradicts whom, who agrees, who said otherwise before."""
        self._up_to_date()
        return Claims(self._store, self.storylines, self._read, self._decided.claims, self._decided.figures)

    @property
    def ledgers(self) -> Ledgers:
        """Statements, figures, claims, agenda, changes and storylines, row by row; see `ask.ledgers`."""
        self._up_to_date()
        self._index_words(_unheard)
        return Ledgers(
            self._store,
            self._read,
            self.storylines,
            self.figures,
            self.claims,
            self.agenda,
            self._decided.called,
        )

    def asked(self, query: str, as_of: dt.datetime | None = None) -> Query:
        """The query that the words mean, with the articles of the tags in it put in. Raises `QueryError`."""
        return self._search.resolved(parse(query), as_of)

    def narrowed(
        self,
        query: str | None,
        as_of: dt.datetime | None = None,
        *,
        outlet: str | None = None,
        said: tuple[dt.date | None, dt.date | None] = (None, None),
    ) -> Query | None:
        """The query of these words, if any, and of an outlet's key or name and of days from the first until the second (half-open).
        None where nothing is asked. Raises `QueryError`, and `NotFoundError` for an outlet that there is not."""
        outlets_called(self._store, outlet)
        terms: list[Node] = [] if outlet is None else [Named("outlet", outlet)]
        terms += [] if said == (None, None) else [Days("when", *said)]
        return joined(None if query is None else self.asked(query, as_of), terms)

    def verdicts(self) -> list[Verdict]:
        """What the person said of repeats and holds, each where the words stand now, the oldest first."""
        return self._decided.verdicts()

    @property
    def decide(self) -> Deciding:
        """What the person says of repeats, changes, expectations, figures and claims; see `flow.deciding`."""
        return Deciding(
            self._store,
            self._decided,
            self.weave_new,
            lambda: self.agenda,
            lambda: self.figures,
            lambda: self.claims,
        )

    @property
    def notes(self) -> Notes:
        """The reader's own notes and highlights; see `flow.noting`."""
        return Notes(self._store, self._decided)

    @property
    def corrections(self) -> Mending:
        """What the person corrected in readings; see `flow.mending`."""
        self._index_words(_unheard)
        return Mending(self._store, self._decided, self._reader, self._read)

    def trace(self, item: str) -> Trace:
        """The way from an item back to the captured bytes, read again to prove it. Raises `TraceError`."""
        register = self._register
        return trace(self._store, self._warc, register.parter, item, register.splits, register.rules)

    def export_warc(
        self,
        warc: Path | None,
        wacz: Path | None,
        *,
        now: dt.datetime,
        since: dt.date | None = None,
        until: dt.date | None = None,
        outlet: str | None = None,
        storyline: str | None = None,
    ) -> Exported:
        """Write what was captured in the half-open period of Japanese days, where it shows an article of the outlet (key or
        name) and of the storyline, to a WARC file, a WACZ, or both.

        Raises `NotFoundError` for what there is not, `InputError` for a folder that there is not, `OSError`."""
        members = None if storyline is None else self.storylines.members(storyline)
        days = since or dt.date.min, until or dt.date.max
        return export(self._store, self._warc, days, outlet, members, warc=warc, wacz=wacz, now=now)

    def status(self) -> dict[str, int]:
        """How many of each the archive holds; statements are those of the current revisions that were read."""
        tables = "captures", "articles", "revisions", "problems"
        counts = self._store.counts(*tables, "resemblances")
        outlets = [outlet for outlet in self._store.articles.outlets() if outlet.key != UNKNOWN_OUTLET]
        return {
            **{table: counts[table] for table in tables},
            "outlets": len(outlets),
            "gone": self._store.removals.count(),
            "feeds": len(self._decided.feeds()),
            "watched": self._store.watched.count("page"),
            "repeats": counts["resemblances"],
            "statements": self._store.readings.count_statements(self._reader.version),
        }

    def span(self, as_of: dt.datetime | None = None) -> tuple[dt.date, dt.date] | None:
        """The first and the last day of publication of what was known at `as_of`; None for an empty archive."""
        return self._store.articles.span(as_of)

    def days_beside(
        self, day: dt.date, as_of: dt.datetime | None = None
    ) -> tuple[dt.date | None, dt.date | None]:
        """The last day before `day` and the first behind it that had articles at `as_of`; None where there is none."""
        return self._store.articles.beside(day, as_of)

    def captured_until(self) -> dt.datetime | None:
        """When the last of what the archive holds was captured; None for an empty archive."""
        return self._store.captures.newest()

    def falls(self) -> list[Fall]:
        """Outlets whose pages give less than they did: their layout has changed."""
        return [fall for yields in self._store.completeness.by_outlet() for fall in find_falls(yields)]

    def problems(self) -> list[Problem]:
        """What was met and could not be used, each with its place and the mend."""
        return self._store.problems.all()

    # Underneath ---------------------------------------------------------------------------------------------------

    @staticmethod
    @contextmanager
    def _kept_out(database: Path) -> Iterator[Store | None]:
        """Keep other processes from writing to a database that is going to be replaced, and give it; None where it is missing or
        damaged, so that nobody can."""
        try:
            store = open_store(database)
        except ArchiveError:
            yield None
            return
        with store, store.transaction():
            yield store


def _check_folder(path: Path) -> None:
    if not (path / FILE).is_file():
        raise ArchiveError(
            f"{path}: 書庫がありません。kirinuki init {path} で作るか、場所を確かめてください (no archive here)"
        )
    if not os.access(path, os.W_OK):
        raise ArchiveError(f"{path}: 書き込めません。フォルダーの権限を確かめてください (read-only)")


def _remove(database: Path) -> None:
    """Take away a database with the files that SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
