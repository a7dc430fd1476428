"""kirinuki agenda: what was announced for a day, who said it, and whether it happened."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from kirinuki.cli.options import Day, as_json, as_of, asked, cursor, first_page, limit, tell_rest
from kirinuki.cli.session import Session, print_json, print_pieces, say

if TYPE_CHECKING:
    from kirinuki.ask.agenda import Verdict
    from kirinuki.model.chronicle import OutcomeKind

_OUTCOMES = {"実現": "happened", "延期": "postponed", "中止": "cancelled", "不明": "unknown"}
_CALLS = _OUTCOMES | {"なし": "none"}


class Word(click.ParamType[str]):
    """One of some Japanese words, or the English one that it stands for; gives the English one."""

    name = "WORD"

    def __init__(self, words: dict[str, str]) -> None:
        self._words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        word: str = self._words.get(value, value)
        if word not in self._words.values():
            listed = "、".join(f"{japanese} ({english})" for japanese, english in self._words.items())
            self.fail(f"{value!r}: {listed} から選びます (one of these)", param, ctx)
        return word


@click.command("agenda", short_help="いつ何があると言われたか (what was announced for when)")
@click.option("--from", "from_", type=Day(), help="この日から期日になるもの [今日と、過ぎて不明の30日]")
@click.option("--until", type=Day(), help="この日までに期日になるもの [いつまでも]")
@asked
@click.option("--storyline", metavar="ID", help="この流れだけ")
@click.option("--speaker", metavar="NAME", help="この人や機関が言ったことだけ (名の一部でよい)")
@click.option("--outcome", type=Word(_OUTCOMES), metavar="KIND", help="実現・延期・中止・不明のどれかだけ")
@as_of
@limit
@cursor
@click.option("--explain", is_flag=True, help="なぜ予定とみて、なぜそうなったと決めたかも示す")
@click.option(
    "--call",
    nargs=2,
    type=(str, Word(_CALLS)),
    metavar="ITEM KIND",
    help="どうなったかを自分で決める: 実現・延期・中止・不明、予定でなければ「なし」",
)
@click.option("--shown-by", metavar="ITEM", help="--call の証拠になる箇所")
@click.option("--undo", metavar="ITEM", help="--call で決めたことを取り消す")
@click.option("--csv", "as_csv", is_flag=True, help="表として標準出力へ (CSV with a header line)")
@click.option("--ics", "as_ics", is_flag=True, help="暦として標準出力へ (iCalendar: all-day events)")
@as_json
@click.pass_obj
def command(
    session: Session,
    from_: dt.date | None,
    until: dt.date | None,
    query: str | None,
    storyline: str | None,
    speaker: str | None,
    outcome: OutcomeKind | None,
    as_of: dt.datetime | None,
    limit: int | None,
    after: str | None,
    explain: bool,
    call: tuple[str, Verdict] | None,
    shown_by: str | None,
    undo: str | None,
    as_csv: bool,
    as_ics: bool,
    as_json: bool,
) -> None:
    """書かれた時に先のことだったもの (来年1月上旬, 来春, 4月1日施行) を、期日の順に並べます。

    誰がいつ言ったか、そのあとの記事がどうなったと言っているかを添えます。同じ予定はまとめ、期日が変われば延期とします。
    何も指さなければ、今日から先のものと、この30日に期日を過ぎて不明のものを示します。

    Lists what was dated in the future when it was written: who announced it, when it falls due, and what later text
    says of it. Your word on it goes before the rules, and is kept in decisions.jsonl.

    \b
    例:
      kirinuki agenda --from 2023-01-01 --until 2023-03-31
      kirinuki agenda --query '橋 when:2023-04' --limit 20
      kirinuki agenda --outcome 不明 --speaker 知事 --explain
      kirinuki agenda --storyline 3f9c2a1b7e04d5c8 --ics > 予定.ics
      kirinuki agenda --call 3f9c2a1b7e04d5c8:119-172 実現 --shown-by 9d0c51e2aa17b3f4:0-38
    """
    if (
        sum((call is not None, undo is not None, as_csv, as_ics)) > 1
        or (shown_by and call is None)
        or ((as_csv or as_ics) and as_json)
    ):
        raise click.UsageError(
            "--call、--undo、--csv、--ics、--json のうち表し方と決めごとは一つずつ、--shown-by は --call と (one at a time)"
        )
    if call is not None:
        _decide(session, call[0], call[1], shown_by, as_json=as_json)
        return
    if undo is not None:
        _decide(session, undo, None, None, as_json=as_json)
        return
    from kirinuki.ask.agenda import OVERDUE
    from kirinuki.ask.ledgers import Asked
    from kirinuki.publish.agenda import agenda_csv, entry_form, show_agenda
    from kirinuki.publish.calendar import calendar_lines

    # A moment is the end of what could be known: midnight ends the day before.
    today = (as_of - dt.timedelta(microseconds=1) if as_of else session.now()).date()
    open_on = today if (from_, until, outcome) == (None, None, None) else None
    with session.archive() as archive:
        wanted = Asked(
            query=archive.narrowed(query, as_of),
            storyline=storyline,
            as_of=as_of,
            kinds=frozenset([outcome]) if outcome else None,
            first_day=from_ if open_on is None else open_on - OVERDUE,
            end_day=None if until is None else until + dt.timedelta(days=1),
            speaker=speaker,
            open_on=open_on,
        )
        found, rest = first_page(archive.ledgers.agenda(wanted, after), limit)
        if as_json:
            print_json({"entries": map(entry_form, found), "after": rest})
        elif as_ics:
            print_pieces(calendar_lines(found))
        elif as_csv:
            print_pieces(agenda_csv(found))
        else:
            show_agenda(found, explain=explain)
    tell_rest(rest)


def _decide(
    session: Session, item: str, word: Verdict | None, shown_by: str | None, *, as_json: bool
) -> None:
    with session.archive() as archive:
        clause = archive.decide.expectation(item, word, now=session.now(), shown=shown_by)
    if as_json:
        print_json({"item": clause.item, "text": clause.text, "called": word, "shown_by": shown_by})
        return
    named = next((japanese for japanese, english in _CALLS.items() if english == word), None)
    said = (
        "規則どおりに戻しました"
        if word is None
        else "予定でないと決めました"
        if word == "none"
        else f"{named} と決めました"
    )
    say(f"{clause.item}: {said}「{clause.text}」")
