"""What is in WARC files and not in the database, taken in: after a crash, a power cut, or all of it for a new database."""

from __future__ import annotations

from collections.abc import Callable

from kirinuki.capture.answer import Fetched
from kirinuki.capture.encodings import decode
from kirinuki.capture.intake import CONTINUATION
from kirinuki.capture.page import show, show_answer
from kirinuki.capture.warc import Kept, Revisited, WarcFolder
from kirinuki.errors import ArchiveError, InputError
from kirinuki.flow.entering import Register
from kirinuki.model.article import Problem
from kirinuki.store import Store


class Recovery:
    """The way back from the WARC files of one archive into its database."""

    def __init__(self, store: Store, warc: WarcFolder, register: Register) -> None:
        self._store = store
        self._warc = warc
        self._register = register
        self._looked_back = False
        # Later pages of articles that came back before the first page that names them.
        self._loose: dict[str, Fetched] = {}

    def catch_up(self) -> None:
        """Take in what crashes and other sessions left; call it inside the transaction that writes next."""
        for file in self._cut_off():
            known = self._store.captures.known(file)
            for item in self._warc.records(file):
                if not isinstance(item, Problem) and item.id not in known:
                    self._take_back(item)
        for file in self._warc.left():
            known = self._store.captures.known(file)
            for item in self._warc.take_over(file):
                if isinstance(item, Problem) or item.id not in known:
                    self._take_back(item)

    def _cut_off(self) -> list[str]:
        """The closed WARC files, oldest first, of which a power cut may have cost the database the commits.

        Commits are lost from the end, so these are the last file that the database knows and those after it. Asked
        once a session.
        """
        left = set(self._warc.left())
        files: list[str] = []
        if not self._looked_back:
            self._looked_back = True
            for file in reversed([file for file in self._warc.files() if file not in left]):
                files.insert(0, file)
                if self._store.captures.known(file):
                    break
        return files

    def take_all_back(self, step: Callable[[int, int], None]) -> None:
        """Fill an empty database from the WARC files; `step` is told (files done, files in all)."""
        files, left = self._warc.files(), self._warc.left()
        for done, file in enumerate(files):
            step(done, len(files))
            for item in self._warc.take_over(file) if file in left else self._warc.records(file):
                with self._store.transaction():
                    self._take_back(item)
        step(len(files), len(files))
        with self._store.transaction():
            self._register.keep_problems(None, self._warc.torn())

    def _take_back(self, item: Kept | Revisited | Problem) -> None:
        """Take into the database what is in a WARC file."""
        match item:
            case Problem():
                self._register.keep_problems(None, [item])
            case Revisited():
                self._store.captures.add_visit(item.visit)
            case Kept():
                self._take_kept_back(item)

    def _take_kept_back(self, item: Kept) -> None:
        decided = self._register.splits(item.given, item.at)
        try:
            rules = self._register.rules(item.at)
            if item.answer is None:
                shown = show(
                    decode(item.data, item.given.name),
                    item.given,
                    decided,
                    self._register.parter,
                    rules=rules,
                )
            else:
                if item.given.form == CONTINUATION:
                    self._loose[item.id] = item.answer
                later = [self._later(page) for page in item.pages]
                shown = show_answer(item.answer, item.given, decided, self._register.parter, rules, later)
            with self._store.transaction():
                self._register.enter(item, shown)
        except (ArchiveError, OSError):
            raise
        except Exception as e:
            # Whatever it is: one record that this program stumbles over must not lock the whole archive.
            why = e if isinstance(e, InputError) else f"取り込めません ({type(e).__name__}: {e})"
            self._register.keep_problems(None, [Problem(None, f"warc/{item.file}", f"{item.id}: {why}")])

    def _later(self, page: str) -> Fetched:
        """The answer that a later page of an article was kept from. Raises `NotFoundError` and `TraceError`."""
        answer = self._loose.pop(page, None)
        if answer is None:
            answer = self._warc.read(self._store.captures.find(page).file, page).answer
        assert answer is not None
        return answer
