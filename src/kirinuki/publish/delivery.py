"""Notices on their way out: by mail and to webhooks. The only place that sends anything anywhere."""

from __future__ import annotations

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
    kind = smtplib.SMTP_SSL if mail.security == "tls" else smtplib.SMTP
    try:
        with kind(mail.host, mail.port, timeout=_PATIENCE) as server:
            if mail.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if mail.user is not None:
                if password is None:
                    raise DeliveryError(
                        f"{mail.host}: パスワードがありません。環境変数 {mail.password_env} に入れてください (no password)"
                    )
                server.login(mail.user, password)
            server.send_message(message)
    except (smtplib.SMTPException, OSError) as e:
        raise DeliveryError(
            f"{address}: メールを送れません ({e})。[mail] の host と port を確かめてください (cannot send mail)"
        ) from e


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
        with urllib.request.urlopen(request, timeout=_PATIENCE):
            pass
    except (urllib.error.URLError, OSError, ValueError) as e:
        raise DeliveryError(
            f"{url}: 送れません ({e})。住所を確かめてください (cannot reach the webhook)"
        ) from e
