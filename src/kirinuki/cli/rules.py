"""kirinuki rules: what stands where on the pages of an outlet, as files; made, tried, listed and checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json, say
from kirinuki.errors import ConfigError, InputError

if TYPE_CHECKING:
    from kirinuki.capture.encodings import Decoded
    from kirinuki.capture.extract.rules import OutletRule
    from kirinuki.capture.extract.rules.trying import Trial

_url = click.option("--url", metavar="URL", help="FILE がどこのページか (the address that a file came from)")


@click.group("rules", short_help="報道機関ごとのページの決まり (rules by outlet for taking articles out)")
def command() -> None:
    """報道機関ごとに、ページのどこに何があるかを決めておきます。ふつうは要りません。取り出しに失敗するサイトにだけ書きます。

    書庫の rules/ に、報道機関ごとに一つの TOML を置きます。決まりは期間 (valid_from, valid_until) を持ち、サイトの作りが変わっても
    古いページを読めます。

    Rules are TOML files in the archive's rules/ folder: hosts, and layouts with CSS selectors, each valid between two days.
    Most outlets need none; write one where the article is not taken out as it should be. Each command takes --json.

    \b
    例:
      kirinuki rules new https://shimpo.example/news/1 -o 記録/rules/shimpo.toml
      kirinuki rules try https://shimpo.example/news/2
      kirinuki rules try 保存.html --url https://shimpo.example/news/3 --rule 書きかけ.toml
      kirinuki rules list
      kirinuki rules check
    """


@command.command("try")
@click.argument("source", metavar="URL|FILE")
@_url
@click.option(
    "--rule",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="試す決まり (the rule file to try)",
)
@as_json
@click.pass_obj
def try_(session: Session, source: str, url: str | None, file: Path | None, as_json: bool) -> None:
    """決まりをページで試し、選び方ごとに何が取れたか、決まりなしで取れるものと何が違うかを見せます。

    Tries the rule that is for the page's host, layout by layout: what each selector meets, what differs without the rule.
    """
    from kirinuki.capture.extract.rules import RuleBook
    from kirinuki.capture.extract.rules.trying import try_rule

    decoded, url = _page(session, source, url)
    book = session.rules() if file is None else RuleBook((_read(file),))
    tried = [try_rule(decoded, rule, layout, url) for rule, layout in book.layouts(url)]
    if file is not None and not tried:
        tried = [try_rule(decoded, rule, layout, url) for rule in book.rules for layout in rule.layouts]
    if as_json:
        print_json({"url": url, "tried": [trial.to_json() for trial in tried]})
        return
    if not tried:
        click.echo(
            f"{url or source}: このページの決まりはありません。kirinuki rules new で作れます (no rule for this page)"
        )
    for trial in tried:
        _show(trial)


def _show(trial: Trial) -> None:
    click.echo(f"{trial.rule.name}  {trial.rule.place}  {trial.layout.span}")
    for selector, count in trial.ruled.counts.items():
        click.echo(f"  {count:>4}  {selector}" + ("" if count else "  ← 何も取れません (nothing)"))
    click.echo(f"  段落 {len(trial.with_rule.paragraphs)} (決まりなしでは {len(trial.without.paragraphs)})")
    for name, (ruled, free) in trial.differing().items():
        click.echo(f"  {name}: {ruled}  ／ 決まりなし: {free}")
    for mark, paragraphs in (("+", trial.only_with), ("-", trial.only_without)):
        for words in paragraphs:
            click.echo(f"  {mark} {words}")
    if not (trial.only_with or trial.only_without or trial.differing()):
        click.echo("  決まりなしでも同じです。この決まりは要りません (the same without it)")


@command.command("new")
@click.argument("source", metavar="URL|FILE")
@_url
@click.option("-o", "out", type=click.Path(path_type=Path, dir_okay=False), help="書き出す先 [標準出力]")
@as_json
@click.pass_obj
def new(session: Session, source: str, url: str | None, out: Path | None, as_json: bool) -> None:
    """ページから、最初の決まりを作ります。できたものを別のページで試し (rules try)、書き直してください。

    Makes a first rule from one page: selectors of the elements in which the words stand that are found without rules.
    """
    from kirinuki.capture.extract.rules.trying import propose

    decoded, url = _page(session, source, url)
    if url is None:
        raise InputError(f"{source}: どこのページか分かりません (no address): --url を付けてください")
    text = propose(decoded, url)
    if out is not None:
        if out.exists():
            raise InputError(f"{out}: もうあります (exists already): 別の名にしてください")
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf-8", newline="\n")
    if as_json:
        print_json({"rule": text, "written": None if out is None else str(out)})
    elif out is None:
        click.echo(text, nl=False)
    else:
        say(f"{out} を書きました。kirinuki rules try で試してください (written)")


@command.command("list")
@as_json
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """使われる決まりを、効く順に並べます。書庫のものが先です。

    Lists the rules in the order in which they are asked: the archive's first, then the program's.
    """
    rules = session.rules().rules
    if as_json:
        print_json({"rules": [_row(rule) for rule in rules]})
        return
    for rule in rules:
        click.echo(
            f"{rule.name} ({rule.key})  {', '.join(rule.hosts)}  {'書庫' if rule.own else '同梱'}: {rule.place}"
        )
        for layout in rule.layouts:
            click.echo(f"    {layout.span:<24}{', '.join(layout.body)}")


def _row(rule: OutletRule) -> dict[str, object]:
    layouts = [
        {"validity": each.span, "body": list(each.body), "drop": list(each.drop), "fields": dict(each.fields)}
        for each in rule.layouts
    ]
    return {
        "key": rule.key,
        "name": rule.name,
        "hosts": list(rule.hosts),
        "own": rule.own,
        "place": rule.place,
        "layouts": layouts,
    }


@command.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, dir_okay=False), metavar="[FILE …]")
@as_json
@click.pass_obj
def check(session: Session, files: tuple[Path, ...], as_json: bool) -> None:
    """決まりのファイルを確かめます。知らない項目には近い名を挙げ、重なる期間、読めない選び方も知らせます。

    Checks rule files, those of the archive by default: unknown keys, overlapping validity, selectors that are none.
    """
    from kirinuki.capture.extract.rules import FOLDER

    own = session.folder() / FOLDER if not files else None
    wrong: list[dict[str, str]] = []
    checked = list(files) or sorted(own.glob("*.toml") if own is not None else ())
    for file in checked:
        try:
            _read(file)
        except ConfigError as e:
            wrong.append({"place": str(file), "message": str(e)})
    if own is not None and not wrong:
        try:
            session.rules()
        except ConfigError as e:
            wrong.append({"place": str(own), "message": str(e)})
    if as_json:
        print_json({"checked": [str(file) for file in checked], "problems": wrong})
    else:
        for problem in wrong:
            click.echo(problem["message"])
        click.echo(f"{len(checked)} 件を確かめました。直す所 {len(wrong)} (checked; to be mended)")
    if wrong:
        click.get_current_context().exit(1)


def _read(file: Path) -> OutletRule:
    from kirinuki.capture.extract.rules import read_rule

    try:
        return read_rule(file.read_text(encoding="utf-8-sig"), str(file), own=True)
    except UnicodeDecodeError as e:
        raise ConfigError(
            f"{file}: {e.start} バイト目が UTF-8 ではありません: UTF-8 で保存し直してください"
        ) from e


def _page(session: Session, source: str, url: str | None) -> tuple[Decoded, str | None]:
    """The page of a file or an address, and the address that it is known by."""
    from kirinuki.capture.encodings import decode

    data, url, content_type = session.page(source, url)
    return decode(data, source, declared=content_type), url
