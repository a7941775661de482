"""Write ZIP containers (PPTX, XLSX, ZIP) whose bytes depend on their content alone."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Final

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_STAMP: Final = re.compile(
    rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)"
)


def pack(files: Mapping[str, bytes]) -> bytes:
    """Zip files in the order given, with a fixed date on each."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()


def settle(container: bytes) -> bytes:
    """Rewrite an Office file, and the workbooks inside it, without the time of writing."""
    with zipfile.ZipFile(io.BytesIO(container)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, content in files.items():
        if name.endswith("docProps/core.xml"):
            files[name] = _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", content)
        elif name.endswith(".xlsx"):
            files[name] = settle(content)
    return pack(files)
