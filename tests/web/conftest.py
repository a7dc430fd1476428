"""An archive of a made-up newspaper, and a client of its pages."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from litestar import Litestar
from litestar.testing import TestClient

import kirinuki
from kirinuki.model.article import JAPAN
from kirinuki.model.text import item_at
from kirinuki.web import create_app

NEWSPAPER = Path(__file__).resolve().parents[2] / "examples" / "newspaper"
NOW = dt.datetime(2026, 1, 2, 6, 0, tzinfo=JAPAN)
URL = "http://127.0.0.1:8023"

Client = TestClient[Litestar]


@pytest.fixture(scope="session")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four days of a made-up newspaper, read and woven; tests that change something take `archive`."""
    path = tmp_path_factory.mktemp("newspaper") / "archive"
    with kirinuki.Archive.create(path) as archive:
        for file in sorted(NEWSPAPER.iterdir()):
            archive.add(file.read_bytes(), name=file.name, now=NOW)
        archive.read_new()
        archive.weave_new()
    return path


def addresses(archive: Path) -> dict[str, str]:
    """Where pages of the newspaper are found, by names that tests use. A new page's address is added here."""
    with kirinuki.open(archive) as opened:
        digest = opened.digest(dt.date(2025, 12, 30), dt.date(2025, 12, 31))
        revised = max(opened.articles(), key=lambda article: len(opened.revisions(article.id))).id
        reading = opened.reading(opened.current(revised).id)
        person = opened.people.all(limit=1, type="PERSON").parties[0].id
        storyline = max(opened.storylines.all(), key=lambda line: len(line.members)).id
        said, revision = reading.statements[0].content, opened.current(revised).id
    item = digest.items()[0]
    return {
        "today": "/",
        "day": "/days/2025-12-30",
        "then": "/storylines?as_of=2025-12-30T18:00",
        "new": "/new",
        "article": f"/articles/{revised}",
        "vertical": f"/articles/{revised}?vertical=true",
        "diff": f"/articles/{revised}/diff",
        "correct": f"/articles/{revised}/correct?item={item_at(revision, said)}&layer=statements",
        "storylines": "/storylines",
        "people": "/people",
        "person": f"/people/{quote(person)}",
        "storyline": f"/storylines/{storyline}",
        **{name: f"/ledgers/{name}" for name in ("statements", "figures", "claims", "agenda", "changes")},
        "trace": f"/trace/{item.id}",
        "search": "/search?q=%E5%B8%82",
        "clip": "/clip",
        "status": "/status",
        "notes": "/notes",
        "map": "/map",
        "login": "/login",
        "missing": "/nowhere",
    }


@pytest.fixture
def archive(newspaper: Path, tmp_path: Path) -> Path:
    """A copy of the newspaper of one's own."""
    return Path(shutil.copytree(newspaper, tmp_path / "archive"))


@pytest.fixture
def client(newspaper: Path) -> Iterator[Client]:
    """A browser at the newspaper's pages; nothing may be changed through it."""
    with TestClient(create_app(newspaper), base_url=URL) as client:
        yield client


@pytest.fixture
def changing(archive: Path) -> Iterator[Client]:
    """A browser at the pages of `archive`, which may be changed."""
    with TestClient(create_app(archive), base_url=URL) as client:
        yield client
