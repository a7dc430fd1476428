from __future__ import annotations

import http.server
import sys
import threading
from email import message_from_bytes
from pathlib import Path
from queue import Queue
from urllib.parse import unquote

import pytest

from kirinuki.publish.bookmarklet import bookmarklet
from tests.publish.chromium import EXECUTABLE, Browser


def test_it_may_stand_in_an_attribute_and_no_token_breaks_out_of_it() -> None:
    address = bookmarklet("https://kiroku.example/", '"</script>%ACTION%')
    assert address.startswith("javascript:")
    assert not set(address) & set("\"'<> \n")
    script = unquote(address)
    assert '"https://kiroku.example/clip"' in script
    assert "</script>" not in script
    assert script.count("/clip") == 1


@pytest.mark.browser
@pytest.mark.skipif(EXECUTABLE is None or sys.platform == "win32", reason="chromium is not installed")
def test_a_browser_sends_what_is_marked_or_else_the_page(tmp_path: Path) -> None:
    got: Queue[dict[str, str]] = Queue()

    class Door(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
            sent = message_from_bytes(head + self.rfile.read(int(self.headers["Content-Length"])))
            parts = sent.get_payload()
            assert isinstance(parts, list)
            got.put({
                str(p.get_param("name", header="content-disposition")): p.get_payload(decode=True).decode()  # type: ignore[union-attr]
                for p in parts
            })  # fmt: skip
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><meta charset=utf-8><title>岸壁を閉鎖</title><p>港は混んだ。<p>船は沖で待つ。",
        encoding="utf-8",
    )
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door) as door,
        Browser(tmp_path / "profile") as browser,
    ):
        threading.Thread(target=door.serve_forever, daemon=True).start()
        script = unquote(bookmarklet(f"http://127.0.0.1:{door.server_port}", "秘密")).removeprefix(
            "javascript:"
        )
        browser.open(page, 800)
        browser.call("Runtime.evaluate", expression=script, userGesture=True)
        whole = got.get(timeout=30)
        marking = "getSelection().selectAllChildren(document.querySelectorAll('p')[1])"
        browser.call("Runtime.evaluate", expression=f"{marking};{script}", userGesture=True)
        marked = got.get(timeout=30)
        door.shutdown()
    assert whole["token"] == "秘密"
    assert whole["url"] == page.as_uri()
    assert whole["title"] == "岸壁を閉鎖"
    assert whole["text"] == ""
    assert "港は混んだ。" in whole["html"]
    assert whole["html"].startswith("<!doctype html><html>")
    assert (marked["text"], marked["html"]) == ("船は沖で待つ。", "")
