"""Command line -> exit code: it parses, calls, prints and exits, and decides nothing.

Whatever is slow to load is loaded inside the command that needs it, so that --help answers at once.
"""

from __future__ import annotations

import gc
import sys

import click

from fleuron import __version__
from fleuron.cli import book, build, desk, house, pages, verify
from fleuron.cli.show import show_error
from fleuron.errors import FleuronError
from fleuron.names import meant

SELDOM = 200_000  # things made until Python looks for what can go; a book is made of more than lasts to its end
HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Desk(click.Group):
    """The commands; one that is misspelt is told what it is near to."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        near = meant(args[0], self.commands) if args and args[0] not in self.commands else ""
        if near:
            ctx.fail(f'No such command "{args[0]}" (did you mean "{near}"?)')
        return super().resolve_command(ctx, args)


@click.group(cls=Desk, context_settings=HELP)
@click.version_option(__version__, prog_name="fleuron")
def cli() -> None:
    """Turn scraped web essays into a finished anthology."""


for command in (
    *(build.build, book.check, book.status, verify.verify),
    *(pages.new, pages.bring, pages.clean_page, pages.adopt, pages.order),
    *(desk.preview, desk.review),
    *(house.explain, house.doctor, house.cache, house.schema),
):
    cli.add_command(command)


def main() -> None:
    """Run the command, and end with 0 made, 1 a gate failed or stopped, 2 bad input or usage."""
    gc.set_threshold(SELDOM)
    try:
        cli(prog_name="fleuron", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nSTOPPED: the book that was there is as it was; the pages made up so far are kept.", err=True)
        sys.exit(1)
    except FleuronError as error:
        show_error(error)
        sys.exit(error.exit_code)
