"""Arguments -> what `fleuron` does with them, but lines and pages are broken by the layout engine alone."""

from __future__ import annotations

from fleuron.cli import main

if __name__ == "__main__":
    from fleuron.formats import press

    press.compose_pages = lambda *_: ()
    main()
