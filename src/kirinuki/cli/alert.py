"""kirinuki alert: tell those who want to know."""

from __future__ import annotations

import os

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json, say


@click.command("alert", short_help="新しいことを知らせる (tell those who want to know)")
@click.option("--dry-run", is_flag=True, help="送らずに、何がどこへ行くかだけ示す。何も覚えない")
@as_json
@click.pass_context
def command(context: click.Context, dry_run: bool, as_json: bool) -> None:
    """kirinuki.toml の [[alerts]] に当てはまる新しい文を、一つのことにつき一度だけ知らせます。

    端末のほか、メール (mail:住所) とウェブフック (webhook:https://…) へ。ほかの媒体の再掲では鳴りません。quiet の間は
    待ち、明けてから送ります。送れなかったものは次にまた送ります。cron などから何度動かしても同じことは二度送りません。

    Tells, each thing once, the new sentences that meet a rule of [[alerts]] in kirinuki.toml: on the terminal,
    by mail, to webhooks. Nothing is sent anywhere that the settings do not name.

    \b
    例:
      kirinuki alert --dry-run
      kirinuki add 今日.txt && kirinuki alert
    """
    from kirinuki.publish.delivery import body, sender, subject

    session: Session = context.obj
    with session.archive() as archive:
        if not archive.config.alerts and not as_json:
            say(
                f"知らせの決まりがありません。{archive.path / 'kirinuki.toml'} に [[alerts]] を書いてください (no rules)"
            )
        send = sender(archive.config.mail, os.environ)
        alerted = archive.alert(send, now=session.now(), keep=not dry_run)
    if as_json:
        print_json(
            {
                "told": [
                    {"to": to, "rule": n.rule, "kind": n.label, "item": n.item, "text": n.words, "why": n.why}
                    for to, n in alerted.told
                ],
                "failed": alerted.failed,
                "waiting": alerted.waiting,
                "unsure": alerted.unsure,
            }
        )
    else:
        for to, notice in alerted.told:
            if to == "terminal" or dry_run:
                click.echo(subject(notice) + (f"  → {to}" if to != "terminal" else ""))
                click.echo("".join(f"  {line}\n" for line in body(notice).splitlines()))
        sent = sum(to != "terminal" for to, _ in alerted.told)
        say(f"知らせ {len(alerted.told)} 件" + (f"、うち送信 {sent} 件" if sent and not dry_run else ""))
        for rule in alerted.waiting:
            say(f"「{rule}」は静かにする時間なので待っています (quiet hours)")
        for place in alerted.unsure:
            say(f"届いたか分からないので送り直しません: {place} (nobody knows whether it arrived)")
    for trouble in dict.fromkeys(alerted.failed):
        say(f"{trouble}。次に動かしたとき、また送ります")
    context.exit(1 if alerted.failed or alerted.unsure else 0)
