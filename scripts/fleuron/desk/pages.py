"""A template and what it shows -> HTML, every word escaped."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from fleuron.formats.safety import legal


def page(name: str, **shown: object) -> str:
    """Fill a template of the desk."""
    return _environment().get_template(name).render(**shown)


def static(name: str) -> str:
    """Return a style sheet or a script of the desk."""
    return (files("fleuron.desk") / "static" / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("fleuron.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: legal(value) if type(value) is str else value,
    )
    made.filters["seen"] = _seen
    return made


def _seen(text: str) -> str:
    """Show the spaces that nobody sees: those that do not break, and those that stand twice."""
    return re.sub(r"[\u00a0\u202f\u200a\t]|(?<= ) | (?= )", "␣", text)
