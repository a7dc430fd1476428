"""Notices on their way out: by mail and to webhooks. The only place that sends anything anywhere."""

from __future__ import annotations

import contextlib
import http.client
import json
import smtplib
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTPUTF8

from kirinuki.ask.alerts import Notice
from kirinuki.config import Mail
from kirinuki.errors import DeliveryError
from kirinuki.publish.outbox import Send
from kirinuki.publish.wording import CHANGES, legible, plain_day

_PATIENCE = 20
"""Seconds that a server may take to answer."""


def sender(mail: Mail | None, environment: Mapping[str, str]) -> Send:
    """What sends notices by this mail server and to webhooks. The password is taken from `environment`."""

    def send(target: str, notice: Notice) -> None:
        way, _, address = target.partition(":")
        if way == "mail":
            if mail is None:
                raise DeliveryError(f"{address}: [mail] がありません (no mail server is set)")
            _mail(mail, environment.get(mail.password_env), address, notice)
        else:
            _post(address, notice)

    return send


def subject(notice: Notice) -> str:
    """［港］更新 みなと新聞 岸壁を閉鎖"""
    told = f"{notice.source.outlet or '不明'} {notice.source.title or ''}".strip()
    return " ".join(legible(f"［{notice.rule}］{CHANGES[notice.label]} {told}").split())


def body(notice: Notice) -> str:
    """The words, what was known of them, and the way back to them."""
    lines = [legible(notice.words)]
    if notice.was and notice.was != notice.words:
        lines += ["", f"前: {legible(notice.was)}"]
    lines += [
        "",
        f"{notice.source.outlet or '不明'} {plain_day(notice.source.published)} {notice.source.title or ''}".strip(),
    ]
    if notice.source.uri.startswith("http"):
        lines.append(notice.source.uri)
    return "\n".join([*lines, f"kirinuki trace {notice.item}", f"理由: {notice.why}", ""])


def _mail(mail: Mail, password: str | None, address: str, notice: Notice) -> None:
    message = EmailMessage(policy=SMTPUTF8)
    message["Subject"] = subject(notice)
    message["From"] = mail.sender
    message["To"] = address
    message["Message-ID"] = f"<{notice.key}@kirinuki.invalid>"
    message.set_content(body(notice))
    if mail.user is not None and password is None:
        raise DeliveryError(
            f"{mail.host}: パスワードがありません。環境変数 {mail.password_env} に入れてください (no password)"
        )
    try:
        server = _server(mail)
        if mail.user is not None:
            server.login(mail.user, password or "")
    except (smtplib.SMTPException, OSError, ValueError) as e:
        raise DeliveryError(
            f"{address}: メールを送れません ({e})。[mail] の設定を確かめてください (cannot send mail)"
        ) from e
    try:
        server.send_message(message)
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as e:
        raise DeliveryError(f"{address}: メールが断られました ({e}) (mail refused)") from e
    except (smtplib.SMTPException, OSError) as e:
        raise DeliveryError(f"メールの途中で切れました ({e}) (cut off)", unsure=True) from e
    with contextlib.suppress(smtplib.SMTPException, OSError):  # it has been taken: how they part is no matter
        server.quit()


def _server(mail: Mail) -> smtplib.SMTP:
    """A connection to the mail server, secured as the settings say, its certificate verified."""
    context = ssl.create_default_context()
    if mail.security == "tls":
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=_PATIENCE, context=context)
    server = smtplib.SMTP(mail.host, mail.port, timeout=_PATIENCE)
    if mail.security == "starttls":
        server.starttls(context=context)
    return server


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A notice that is sent on would arrive as a request without its words."""

    def redirect_request(self, *_: object) -> None:
        return None


def _post(url: str, notice: Notice) -> None:
    form = {
        "rule": notice.rule,
        "key": notice.key,
        "kind": notice.label,
        "text": notice.words,
        "was": notice.was or None,
        "item": notice.item,
        "article": notice.source.article,
        "outlet": notice.source.outlet or None,
        "title": notice.source.title,
        "published": notice.source.published.isoformat(),
        "why": notice.why,
    }
    request = urllib.request.Request(
        url,
        data=json.dumps(form, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8", "User-Agent": "kirinuki"},
        method="POST",
    )
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=_PATIENCE):
            pass
    except urllib.error.HTTPError as e:
        e.close()
        moved = "。転送されています。新しい住所を書いてください" if e.code < 400 else ""
        raise DeliveryError(f"{url}: 断られました ({e.code} {e.reason}){moved} (refused)") from e
    except (urllib.error.URLError, ValueError) as e:
        raise DeliveryError(
            f"{url}: 送れません ({e})。住所を確かめてください (cannot reach the webhook)"
        ) from e
    except (OSError, http.client.HTTPException) as e:
        # The request went out, and no answer that can be understood came back.
        raise DeliveryError(
            f"答えが読めません ({type(e).__name__}: {e}) (no clear answer)", unsure=True
        ) from e
