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
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal, Self

from kirinuki.ask.agenda import Agenda
from kirinuki.ask.agenda import Verdict as ExpectationVerdict
from kirinuki.ask.aliases import Aliases
from kirinuki.ask.changes import Diff, RemovalShown, diff, edits, find_edit, item_of, removals
from kirinuki.ask.claims import Claims
from kirinuki.ask.corrections import (
    Corrected,
    attempt,
    find_places,
    one_of,
    unfit,
)
from kirinuki.ask.decisions import Decided
from kirinuki.ask.digest import compose, reports_of
from kirinuki.ask.facts import facts_of
from kirinuki.ask.figures import FigureAct, Figures
from kirinuki.ask.ledgers import Ledgers
from kirinuki.ask.nearly import Nearly, nearly
from kirinuki.ask.notes import Anchored, Note, anchor, find_note, read_note, web_annotation
from kirinuki.ask.notes import decided as decided_note
from kirinuki.ask.novelty import Arrived, find_news
from kirinuki.ask.people import People
from kirinuki.ask.query import Query, parse
from kirinuki.ask.rulings import Rulings
from kirinuki.ask.saved import SavedSearches, matching_news
from kirinuki.ask.search import Hits, Order, Search
from kirinuki.ask.storylines import Storylines, piece_of
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
from kirinuki.errors import ArchiveError, InputError, NotFoundError
from kirinuki.flow.alerting import Round
from kirinuki.flow.exporting import export
from kirinuki.flow.following import Feeds
from kirinuki.flow.importing import Importing, PartDone, TakenPage
from kirinuki.flow.rounds import Event
from kirinuki.flow.taking import Added, Attempted, Taking
from kirinuki.flow.visiting import Fetches, Visited, Visiting
from kirinuki.flow.watching import Watch
from kirinuki.model.article import UNKNOWN_OUTLET, Article, Problem, Revision
from kirinuki.model.chronicle import PointRelation
from kirinuki.model.correction import Correction
from kirinuki.model.digest import Digest, EditShown, Source
from kirinuki.model.query import Facet, Facts
from kirinuki.model.reading import Reading
from kirinuki.model.text import Evidence, Span
from kirinuki.model.weaving import EDITS, ChangeKind, Resemblance, Verdict
from kirinuki.publish.atom import ATOM_AUTHORITY, atom
from kirinuki.publish.delivery import subject
from kirinuki.publish.hits import news_feed
from kirinuki.publish.outbox import Alerted, Outbox, Send
from kirinuki.read.amend import amend
from kirinuki.read.corrections import version_of
from kirinuki.read.names.own import load_names
from kirinuki.read.reader import Reader
from kirinuki.store import Decisions, Store, alone, create_store, open_store
from kirinuki.version import __version__
from kirinuki.weave.agenda import find_expectations
from kirinuki.weave.changes import edits_between
from kirinuki.weave.joiner import Joiner
from kirinuki.weave.loom import Loom
from kirinuki.weave.naming import party_names
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
        self._loom = Loom(store, self._version, self._decided.verdicts_on)
        self._joiner = Joiner(store, lambda revision: self._read(store.articles.find_revision(revision)))
        self._alerts = Decisions(path / ALERTS)
        self._taking = Taking(
            store,
            self._warc,
            self._decided,
            self.config.outlets,
            self._loom,
            self._joiner,
            cache(partial(load_rules, path / RULES)),
        )
        self._visiting = Visiting(store, self._taking)

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
    def open(cls, path: Path | str, *, looking: bool = False) -> Self:
        """The archive in the folder `path`. Raises `ArchiveError` where there is none or it cannot be written, and
        `ConfigError` where its settings are wrong.

        With `looking` questions are answered from what is woven already: who only looks waits for nobody that writes, and
        sees what another process takes in as soon as that has woven it.
        """
        path = Path(path)
        _check_folder(path)
        return cls(path, open_store(path / DATABASE), looking=looking)

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
                archive._taking.take_all_back(step)
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
        importing = Importing(self._taking, self.path / IMPORTS)
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
        held = {problem.place for problem in self._store.problems.all() if problem.capture is None}
        mended = self._decided.corrected()
        versions = {id: version_of(self._reader.version, found) for id, found in mended.by_revision.items()}
        if mended.lost or DECISIONS in held:
            self._store.problems.replace(
                DECISIONS, [Problem(None, DECISIONS, message) for message in mended.lost]
            )
        missing = partial(self._store.readings.missing, self._reader.version, versions)
        total = sum(1 for _ in missing())
        done = 0
        for done, revision in enumerate(missing(), 1):
            reading, problems = self._read_anew(revision)
            with self._store.transaction():
                self._store.readings.put(revision.id, reading)
                problems += self._list(revision, reading)
                if problems or revision.id in held:
                    self._store.problems.replace(revision.id, problems)
            step(done, total)
        self._list_new(step)
        return done

    def _list_new(self, step: Step) -> None:
        """List what readings hold where rules of that, or an older program, left it undone."""
        due = self._store.agenda.unlisted()
        for done, id in enumerate(due, 1):
            revision = self.revision(id)
            for problem in self._list(revision, self._read(revision)):
                self._store.problems.add(problem)
            step(done, len(due))

    def _list(self, revision: Revision, reading: Reading) -> list[Problem]:
        """Keep whom the reading names, what it can be found by, and what it dates in the future of its telling; nothing, with
        the problem, where the rules stumble over the text, as for a reading."""
        problems: list[Problem] = []
        try:
            names = list(party_names(reading))
            expectations = find_expectations(piece_of(self._store, revision, reading))
            facts = facts_of(reading)
        except ArchiveError:
            raise
        except Exception as e:
            message = f"名前と予定を挙げられませんでした ({type(e).__name__}: {e})。本文はそのまま載ります (kept unlisted)"
            names, expectations, facts = [], [], Facts()
            problems.append(Problem(None, revision.id, message))
        with self._store.transaction():
            self._store.people.put(revision.id, names)
            self._store.facts.put(revision.id, facts)
            self._store.agenda.put(revision.id, expectations)
        return problems

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

    def visit(self, url: str, fetcher: Fetches, *, now: dt.datetime) -> Visited:
        """Take in the page at an address, or look at it again; `watch` does so from then on. See `flow.visiting`."""
        return self._visiting.visit(url, fetcher, now)

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

    def revisions(self, article: str) -> list[Revision]:
        """The revisions of an article, oldest first."""
        return self._store.articles.revisions(self.article(article).id)

    def revision(self, id: str) -> Revision:
        """The revision whose id is, or begins with, `id`. Raises `NotFoundError`."""
        return self._store.articles.find_revision(id)

    def current(self, article: str) -> Revision:
        """The revision that an article has now."""
        return self._store.articles.current(self.article(article).id)

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

    def changes(
        self,
        from_: dt.date,
        until: dt.date,
        kinds: Collection[ChangeKind] = EDITS,
        outlet: str | None = None,
        as_of: dt.datetime | None = None,
    ) -> Iterator[EditShown]:
        """What revisions published from `from_` until `until` (half-open), known before `as_of`, changed, in order of telling.

        `outlet` is an outlet's key or name. Raises `NotFoundError` where there is none.
        """
        return edits(self._store, from_, until, kinds, outlet, self._decided.called(), as_of)

    def removals(
        self,
        from_: dt.date = dt.date.min,
        until: dt.date = dt.date.max,
        outlet: str | None = None,
        as_of: dt.datetime | None = None,
    ) -> Iterator[RemovalShown]:
        """The articles that outlets took down, and put back, as was seen from `from_` until `until` (half-open) and before `as_of`.

        `outlet` is an outlet's key or name. Raises `NotFoundError` where there is none.
        """
        return removals(self._store, from_, until, outlet, as_of)

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

    def call_change(self, item: str, kind: ChangeKind | None, *, now: dt.datetime) -> str:
        """Say what a change is, against the rules; None takes that back. Gives its item.

        `item` is what `changes` gives, with `@revision` where a sentence that one revision brought and the next one
        dropped has two edits; ids may be shortened. Raises `NotFoundError` where there is no edit.
        """
        edit = find_edit(self._store, item)
        self._decided.append("change", at=now, item=item_of(edit), revision=edit.later, called=kind or "")
        return item_of(edit)

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
        asked = self._asked(query, aliases)
        self._index_words(step)
        self._list_new(step)
        return self._search.hits(asked, limit, cursor=cursor, order=order, facets=facets, as_of=as_of)

    def matching(
        self, query: str, as_of: dt.datetime | None = None, *, aliases: bool = False
    ) -> frozenset[str]:
        """The ids of all articles that `query` holds for: what a ledger takes its rows from, and `Query.takes` each of them."""
        return self._search.resolved(self._asked(query, aliases), as_of).articles(self._store, as_of)

    def nearly(self, query: str, as_of: dt.datetime | None = None) -> list[Nearly]:
        """Queries near to one that finds nothing, each with how many articles it finds."""
        return nearly(self._store, self._search, self._aliases, parse(query), as_of)

    @property
    def saved(self) -> SavedSearches:
        """The queries that the person keeps under names, in `searches.txt`."""
        return SavedSearches(self.path / SEARCHES)

    def matching_news(
        self, query: str, since: dt.datetime | None = None, *, aliases: bool = False
    ) -> Arrived:
        """Of what was captured after `since` (None: ever) and says something new, that which `query` asks for."""
        self._up_to_date()
        return matching_news(self._store, self._read, self._search, self._asked(query, aliases), since)

    def search_feed(self, name: str, since: dt.datetime, *, aliases: bool = False) -> str:
        """What was captured after `since`, says something new and is what the saved search asks for, as an Atom feed: an entry
        an article. Raises `NotFoundError`."""
        query = self.saved.find(name).query.text
        arrived = self.matching_news(query, since, aliases=aliases)
        contact = self.config.contact or ""
        authority = f"{contact},2026" if "@" in contact else ATOM_AUTHORITY
        return atom(news_feed(name, query, arrived.news, self._store.captures.first_shown(since)), authority)

    def _asked(self, query: str, aliases: bool) -> Query:
        return self._aliases.added(parse(query)) if aliases else parse(query)

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
        articles = None if query is None else self.ledgers.articles(query, as_of)
        called = self._decided.called()
        reports = list(reports_of(self._store, from_, until, self._read, called, as_of, articles))
        here = [report.revision.id for report in reports]
        resemblances = self._loom.among(here, from_) if as_of is None else self._loom.alone(here)
        tags, links, _ = self._store.captures.marks(from_, until, as_of)
        houses = Houses(self.config.families, self.config.outlets)
        return compose(reports, resemblances, self._decided.comments(), tags, links, from_, until, houses)

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

    def decide_repeat(
        self, one: str, other: str, verdict: Literal["same", "apart", "none"], *, now: dt.datetime
    ) -> tuple[Evidence, Evidence]:
        """Keep the person's word on two items: that they say the same thing, that they do not, or (`none`) no word of
        theirs any more. It follows the words into later revisions, and holds at once. Gives what was decided on.

        Raises `InputError` for an item without a letter and for two that are one.
        """
        both = self.evidence(one), self.evidence(other)
        for item, evidence in zip((one, other), both, strict=True):
            if not any(c.isalnum() for c in evidence.text):
                raise InputError(f"{item}: 文字がありません (no letter): 言葉のある箇所を選んでください")
        if both[0].revision == both[1].revision and max(e.span.start for e in both) < min(
            e.span.end for e in both
        ):
            raise InputError(f"{one} と {other} は重なっています (overlapping): 別の箇所を選んでください")
        places = [e.item for e in both]
        self._decided.append(
            "repeat", at=now, one=places[0], other=places[1], words=[e.text for e in both], verdict=verdict
        )
        with self._store.transaction():
            self._store.repeats.make_due(self._decided.now_at(place).partition(":")[0] for place in places)
        self.weave_new()
        return both

    def note(self, item: str, words: str = "", *, now: dt.datetime) -> Note:
        """Keep a note of the reader's own at an item, or, without words, a highlight. Raises `NotFoundError` for no such place."""
        evidence = self.evidence(item)
        text = self.revision(evidence.revision).text
        return read_note(self._decided.append("note", at=now, **decided_note(evidence, text, words)))

    def drop_note(self, id: str, *, now: dt.datetime) -> Note:
        """Take a note back. Raises `NotFoundError`."""
        note = find_note(self._decided.notes(), id)
        self._decided.append("unnote", at=now, note=note.id)
        return note

    def notes(self, article: str | None = None, revision: str | None = None) -> list[Anchored]:
        """The reader's notes, oldest first, each where it stands in the current revision of its article, or in `revision`; those of
        one article where it is given. Notes of an article that is gone from the archive are lost."""
        found = []
        for note in self._decided.notes():
            try:
                made_in = self._store.articles.find_revision(note.evidence.revision)
            except NotFoundError:
                if article is None:
                    found.append(Anchored(note, None, "lost", "記事が書庫にない"))
                continue
            if article is None or made_in.article == article:
                there = self.revision(revision) if revision else self.current(made_in.article)
                found.append(anchor(note, there))
        return found

    def annotations(self) -> Iterator[dict[str, Any]]:
        """The reader's notes as W3C Web Annotations, but for those whose articles are gone from the archive."""
        for anchored in self.notes():
            with suppress(NotFoundError):
                made_in = self._store.articles.find_revision(anchored.note.evidence.revision)
                yield web_annotation(anchored, self.article(made_in.article), self.current(made_in.article))

    @property
    def agenda(self) -> Agenda:
        """What was announced for a day, and what became of it."""
        return Agenda(self._store, self.storylines, self._decided.expectations)

    def decide_expectation(
        self,
        item: str,
        outcome: ExpectationVerdict | None,
        *,
        now: dt.datetime,
        shown: str | None = None,
    ) -> Evidence:
        """Keep the person's word on an expectation: what became of it, with the item that shows it, or that it is none
        (`none`); None takes their word back. Gives the clause. Raises `NotFoundError` where no expectation stands."""
        clause = self.agenda.find(item)
        proof = self.evidence(shown).item if shown else ""
        self._decided.append(
            "expectation", at=now, item=clause.item, words=clause.text, outcome=outcome or "", shown=proof
        )
        return clause

    @property
    def figures(self) -> Figures:
        """The numbers of every storyline, slot by slot; see `ask.figures`."""
        self._up_to_date()
        return Figures(self._store, self.storylines, self._read, self._decided.figures)

    def decide_figure(
        self,
        act: FigureAct,
        one: str,
        *,
        now: dt.datetime,
        other: str | None = None,
        called: PointRelation | None = None,
    ) -> tuple[Evidence, ...]:
        """Keep the person's word on numbers: that those of the items `one` and `other` fill one slot (`same`) or do not
        (`apart`: the other leaves the slot), that the relation of `one` is `called` another, or take all such words back
        (`undo`). Gives the numbers. Raises `NotFoundError` for an item that holds no number, or more than one."""
        numbers = tuple(self.figures.find(item) for item in (one, other) if item is not None)
        if len({number.item for number in numbers}) < len(numbers):
            raise InputError(f"{one} と {other} は同じ数です (the same number): 別の数を選んでください")
        fields: dict[str, object] = {"other": numbers[1].item} if other is not None else {}
        if called is not None:
            fields["called"] = called
        words = [number.text for number in numbers]
        self._decided.append("figure", at=now, act=act, one=numbers[0].item, words=words, **fields)
        return numbers

    @property
    def claims(self) -> Claims:
        """What was said on one matter side by side: who contradicts whom, who agrees, who said otherwise before."""
        self._up_to_date()
        return Claims(self._store, self.storylines, self._read, self._decided.claims, self._decided.figures)

    def decide_claims(
        self, one: str, other: str, called: str | None, *, now: dt.datetime
    ) -> tuple[Evidence, Evidence]:
        """Keep the person's word on two statements: that they agree, contradict each other or are a change of one position
        (`agreement`, `contradiction`, `change`), that they speak of no one matter (`apart`); None takes their word back.
        Gives the two contents. Raises `NotFoundError` where no statement stands, `InputError` for two that are one."""
        both = self.claims.find(one), self.claims.find(other)
        if both[0] == both[1]:
            raise InputError(f"{one} と {other} は同じ発言です (one statement): 別の発言を選んでください")
        places, words = [e.item for e in both], [e.text for e in both]
        self._decided.append(
            "claims", at=now, one=places[0], other=places[1], words=words, called=called or ""
        )
        return both

    @property
    def ledgers(self) -> Ledgers:
        """Statements, figures, claims, agenda, changes and storylines, each by a query and page by page."""
        claims, figures, agenda = self.claims, self.figures, self.agenda
        self._index_words(_unheard)
        return Ledgers(
            self._store,
            self._search,
            self.storylines,
            figures,
            claims,
            agenda,
            self._read,
            self._decided.called,
        )

    def verdicts(self) -> list[Verdict]:
        """What the person said of repeats and holds, each where the words stand now, the oldest first."""
        return self._decided.verdicts()

    def correct(
        self,
        item: str,
        fields: Mapping[str, object] | None = None,
        *,
        now: dt.datetime,
        layer: str | None = None,
        none: bool = False,
        new: bool = False,
    ) -> Corrected:
        """Mend what was read at `item`: set `fields` of it anew, or say that there is `none`, or, with `new`, that it was
        missed. It holds on every re-reading, in later revisions too while the words stand, from the next `read_new` on.

        `item` is an annotation's place or a passage that holds one; `layer` chooses where several stand. Fields are a
        reading's (`speaker`, `from`, …) or their Japanese names (話者), values words or as JSON has them. Raises
        `CorrectionError` for what cannot be, `NotFoundError` where nothing, or more than one thing, may be meant.
        """
        done, decided = self._attempted(item, fields or {}, layer=layer, none=none, new=new, now=now)
        self._decided.append("correction", at=now, **decided)
        return done

    def try_correction(
        self,
        item: str,
        fields: Mapping[str, object] | None = None,
        *,
        now: dt.datetime,
        layer: str | None = None,
        none: bool = False,
        new: bool = False,
    ) -> Corrected:
        """What `correct` would do, with all that would follow from it; nothing is kept. Raises what it raises."""
        return self._attempted(item, fields or {}, layer=layer, none=none, new=new, now=now)[0]

    def _attempted(
        self,
        item: str,
        fields: Mapping[str, object],
        *,
        now: dt.datetime,
        layer: str | None,
        none: bool,
        new: bool,
    ) -> tuple[Corrected, dict[str, Any]]:
        """A correction, and the fields of the decision that keeps it."""
        evidence, revision = find_evidence(self._store, item)
        before = self._read(revision)
        wanted = amend(before, evidence, fields, layer=layer, none=none, new=new)
        here = self._decided.corrected().by_revision.get(revision.id, ())
        return attempt(self._reader, revision, before, here, wanted, now)

    def corrections(self) -> list[Correction]:
        """What the person corrected and did not withdraw, oldest first, each where it was made."""
        return self._decided.corrections()

    def withdraw(self, id: str | None = None, *, now: dt.datetime) -> Correction:
        """Take back the correction whose id is, or begins with, `id`, else the last one. Raises `NotFoundError`."""
        correction = one_of(self.corrections(), id)
        self._decided.append("withdrawal", at=now, correction=correction.id)
        return correction

    def corrected(self) -> list[str]:
        """The articles in whose current revision a correction holds, by id."""
        revisions = map(self.revision, self._decided.corrected().by_revision)
        return sorted({r.article for r in revisions if self.current(r.article).id == r.id})

    def places(self, words: str, within: str | None = None) -> list[Evidence]:
        """Where the words stand as they are: in the revision or the article whose id begins with `within`, else in the
        current revisions of all articles."""
        self._index_words(_unheard)
        return find_places(self._store, words, within)

    def trace(self, item: str) -> Trace:
        """The way from an item back to the captured bytes, read again to prove it. Raises `TraceError`."""
        return trace(
            self._store, self._warc, self._taking.parter, item, self._taking.splits, self._taking.rules
        )

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
        articles = None if outlet is None else self._articles_of(outlet)
        if storyline is not None:
            members = self.claims.members(storyline)
            articles = members if articles is None else articles & members
        return export(
            self._store,
            self._warc,
            articles=articles,
            since=since,
            until=until,
            warc=warc,
            wacz=wacz,
            now=now,
        )

    def _articles_of(self, outlet: str) -> frozenset[str]:
        """The articles of the outlet of this key or name. Raises `NotFoundError`."""
        keys = {known.key for known in self._store.articles.outlets() if outlet in (known.key, known.name)}
        if not keys:
            raise NotFoundError(f"{outlet}: この報道機関は書庫にありません (no such outlet)")
        return frozenset(article.id for article in self._store.articles.all() if article.outlet in keys)

    def status(self) -> dict[str, int]:
        """How many of each the archive holds; statements are those of the current revisions that were read."""
        counts = self._store.counts()
        outlets = [outlet for outlet in self._store.articles.outlets() if outlet.key != UNKNOWN_OUTLET]
        return {
            **{noun: counts[noun] for noun in ("captures", "articles", "revisions", "problems")},
            "outlets": len(outlets),
            "gone": self._store.removals.count(),
            "feeds": len(self._decided.feeds()),
            "watched": self._store.watched.count("page"),
            "repeats": counts["resemblances"],
            "statements": self._store.readings.count_statements(self._reader.version),
        }

    def span(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day of publication; None for an empty archive."""
        return self._store.articles.span()

    def days_beside(self, day: dt.date) -> tuple[dt.date | None, dt.date | None]:
        """The last day before `day` and the first behind it that have articles; None where there is none."""
        return self._store.articles.beside(day)

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

    def _version(self, revision: str) -> str:
        """The version of the reading that a revision must have."""
        return version_of(self._reader.version, self._decided.corrected().by_revision.get(revision, ()))

    def _read(self, revision: Revision) -> Reading:
        reading = self._store.readings.get(revision.id, self._version(revision.id))
        return self._read_anew(revision)[0] if reading is None else reading

    def _read_anew(self, revision: Revision) -> tuple[Reading, list[Problem]]:
        """Its reading; one of no layers, with the problem, where the rules stumble over the text: no single report may
        keep all that stand behind it from being read."""
        corrections = self._decided.corrected().by_revision.get(revision.id, ())
        try:
            if not corrections:
                return self._reader.read(revision.text, revision.published), []
            reading, left = self._reader.mend(revision.text, revision.published, corrections)
            return reading, [Problem(None, revision.id, unfit(c, why)) for c, why in left]
        except Exception as e:
            whole = (Span(0, len(revision.text)),)
            version = version_of(self._reader.version, corrections)
            bare = Reading(revision.text, revision.published, version, whole, (), (), (), (), (), ())
            message = f"読み解けませんでした ({type(e).__name__}: {e})。本文はそのまま載ります (kept unread)"
            return bare, [Problem(None, revision.id, message)]

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
