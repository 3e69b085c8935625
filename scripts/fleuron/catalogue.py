"""Manuscripts -> their books: the essays of all are made up by one set of workers, and no book stops another.

A book that stands there already, made of the same, is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from fleuron.build import Proof, check, editions, make
from fleuron.errors import FleuronError, InputError
from fleuron.formats import PAGED
from fleuron.formats.pages import ahead
from fleuron.model import Finding, Report, Severity
from fleuron.reprint import name_of, record, standing
from fleuron.shelf import prepare
from fleuron.watch import Watch, unwatched

Done = TypeVar("Done")
Tried: TypeAlias = Done | FleuronError


def build_all(
    folders: Sequence[Path],
    out: Path,
    formats: Sequence[str],
    watch: Watch = unwatched,
    *,
    release: bool = False,
    store: str = "",
    printers: Sequence[str] = (),
) -> Iterator[tuple[Path, Tried[Report]]]:
    """Make the book of each manuscript in a folder of its own name in `out`, as `build` would make it there.

    Yield each manuscript with what was made of it, or with why nothing was; raises InputError where nothing can be
    written.
    """
    prepare(out)
    kept = formats if release else ()
    name = partial(name_of, out=out, formats=formats, release=release, store=store, printers=printers, among=True)
    names = {folder: name(folder) for folder in folders}
    found: dict[Path, Tried[Proof | Report]] = {
        folder: standing(names[folder]) or _checked(folder, watch, kept) for folder in folders
    }
    proofs = _each_its_own(found)
    wanted = [editions(proof, formats, store) for proof in proofs.values() if isinstance(proof, Proof)]
    ahead([made[name] for made in wanted for name in PAGED if name in made], watch)
    for folder, proof in proofs.items():
        if not isinstance(proof, Proof):
            yield folder, proof
            continue
        made = _tried(partial(_make, proof, out, formats, watch, store=store, printers=printers))
        if isinstance(made, Report) and names[folder] == name(folder):  # nobody wrote while we read
            record(names[folder], made)
        yield folder, made


def _checked(folder: Path, watch: Watch, release: Sequence[str]) -> Tried[Proof]:
    return _tried(partial(check, folder, watch, release=release))


def _make(proof: Proof, out: Path, formats: Sequence[str], watch: Watch, **how: Any) -> Report:
    place = out / proof.book.plan.name
    prepare(place)
    return make(proof, place, formats, watch, **how)


def _tried(do: Callable[[], Done]) -> Tried[Done]:
    try:
        return do()
    except FleuronError as error:
        return error
    except Exception as error:  # a fault of ours in one book is no reason to make none of the others
        return FleuronError(f"this book cannot be made, by a fault of ours ({error!r}): build it alone to see where")


def _each_its_own(proofs: Mapping[Path, Tried[Proof | Report]]) -> dict[Path, Tried[Proof | Report]]:
    """Refuse a book that has the name of one before it: their files would go to the same place."""
    owners: dict[str, Path] = {}
    return {
        folder: _refusal(folder, owner)
        if not isinstance(proof, FleuronError) and (owner := owners.setdefault(_called(proof), folder)) != folder
        else proof
        for folder, proof in proofs.items()
    }


def _called(book: Proof | Report) -> str:
    """Return the name of the folder that a book has for itself."""
    return book.book.plan.name if isinstance(book, Proof) else book.written[0].parent.name


def _refusal(folder: Path, owner: Path) -> InputError:
    sentence = f"this book has the same name as the one in {owner}, and would take its place"
    fix = 'give one of them another name in its book.toml (name = "…"), or build it alone'
    return InputError([Finding("BLD506", str(folder / "book.toml"), sentence, fix, Severity.ERROR)])
