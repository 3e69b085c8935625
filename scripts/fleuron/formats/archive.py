"""Files -> a ZIP that tells nothing of when and where it was written: the same files give the same bytes."""

from __future__ import annotations

import zipfile
from typing import Any

STORED = (".jpg", ".woff", ".woff2")  # compressed already


class Archive(zipfile.ZipFile):
    """A ZIP whose entries have no time, no place and one order: that of writing; a file named mimetype is stored."""

    def writestr(self, name: Any, data: Any, compress_type: Any = None, compresslevel: Any = None) -> None:
        entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        entry.create_system = 3  # Unix, whatever this is
        entry.external_attr = 0o100644 << 16
        plain = name == "mimetype" or name.endswith(STORED)
        super().writestr(entry, data, zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED, 9)
