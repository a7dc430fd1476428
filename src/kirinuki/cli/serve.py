"""kirinuki serve: the chronicle as pages, for a browser."""

from __future__ import annotations

import errno
import os
import socket
import webbrowser

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json, progress, say

PORT = 8023
_GOODBYE = 3
"""Seconds that answers under way are given when the server is stopped."""


@click.command("serve", short_help="ブラウザーで読む (read it in a browser)")
@click.option("--host", default="127.0.0.1", show_default=True, help="待ち受ける住所 (address to listen on)")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="ポート。0 なら空いたもの"
)
@click.option("--open", "browse", is_flag=True, help="ブラウザーで開く (open it in the browser)")
@click.option(
    "--name", "names", multiple=True, metavar="HOST", help="ほかに名乗る名。何度でも (a name it goes by)"
)
@click.option("--set-password", is_flag=True, help="利用者とパスワードを決めて終わる (set user and password)")
@click.option("--trust-proxy-header", metavar="NAME", help="利用者の名を、代理サーバーのこのヘッダーから取る")
@click.option("--proxy", metavar="ADDR", help="その代理サーバーの住所 (address of that reverse proxy)")
@as_json
@click.pass_obj
def command(
    session: Session,
    host: str,
    port: int,
    browse: bool,
    names: tuple[str, ...],
    set_password: bool,
    trust_proxy_header: str | None,
    proxy: str | None,
    as_json: bool,
) -> None:
    """書庫をブラウザーで読めるようにします。Ctrl-C で終わります。

    はじめは、この機械からだけ見えます。ほかの機械にも見せるには、先に --set-password で利用者とパスワードを決め、--name で
    呼ばれる名を並べます。利用者を確かめる代理サーバーの後ろに置くなら --trust-proxy-header と --proxy。

    Serves the archive as web pages; Ctrl-C ends it. Only this machine sees them unless --host says otherwise,
    which takes a password first, or a reverse proxy that says who the user is.

    \b
    例:
      kirinuki serve --open
      kirinuki serve --set-password
      kirinuki serve --host 0.0.0.0 --name news.example.jp
      kirinuki serve --name news.example.jp --trust-proxy-header X-Forwarded-User --proxy 127.0.0.1
    """
    import uvicorn

    from kirinuki.web import Proxy, create_app, has_password, is_loopback
    from kirinuki.web import set_password as keep_password

    archive = session.folder()
    if set_password:
        with session.archive():
            user = click.prompt("利用者 (user)", err=True)
            keep_password(
                archive,
                user,
                click.prompt("パスワード (password)", hide_input=True, confirmation_prompt=True, err=True),
            )
        say("決めました。動いている serve は、始め直すと尋ねるようになります (restart serve)")
        return
    if (trust_proxy_header is None) != (proxy is None):
        raise click.UsageError("--trust-proxy-header と --proxy は、二つとも書いてください (both, or none)")
    trusted = Proxy(trust_proxy_header, proxy) if trust_proxy_header and proxy else None
    if not (is_loopback(host) or trusted or has_password(archive)):
        raise click.UsageError(
            f"{host} で待つと、ほかの機械からも見えます。先に kirinuki serve --set-password でパスワードを決めてください "
            "(others could read it: set a password first)"
        )
    with session.archive() as opened:
        with progress("読む") as step:
            opened.read_new(step)
        with progress("たたむ") as step:
            opened.weave_new(step)
    app = create_app(archive, names=(*names, host), proxy=trusted)
    with _listening(host, port) as listener:
        shown = f"[{host}]" if ":" in host else host
        url = f"http://{shown}:{listener.getsockname()[1]}/"
        if as_json:
            print_json({"url": url})
        say(f"{url} で読めます。Ctrl-C で終わります (Ctrl-C ends it)")
        if browse:
            webbrowser.open(url)
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                server_header=False,
                proxy_headers=False,  # who is a proxy is for the door to say, by the address that really asks
                timeout_graceful_shutdown=_GOODBYE,
            )
        )
        try:
            server.run(sockets=[listener])
        except KeyboardInterrupt:
            say("終わりました (stopped)")


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises `click.UsageError` where that cannot be, with the mend."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        try:
            if os.name == "posix":
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen()
        except BaseException:
            listener.close()
            raise
    except OSError as e:
        told = {
            errno.EADDRINUSE: f"ポート {port} はもう使われています。--port で別のものを (port in use)",
            errno.EACCES: f"ポート {port} で待つ権限がありません。--port に 1024 以上を (permission denied)",
        }
        raise click.UsageError(
            told.get(e.errno or 0, f"{host} では待てません ({e.strerror}): --host を確かめてください")
        ) from e
    return listener
