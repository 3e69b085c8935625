"""Page -> places: the lines of a conversation, by the labels of two or more who take turns; no template does that."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from fleuron.rules.page import Page

LABEL = re.compile(r"([^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,2})\s?[:：]\s+\S|([QA])[.)]\s+\S")
TURNS = 2  # that each speaker takes, at the least
CHANGES = 3  # of speaker, at the least
ENDED = 0.8  # of the turns that end as sentences do


def turns(page: Page) -> list[int]:
    """Find the turns of an interview: labels that come again, in turn, before whole sentences."""
    marked = (entry for entry in page.open if ":" in entry.raw or "：" in entry.raw or entry.raw[:1] in "QA")
    told = {entry.at: label[1] or label[2] for entry in marked if (label := LABEL.match(entry.raw))}
    count = Counter(told.values())
    spoken = {at: who for at, who in told.items() if count[who] >= TURNS}
    changes = sum(one != two for one, two in pairwise(spoken.values()))
    ended = sum(page.entries[at].stops for at in spoken)
    return [*spoken] if changes >= CHANGES and ended >= ENDED * len(spoken) else []
