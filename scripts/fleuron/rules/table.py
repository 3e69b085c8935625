"""Page -> claims: the rules, in the order they are asked; the first to claim a line keeps it.

To add one: write it in the file of its family, name it here, give it cases in tests/cases/rules/.
"""

from __future__ import annotations

from fleuron.rules.bios import bios
from fleuron.rules.bylines import bylines
from fleuron.rules.captions import beside_credits, captions, credits, echoes
from fleuron.rules.families import families
from fleuron.rules.foot import foot, tags
from fleuron.rules.furniture import arrows, breaks, furniture, marks, pointers, trails
from fleuron.rules.headings import headings
from fleuron.rules.markup import markup, noted, pulled, shaped
from fleuron.rules.page import Rule
from fleuron.rules.scorer import unlikely
from fleuron.rules.structure import asides, epigraph, letters, lists, notes, pull_quotes, quotes, stanzas, verse
from fleuron.rules.titles import above, beneath, standfirst, title

NAMING: tuple[Rule, ...] = (
    markup,
    pulled,
    noted,
    furniture,
    arrows,
    bios,
    foot,
    notes,
    breaks,
    marks,
    trails,
    credits,
    beside_credits,
    title,
    bylines,
    families,
    above,
    standfirst,
    beneath,
    pointers,
    echoes,
    epigraph,
    letters,
    asides,
    stanzas,
)
SHAPING: tuple[Rule, ...] = (
    shaped,
    lists,
    quotes,
    pull_quotes,
    captions,
    tags,
    verse,
    headings,
)
RULES: tuple[Rule, ...] = (*NAMING, unlikely, *SHAPING)
