"""Command line -> exit code: `python -m fleuron` is `fleuron`."""

from fleuron.cli import main

main()
