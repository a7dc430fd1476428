"""kirinuki repeats: what says again what."""

from __future__ import annotations

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json
from kirinuki.model.text import Evidence


@click.command("repeats", short_help="何が何の繰り返しか (what says again what)")
@as_json
@click.pass_obj
def command(session: Session, as_json: bool) -> None:
    """先に伝えられたことを繰り返す箇所を、違う言葉とともに並べます。

    Lists the passages that say again what an earlier one said, with the words in which they differ,
    what the pasting damaged, and why they were paired.
    """
    with session.archive() as archive:
        found = list(archive.repeats())
        texts = {e.revision: archive.revision(e.revision).text for r in found for e in (r.earlier, r.later)}
    if as_json:
        print_json(
            [
                {
                    "earlier": _evidence(r.earlier),
                    "later": _evidence(r.later),
                    "relation": r.relation,
                    "damage": r.damage,
                    "differences": [
                        {
                            "earlier": d.earlier.of(texts[r.earlier.revision]),
                            "later": d.later.of(texts[r.later.revision]),
                        }
                        for d in r.differences
                    ],
                    "score": round(r.score, 3),
                    "why": r.why,
                }
                for r in found
            ]
        )
        return
    from kirinuki.publish.wording import RELATIONS

    for r in found:
        click.echo(
            f"{RELATIONS[r.relation]}  {r.why}" + (f"  取り込み時の傷: {r.damage}" if r.damage else "")
        )
        click.echo(f"  先  {_item(r.earlier)}  {r.earlier.text}")
        click.echo(f"  後  {_item(r.later)}  {r.later.text}")
        for d in r.differences:
            was, now = d.earlier.of(texts[r.earlier.revision]), d.later.of(texts[r.later.revision])
            click.echo(f"      「{was}」→「{now}」")
        click.echo()
    click.echo(f"繰り返し {len(found)} 件")


def _evidence(e: Evidence) -> dict[str, object]:
    return {"revision": e.revision, "start": e.span.start, "end": e.span.end, "text": e.text}


def _item(e: Evidence) -> str:
    return f"{e.revision}:{e.span.start}-{e.span.end}"
