"""Writes docs/reference.md from the command line's own help; a test compares the two.

python docs/make_reference.py
"""

from __future__ import annotations

from pathlib import Path

import click

from kirinuki.cli import VERBS, cli

REFERENCE = Path(__file__).with_name("reference.md")


def reference() -> str:
    """Markdown: the help of the program, then that of every verb."""
    parts = [
        "# Command reference\n\nMade by `python docs/make_reference.py` from the program's own help. "
        "Exit status: 0 done; 1 some input item could not be processed, listed; 2 wrong use.\n",
        _help(cli, "kirinuki"),
    ]
    context = click.Context(cli, info_name="kirinuki")
    for verb in (verb for verbs in VERBS.values() for verb in verbs):
        command = cli.get_command(context, verb)
        assert command is not None
        parts += [f"## kirinuki {verb}\n", _help(command, verb, context)]
        if isinstance(command, click.Group):
            of_verb = click.Context(command, info_name=verb, parent=context)
            parts += [_help(each, name, of_verb) for name, each in sorted(command.commands.items())]
    return "\n".join(parts)


def _help(command: click.Command, name: str, parent: click.Context | None = None) -> str:
    context = click.Context(command, info_name=name, parent=parent, max_content_width=100, terminal_width=100)
    return f"```\n{command.get_help(context).strip()}\n```\n"


if __name__ == "__main__":
    REFERENCE.write_text(reference(), encoding="utf-8", newline="\n")
