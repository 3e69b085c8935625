"""Feeds -> what a reading app could not take: OPDS 2.0 by its JSON Schema, OPDS 1.2 by its RELAX NG.

The published schemas come in no package that the tests could install, so that opds.schema.json and opds.rng say what
the two specifications, Atom (RFC 4287) and the Readium Web Publication Manifest demand, in words of our own.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from lxml import etree

HERE = Path(__file__).parent
NAMES = {"atom": "http://www.w3.org/2005/Atom"}
ACQUISITION = "atom:link[starts-with(@rel, 'http://opds-spec.org/acquisition')]"


def faults(feed: dict[str, Any]) -> list[str]:
    """List what is wrong with a feed of OPDS 2.0."""
    return [f"{fault.json_path}: {fault.message}" for fault in _schema().iter_errors(feed)]


def faults_of_old(feed: bytes) -> list[str]:
    """List what is wrong with a feed of OPDS 1.2; what no grammar of links in any order can say is asked besides."""
    root, grammar = etree.fromstring(feed), _grammar()
    grammar.validate(root)
    found = [str(fault) for fault in grammar.error_log]
    kinds = {link.get("rel"): link.get("type", "") for link in root.findall("atom:link", NAMES)}
    found += [f"no {rel}" for rel in ("self", "start") if "profile=opds-catalog" not in kinds.get(rel, "")]
    entries = root.findall("atom:entry", NAMES)
    return found + ["a book that cannot be had" for each in entries if not each.xpath(ACQUISITION, namespaces=NAMES)]


@cache
def _schema() -> Draft202012Validator:
    schema = json.loads((HERE / "opds.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@cache
def _grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(HERE / "opds.rng"))
