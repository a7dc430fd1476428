"""What comes in and what does not: hosts, users, tokens, and what every answer carries."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import stat
from pathlib import Path

import httpx
import pytest
from litestar.testing import TestClient

from kirinuki.errors import ArchiveError, InputError
from kirinuki.flow import Archive
from kirinuki.model.article import JAPAN
from kirinuki.web import Proxy, create_app, set_password
from kirinuki.web.access import FILE, Sessions, TooManyTriesError, Tries, load_password
from kirinuki.web.desk import own_path
from kirinuki.web.door import is_loopback
from tests.web.conftest import URL, Client

SECRET = "とても長い合い言葉です"
NOW = dt.datetime(2026, 1, 2, 6, 0, tzinfo=JAPAN)


def token_of(page: str) -> str:
    found = re.search(r'name="token" value="([0-9a-f]+)"', page)
    assert found is not None
    return found[1]


def logged_in(client: Client, password: str = SECRET, user: str = "編者", next: str = "/") -> int:
    page = client.get("/login").text
    form = {"token": token_of(page), "user": user, "password": password, "next": next}
    return client.post("/login", data=form, follow_redirects=False).status_code


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/nothing.css", "/trace/abc", "/days/2025-12-30"])
def test_every_answer_forbids_what_a_page_does_not_need(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/login", "/trace/abc", "/nowhere"])
def test_a_page_has_no_style_and_no_script_of_its_own(client: Client, path: str) -> None:
    page = client.get(path).text
    assert "<style" not in page and not re.search(r"\sstyle=|\son\w+=", page)
    assert re.findall(r"<script[^>]*>([^<]*)", page) == [""]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:8023", "localhost.evil.example", ""]
)
@pytest.mark.parametrize("path", ["/", "/static/kirinuki.css", "/nowhere"])
def test_a_host_that_is_not_ours_gets_nothing(client: Client, path: str, host: str) -> None:
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 421
    assert "港" not in answer.text


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost:8023", "LOCALHOST", "[::1]:8023", "news.example", "[fe80::1]:8023"]
)
def test_the_loopback_and_the_names_given_are_ours(newspaper: Path, host: str) -> None:
    with TestClient(create_app(newspaper, names=["news.example", "fe80::1"]), base_url=URL) as client:
        assert client.get("/", headers={"Host": host}).status_code == 200


def test_a_change_needs_the_token_of_this_browser(client: Client, newspaper: Path) -> None:
    page = client.get("/").text
    form = {"language": "en", "next": "/"}
    assert client.post("/settings", data=form).status_code == 403
    assert client.post("/settings", data=form | {"token": "é"}).status_code == 403
    with TestClient(create_app(newspaper), base_url=URL) as other:
        assert (
            client.post("/settings", data=form | {"token": token_of(other.get("/").text)}).status_code == 403
        )
    answer = client.post("/settings", data=form | {"token": token_of(page)}, follow_redirects=False)
    assert answer.status_code == 303
    assert 'lang="en"' in client.get("/").text


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://127.0.0.1.evil.example", "http://127.0.0.1:3000", "null"]
)
def test_a_change_from_another_site_is_refused_whatever_it_knows(client: Client, origin: str) -> None:
    form = {"theme": "dark", "token": token_of(client.get("/").text)}
    assert client.post("/settings", data=form, headers={"Origin": origin}).status_code == 403
    assert (
        client.post("/settings", data=form, headers={"Origin": URL}, follow_redirects=False).status_code
        == 303
    )


def test_the_browsers_secret_is_out_of_reach_of_scripts_and_other_sites(client: Client) -> None:
    cookie = client.get("/login").headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie
    assert "set-cookie" not in client.get("/login").headers


def test_with_a_password_nothing_is_shown_before_it_was_given(archive: Path) -> None:
    set_password(archive, "編者", SECRET)
    with TestClient(create_app(archive), base_url=URL) as client:
        answer = client.get("/days/2025-12-30?part=2", follow_redirects=False)
        there = (303, "/login?next=/days/2025-12-30%3Fpart%3D2")
        assert (answer.status_code, answer.headers["location"]) == there
        assert (
            client.get("/static/kirinuki.css").status_code == 404
        )  # no page of the archive, so nobody is asked
        assert client.post("/sitting").status_code == 401
        before = client.cookies.get("kirinuki")
        assert logged_in(client, "違う違う違う違う違う") == 403
        assert logged_in(client, user="だれか") == 403
        assert client.get("/", follow_redirects=False).status_code == 303
        assert logged_in(client) == 303
        assert client.cookies.get("kirinuki") != before
        page = client.get("/").text
        assert "編者" in page
        client.post("/logout", data={"token": token_of(page)})
        assert client.get("/", follow_redirects=False).status_code == 303


def test_passwords_cannot_be_tried_one_after_another(archive: Path) -> None:
    set_password(archive, "編者", SECRET)
    times = iter(NOW + dt.timedelta(minutes=n // 40) for n in range(10_000))
    with TestClient(create_app(archive, clock=lambda: next(times)), base_url=URL) as client:
        assert [logged_in(client, "違う") for _ in range(6)] == [403] * 5 + [429]
        assert logged_in(client) == 429


def test_a_wrong_address_waits_and_others_do_not() -> None:
    tries = Tries()
    for _ in range(5):
        assert not tries.attempt(lambda: False, "a", NOW)
    with pytest.raises(TooManyTriesError) as told:
        tries.attempt(lambda: True, "a", NOW)
    assert told.value.wait == 15 * 60 + 1
    assert tries.attempt(lambda: True, "b", NOW)
    assert tries.attempt(lambda: True, "a", NOW + dt.timedelta(minutes=15))


def test_many_addresses_together_wait_as_well() -> None:
    tries = Tries()
    for n in range(50):
        assert not tries.attempt(lambda: False, f"address {n}", NOW)
    with pytest.raises(TooManyTriesError):
        tries.attempt(lambda: True, "another", NOW)


def test_the_right_password_forgives_the_wrong_ones() -> None:
    tries = Tries()
    for _ in range(3):
        assert [tries.attempt(lambda: False, "a", NOW) for _ in range(4)] == [False] * 4
        assert tries.attempt(lambda: True, "a", NOW)


def test_a_session_ends_when_it_is_not_used() -> None:
    sessions = Sessions()
    secret = sessions.begin("編者", NOW)
    later = NOW + dt.timedelta(days=10)
    assert sessions.user(secret, later) == "編者"
    assert sessions.user(secret, later + dt.timedelta(days=10)) == "編者"
    assert sessions.user(secret, later + dt.timedelta(days=30)) is None
    assert sessions.user("made up", NOW) is None


@pytest.mark.parametrize(
    ("address", "user", "status"),
    [
        ("10.0.0.1", "hensha", 200),
        ("10.0.0.1", None, 403),
        ("10.0.0.2", "hensha", 403),
        ("::ffff:a00:2", "hensha", 403),
    ],
)
def test_a_proxy_says_who_the_user_is_and_nobody_else_does(
    archive: Path, address: str, user: str | None, status: int
) -> None:
    transport = httpx.ASGITransport(
        create_app(archive, proxy=Proxy("X-Forwarded-User", "10.0.0.1")),  # type: ignore[arg-type]
        client=(address, 4321),
    )

    async def visit() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url=URL) as client:
            return await client.get("/", headers={"X-Forwarded-User": user} if user else {})

    assert asyncio.run(visit()).status_code == status


def test_the_password_is_kept_as_a_hash_that_its_owner_alone_may_read(archive: Path) -> None:
    set_password(archive, "編者", SECRET)
    file = archive / FILE
    assert SECRET not in file.read_text(encoding="utf-8") and "$argon2id$" in file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept = load_password(archive)
    assert kept is not None and kept.fits("編者", SECRET)
    assert not kept.fits("編者", f"{SECRET}。") and not kept.fits("編集", SECRET)


def test_a_short_password_or_no_user_is_refused(archive: Path) -> None:
    with pytest.raises(InputError, match="10"):
        set_password(archive, "編者", "短い")
    with pytest.raises(InputError):
        set_password(archive, " ", SECRET)
    assert load_password(archive) is None


def test_a_damaged_password_file_lets_nobody_in(archive: Path) -> None:
    (archive / FILE).write_text("{}", encoding="utf-8")
    with pytest.raises(ArchiveError, match="set-password"):
        create_app(archive)


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "", "/\n/x"]
)
def test_nobody_is_sent_to_another_site(path: str) -> None:
    assert own_path(path) == "/"


def test_a_page_of_ours_is_gone_back_to() -> None:
    assert own_path("/days/2025-12-30?part=2") == "/days/2025-12-30?part=2"


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("a.example", False)],
)
def test_the_loopback_is_known(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_a_fault_of_the_program_is_told_without_its_insides(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(*_: object) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr(Archive, "span", stumble)
    answer = client.get("/")
    assert answer.status_code == 500 and "プログラムの誤り" in answer.text
    assert "inside" not in answer.text and "Traceback" not in answer.text
    assert "inside" in caplog.text


def test_an_archive_that_is_gone_is_told(archive: Path) -> None:
    with TestClient(create_app(archive), base_url=URL) as client:
        (archive / "kirinuki.db").unlink()
        answer = client.get("/days/2025-12-30")
    assert answer.status_code == 503 and "kirinuki rebuild" in answer.text
