"""kirinuki repeats: what says again what."""

from __future__ import annotations

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json, say


@click.command("repeats", short_help="何が何の繰り返しか (what says again what)")
@click.option(
    "--same", nargs=2, metavar="ITEM ITEM", help="この二つは同じことだと決める (these two are one thing)"
)
@click.option("--apart", nargs=2, metavar="ITEM ITEM", help="この二つは別のことだと決める (these are not)")
@click.option(
    "--undo", nargs=2, metavar="ITEM ITEM", help="この二つについて決めたことを取り消す (undo either)"
)
@click.option("--explain", is_flag=True, help="人が決めたことも並べる (with what a person decided)")
@as_json
@click.pass_obj
def command(
    session: Session,
    same: tuple[str, str] | None,
    apart: tuple[str, str] | None,
    undo: tuple[str, str] | None,
    explain: bool,
    as_json: bool,
) -> None:
    """先に伝えられたことを繰り返す箇所を、違う言葉とともに並べます。

    Lists the passages that say again what an earlier one said, with the words in which they differ,
    what the pasting damaged, and why they were paired. An ITEM looks like 3f9c2a1b7e04d5c8:119-172, as
    this list shows it. What you decide is kept in decisions.jsonl, goes before the program's own finding,
    and follows the words into later revisions.
    """
    decided = [(v, items) for v, items in (("same", same), ("apart", apart), ("none", undo)) if items]
    if len(decided) > 1:
        raise click.UsageError("--same、--apart、--undo はどれか一つです (only one of them)")
    if decided:
        verdict, (one, other) = decided[0]
        with session.archive() as archive:
            both = archive.decide.repeat(one, other, verdict, now=session.now())  # type: ignore[arg-type]
        if as_json:
            print_json({"verdict": verdict, "one": both[0].to_json(), "other": both[1].to_json()})
        else:
            words = {
                "same": "同じことと決めました",
                "apart": "別のことと決めました",
                "none": "取り消しました",
            }
            say(f"{words[verdict]}: {both[0].text} ／ {both[1].text}")
        return
    with session.archive() as archive:
        found = list(archive.repeats())
        verdicts = archive.verdicts() if explain else []
        texts = {e.revision: archive.revision(e.revision).text for r in found for e in (r.earlier, r.later)}
    if as_json:
        print_json(
            [
                {
                    "verdict": "same" if v.same else "apart",
                    "one": v.one.to_json(),
                    "other": v.other.to_json(),
                }
                for v in verdicts
            ]
            + [
                {
                    "earlier": r.earlier.to_json(),
                    "later": r.later.to_json(),
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
        click.echo(f"  先  {r.earlier.item}  {r.earlier.text}")
        click.echo(f"  後  {r.later.item}  {r.later.text}")
        for d in r.differences:
            was, now = d.earlier.of(texts[r.earlier.revision]), d.later.of(texts[r.later.revision])
            click.echo(f"      「{was}」→「{now}」")
        click.echo()
    for v in verdicts:
        click.echo("人が同じことと決めた" if v.same else "人が別のことと決めた")
        for e in (v.one, v.other):
            click.echo(f"      {e.item}  {e.text}")
        click.echo()
    click.echo(f"繰り返し {len(found)} 件")
