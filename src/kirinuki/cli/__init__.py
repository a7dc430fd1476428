"""The command line: one file a verb, each thin. `main` is the entry point.

Verb modules import nothing heavy at the top, so that `kirinuki --help` is there at once.
"""

from __future__ import annotations

import importlib

import click

from kirinuki.cli.session import Session, guard
from kirinuki.version import __version__

VERBS = {
    "Archive": ("init", "add", "clip", "feeds", "watch", "import", "status", "rebuild", "export"),
    "Reading": ("read", "extract", "rules", "compare"),
    "Chronicle": (
        "serve",
        "new",
        "digest",
        "storylines",
        "repeats",
        "changes",
        "figures",
        "claims",
        "statements",
        "diff",
        "agenda",
        "search",
        "people",
        "trace",
        "comment",
        "correct",
        "gold",
        "alert",
    ),
}
"""Verbs by what they are for, in the order `--help` shows them."""


class _Verbs(click.Group):
    """A group that imports a verb's module only when that verb, or the list of all, is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [verb for verbs in VERBS.values() for verb in verbs]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = (
            "imports" if cmd_name == "import" else cmd_name
        )  # a module of that name could not be imported by it
        command = importlib.import_module(f"kirinuki.cli.{module}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, verbs in VERBS.items():
            commands = [(verb, self.get_command(ctx, verb)) for verb in verbs]
            with formatter.section(title):
                formatter.write_dl(
                    [(verb, c.get_short_help_str(60)) for verb, c in commands if c is not None]
                )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as e:
            import difflib

            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = f"「{near[0]}」ではありませんか" if near else "kirinuki --help に一覧があります"
            raise click.UsageError(f"{e.message}\n{hint}", ctx) from None


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C", "archive", metavar="DIR", help="書庫のフォルダー (else KIRINUKI_ARCHIVE, else upwards from here)"
)
@click.version_option(__version__, prog_name="kirinuki")
@click.pass_context
def cli(ctx: click.Context, archive: str | None) -> None:
    """切り抜き — 続報を集め、重なりをたたみ、一枚で読める記録にする。

    Takes in overlapping news reports, keeps every revision, reads who said what and when,
    and gives back a chronicle that says each thing once, every word traceable.

    \b
    はじめに:
      kirinuki init 記録
      kirinuki -C 記録 add 今日.txt --published 2022-12-31
      kirinuki -C 記録 digest 2022-12-31 --format html -o 紙面
    """
    ctx.obj = Session(archive)


def main() -> None:
    """Run the command line and exit with its status: 0 done, 1 some item failed, 2 wrong use."""
    guard(cli)
