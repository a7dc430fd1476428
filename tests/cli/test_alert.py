"""kirinuki alert: rules, mail and webhooks on loopback, quiet hours, and nothing twice."""

from __future__ import annotations

import datetime as dt
import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kirinuki.flow import Archive
from kirinuki.publish.outbox import Outbox, in_hours
from kirinuki.store import Decisions
from tests.cli.test_new import CLOSED, LATER, MAYOR, SHIPS, add
from tests.conftest import Run

pytestmark = pytest.mark.whole


class _Smtp(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as it takes to receive a message; `server.refuse` makes it turn messages away."""

    server: Any

    def handle(self) -> None:
        self._say(220)
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self._say(354)
                data = b""
                while (line := self.rfile.readline()) != b".\r\n":
                    data += line
                self.server.received.append(message_from_bytes(data, policy=policy.default))
                self._say(250)
            elif verb == b"QUIT":
                self._say(221)
                return
            elif verb == b"RCPT" and self.server.refuse:
                self._say(550)
            elif verb == b"EHLO":
                self.wfile.write(b"250-localhost\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")
            else:
                self._say(250)

    def _say(self, code: int) -> None:
        self.wfile.write(b"%d ok\r\n" % code)


class _Hook(BaseHTTPRequestHandler):
    server: Any

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.refuse == "nonsense":
            self.server.received.append(json.loads(body))
            self.wfile.write(b"hello there\r\n\r\n")
            return
        if self.server.refuse == "moved":
            self.send_response(302)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            return
        if self.server.refuse:
            self.send_error(503)
            return
        self.server.received.append(json.loads(body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(kind: Any, handler: Any) -> Iterator[Any]:
    with kind(("127.0.0.1", 0), handler) as server:
        server.received, server.refuse = [], False
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def settle(archive: Path, words: str) -> None:
    path = archive / "kirinuki.toml"
    path.write_text(path.read_text(encoding="utf-8") + words, encoding="utf-8")


def test_a_rule_fires_once_on_the_first_telling_only(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    settle(
        archive, '[[alerts]]\nname = "港"\nwords = ["岸壁"]\n[[alerts]]\nname = "市長"\nspeaker = "市長"\n'
    )
    add(kirinuki, archive, tmp_path, "kou", CLOSED + SHIPS)
    assert [n["rule"] for n in kirinuki("-C", archive, "alert", "--dry-run", "--json").json["told"]] == ["港"]
    first = kirinuki("-C", archive, "alert")
    assert "［港］新規 kou 岸壁" in first.out and CLOSED in first.out
    assert kirinuki("-C", archive, "alert").out == ""
    add(kirinuki, archive, tmp_path, "otsu", CLOSED + MAYOR)
    again = kirinuki("-C", archive, "alert", "--json").json["told"]
    assert [(n["rule"], n["text"]) for n in again] == [("市長", MAYOR)]


def test_silent_edits_are_told_by_their_kind(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    settle(archive, '[[alerts]]\nname = "黙って"\nchanged = ["updated", "dropped"]\noutlet = "kou"\n')
    add(kirinuki, archive, tmp_path, "kou", CLOSED + SHIPS + MAYOR)
    assert kirinuki("-C", archive, "alert", "--json").json["told"] == []
    add(kirinuki, archive, tmp_path, "kou", CLOSED + LATER)
    told = kirinuki("-C", archive, "alert", "--json").json["told"]
    assert [(n["kind"], n["text"]) for n in told] == [("updated", LATER), ("dropped", MAYOR)]


def test_mail_and_webhook_get_each_thing_once_and_are_tried_again(
    kirinuki: Run, archive: Path, tmp_path: Path
) -> None:
    with serving(socketserver.ThreadingTCPServer, _Smtp) as smtp, serving(ThreadingHTTPServer, _Hook) as hook:
        url = f"http://127.0.0.1:{hook.server_address[1]}/in"
        settle(
            archive,
            f'[[alerts]]\nname = "港"\nwords = "岸壁"\nto = ["mail:desk@example.jp", "webhook:{url}"]\n'
            f'[mail]\nhost = "127.0.0.1"\nport = {smtp.server_address[1]}\nsecurity = "none"\n'
            'from = "kirinuki@example.jp"\n',
        )
        add(kirinuki, archive, tmp_path, "kou", CLOSED)
        assert kirinuki("-C", archive, "alert", "--dry-run").status == 0
        assert (smtp.received, hook.received) == ([], [])
        hook.refuse = True
        failed = kirinuki("-C", archive, "alert")
        assert failed.status == 1 and url in failed.err
        (message,) = smtp.received
        assert message["Subject"] == "［港］新規 kou 岸壁"
        assert CLOSED in message.get_content() and "kirinuki trace" in message.get_content()
        hook.refuse = False
        assert kirinuki("-C", archive, "alert").status == 0
        assert kirinuki("-C", archive, "rebuild").status == 0
        assert kirinuki("-C", archive, "alert", "--json").json["told"] == []
        assert len(smtp.received) == 1
        assert [(h["rule"], h["text"], h["outlet"]) for h in hook.received] == [("港", CLOSED, "kou")]


def test_what_was_cut_off_while_being_sent_is_not_sent_again(
    kirinuki: Run, archive: Path, tmp_path: Path
) -> None:
    settle(archive, '[[alerts]]\nname = "港"\nwords = "岸壁"\n')
    add(kirinuki, archive, tmp_path, "kou", CLOSED)
    kirinuki("-C", archive, "alert")
    log = archive / "alerts.jsonl"
    lines = log.read_text(encoding="utf-8").splitlines(keepends=True)
    log.write_text("".join(lines[:2]), encoding="utf-8")  # the rule was met, and the notice was being sent
    said = kirinuki("-C", archive, "alert")
    assert (said.out, said.status) == ("", 1)
    assert "届いたか分からない" in said.err and "「港」" in said.err
    again = kirinuki("-C", archive, "alert")
    assert (again.status, "届いたか分からない" in again.err) == (0, False)


def test_an_answer_nobody_understands_is_unsure_and_a_redirect_is_a_refusal(
    kirinuki: Run, archive: Path, tmp_path: Path
) -> None:
    with serving(ThreadingHTTPServer, _Hook) as hook:
        url = f"http://127.0.0.1:{hook.server_address[1]}/in"
        settle(archive, f'[[alerts]]\nname = "港"\nwords = "岸壁"\nto = "webhook:{url}"\n')
        add(kirinuki, archive, tmp_path, "kou", CLOSED)
        hook.refuse = "moved"
        moved = kirinuki("-C", archive, "alert")
        assert moved.status == 1 and "転送" in moved.err
        hook.refuse = "nonsense"
        unsure = kirinuki("-C", archive, "alert")
        assert unsure.status == 1 and "届いたか分からない" in unsure.err
        hook.refuse = False
        assert kirinuki("-C", archive, "alert", "--json").json["told"] == []
        assert len(hook.received) == 1


def test_what_was_taken_in_and_not_woven_is_told_rightly(
    kirinuki: Run, archive: Path, tmp_path: Path
) -> None:
    settle(archive, '[[alerts]]\nname = "黙って"\nchanged = "dropped"\n')
    add(kirinuki, archive, tmp_path, "kou", CLOSED + MAYOR)
    assert kirinuki("-C", archive, "alert", "--json").json["told"] == []
    form = {
        "outlet": "kou",
        "published": "2025-05-03",
        "url": "https://kou.example/1",
        "title": "岸壁",
        "text": CLOSED,
    }
    with Archive.open(archive) as opened:  # stopped before it was read
        opened.add(json.dumps(form).encode(), name="kou.jsonl", now=dt.datetime.now().astimezone())
    assert [n["text"] for n in kirinuki("-C", archive, "alert", "--json").json["told"]] == [MAYOR]


def test_a_new_rule_looks_back_a_day_from_when_it_was_met(archive: Path) -> None:
    log = Decisions(archive / "alerts.jsonl")
    now = dt.datetime(2025, 5, 3, 9, tzinfo=dt.UTC)
    assert Outbox(log).since("港", now) == now - dt.timedelta(days=1)
    assert Outbox(log).since("港", now + dt.timedelta(days=9)) == now - dt.timedelta(days=1)


def test_two_at_once_do_not_tell_twice(kirinuki: Run, archive: Path) -> None:
    settle(archive, '[[alerts]]\nname = "港"\nwords = "岸壁"\n')
    with Decisions(archive / "alerts.jsonl").alone("知らせ"):
        said = kirinuki("-C", archive, "alert")
    assert said.status == 2 and "ほかの kirinuki" in said.err


def test_a_record_out_of_form_is_named(kirinuki: Run, archive: Path) -> None:
    settle(archive, '[[alerts]]\nname = "港"\nwords = "岸壁"\n')
    (archive / "alerts.jsonl").write_text(
        '{"kind": "ran", "at": "2025-05-03T00:00:00+09:00", "rule": "港", "until": "きのう"}\n',
        encoding="utf-8",
    )
    said = kirinuki("-C", archive, "alert")
    assert said.status == 2 and "1 行目" in said.err


def test_in_quiet_hours_a_rule_waits(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    settle(archive, '[[alerts]]\nname = "港"\nwords = "岸壁"\nquiet = "00:00-23:59"\n')
    add(kirinuki, archive, tmp_path, "kou", CLOSED)
    assert kirinuki("-C", archive, "alert", "--json").json["waiting"] == ["港"]
    path = archive / "kirinuki.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('quiet = "00:00-23:59"', ""), encoding="utf-8")
    assert len(kirinuki("-C", archive, "alert", "--json").json["told"]) == 1


def test_hours_may_go_over_midnight() -> None:
    night = dt.time(22), dt.time(7)
    assert [in_hours(night, dt.datetime(2025, 5, 3, hour)) for hour in (21, 22, 3, 7)] == [
        False,
        True,
        True,
        False,
    ]
    noon = dt.time(12), dt.time(13)
    assert [in_hours(noon, dt.datetime(2025, 5, 3, hour)) for hour in (11, 12, 13)] == [False, True, False]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ('[[alerts]]\nwords = "岸壁"\n', "name"),
        ('[[alerts]]\nname = "港"\n', "条件"),
        ('[[alerts]]\nname = "港"\nword = "岸壁"\n', "words ではありませんか"),
        ('[[alerts]]\nname = "港"\nwords = "岸"\nto = "fax:1"\n', "fax:1"),
        ('[[alerts]]\nname = "港"\nwords = "岸"\nto = "mail:a@b.jp"\n', "[mail]"),
        ('[[alerts]]\nname = "港"\nchanged = "droped"\n', "dropped"),
        ('[[alerts]]\nname = "港"\nwords = "岸"\nquiet = "22-7"\n', "quiet"),
        ('[mail]\nhost = "x"\n', "mail.from"),
    ],
)
def test_a_rule_that_is_wrong_is_named(kirinuki: Run, archive: Path, words: str, named: str) -> None:
    settle(archive, words)
    said = kirinuki("-C", archive, "alert")
    assert said.status == 2 and "kirinuki.toml" in said.err and named in said.err
