"""kirinuki serve: where it listens, whom it asks, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.whole


@pytest.fixture
def archive(kirinuki: Run, tmp_path: Path) -> Path:
    assert kirinuki("init", "記録").status == 0
    return tmp_path / "記録"


def test_only_this_machine_can_read_it_until_a_password_is_set(kirinuki: Run, archive: Path) -> None:
    for host in ("0.0.0.0", "::"):
        ran = kirinuki("-C", archive, "serve", "--host", host)
        assert ran.status == 2 and "--set-password" in ran.err


def test_a_password_is_asked_for_twice_and_kept(kirinuki: Run, archive: Path) -> None:
    ran = kirinuki("-C", archive, "serve", "--set-password", stdin="編者\n短い\n短い\n".encode())
    assert ran.status == 1 and "10" in ran.err
    password = "とても長い合い言葉です"
    ran = kirinuki("-C", archive, "serve", "--set-password", stdin=f"編者\n{password}\n{password}\n".encode())
    assert ran.status == 0, ran.err
    assert json.loads((archive / "access.json").read_text(encoding="utf-8"))["user"] == "編者"


@pytest.mark.parametrize("options", [["--proxy", "127.0.0.1"], ["--trust-proxy-header", "X-User"]])
def test_a_header_is_trusted_from_a_named_proxy_only(
    kirinuki: Run, archive: Path, options: list[str]
) -> None:
    ran = kirinuki("-C", archive, "serve", *options)
    assert ran.status == 2 and "--proxy" in ran.err


def test_a_port_that_is_taken_is_told(kirinuki: Run, archive: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ran = kirinuki("-C", archive, "serve", "--port", str(port))
    assert ran.status == 2 and str(port) in ran.err and "--port" in ran.err


def test_a_host_that_there_is_not_is_told(kirinuki: Run, archive: Path) -> None:
    ran = kirinuki("-C", archive, "serve", "--host", "127.0.0.1.invalid")
    assert ran.status == 2 and "Traceback" not in ran.err


def test_without_an_archive_nothing_is_served(kirinuki: Run) -> None:
    ran = kirinuki("serve")
    assert ran.status == 2 and "kirinuki init" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C to a whole console")
def test_it_serves_until_ctrl_c_and_ends_quietly(archive: Path) -> None:
    # A shell ignores Ctrl-C for what runs in the background, and a child inherits that.
    command = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from kirinuki.__main__ import main; main()"
    arguments = ["-C", str(archive), "serve", "--port", "0", "--json"]
    with subprocess.Popen(
        [sys.executable, "-c", command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as serving:
        assert serving.stdout is not None and serving.stderr is not None
        try:
            said = "".join(iter(serving.stdout.readline, "}\n")) + "}"
            url = json.loads(said)["url"]
            with urllib.request.urlopen(url, timeout=20) as answer:
                assert "まだ記事がありません" in answer.read().decode()
            serving.send_signal(signal.SIGINT)
            assert serving.wait(timeout=20) == 0
            assert "Traceback" not in serving.stderr.read()
        finally:
            serving.kill()
