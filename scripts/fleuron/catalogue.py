"""Manuscripts -> their books: the essays of all are made up by one set of workers, and no book stops another."""

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
    proofs = _each_its_own({folder: _tried(partial(check, folder, watch, release=kept)) for folder in folders})
    wanted = [editions(proof, formats, store) for proof in proofs.values() if isinstance(proof, Proof)]
    ahead([made[name] for made in wanted for name in PAGED if name in made], watch)
    for folder, proof in proofs.items():
        if isinstance(proof, Proof):
            yield folder, _tried(partial(_make, proof, out, formats, watch, store=store, printers=printers))
        else:
            yield folder, proof


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


def _each_its_own(proofs: Mapping[Path, Tried[Proof]]) -> dict[Path, Tried[Proof]]:
    """Refuse a book that has the name of one before it: their files would go to the same place."""
    owners: dict[str, Path] = {}
    return {
        folder: _refusal(folder, owner)
        if isinstance(proof, Proof) and (owner := owners.setdefault(proof.book.plan.name, folder)) != folder
        else proof
        for folder, proof in proofs.items()
    }


def _refusal(folder: Path, owner: Path) -> InputError:
    sentence = f"this book has the same name as the one in {owner}, and would take its place"
    fix = 'give one of them another name in its book.toml (name = "…"), or build it alone'
    return InputError([Finding("BLD506", str(folder / "book.toml"), sentence, fix, Severity.ERROR)])
