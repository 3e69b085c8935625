"""review, preview -> the desk in a browser, where the editor judges what was cleaned and looks at what is made."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = click.argument("folder", type=click.Path(path_type=Path), default="manuscript")
PORT = click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="A port of your own; else any that is free."
)


@click.command(epilog="Example: fleuron review manuscript")
@FOLDER
@PORT
@click.option("--html", "report", type=click.Path(path_type=Path), help="Write a report into this file, and end.")
def review(folder: Path, port: int, report: Path | None) -> None:
    """Judge the pages of FOLDER in a browser, line by line.

    Each decision is written at once into the sidecar of its page, and can be undone. Ctrl-C ends it.
    """
    from fleuron.desk import review as pages

    if report:
        report.write_text(pages.report(folder), encoding="utf-8")
        click.echo(f"REPORT: {report}")
        return
    from fleuron.desk.reading import read
    from fleuron.desk.server import desk, serve

    read(folder)  # a folder without pages is told before anything is served
    serve(lambda token, port: desk(folder, token, port), "review/", _tell, port)


def _tell(address: str) -> None:
    click.echo(f"{address}\nThis address is for this machine alone; Ctrl-C ends it.")


@click.command(epilog="Example: fleuron preview manuscript")
@FOLDER
@PORT
def preview(folder: Path, port: int) -> None:
    """Show the book of FOLDER in a browser, and follow what is saved.

    The printed pages as spreads, the site, the EPUB, what is wrong and on which page; the review too. Ctrl-C ends it
    and leaves nothing behind.
    """
    from tempfile import TemporaryDirectory

    from fleuron.desk import preview as pages
    from fleuron.desk.press import Press
    from fleuron.desk.reading import read
    from fleuron.desk.server import desk, serve

    read(folder)
    with TemporaryDirectory(prefix="fleuron-") as out:
        press = Press(folder, Path(out))
        press.start()
        try:
            more = pages.routes(press)
            serve(lambda token, port: desk(folder, token, port, more), "preview/", _tell, port, press.stop)
        finally:
            press.close()
