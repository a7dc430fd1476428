"""The archive's pages as other people's replay tools open them: one WARC file, or a WACZ with its index and its list of pages.

Records go over as they lie, byte for byte, so that their digests hold, each with its request behind it. What has
no web address (a text that a person handed over) no replay tool could ask for: it stays, and is counted.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import shutil
import uuid
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from kirinuki.capture.addresses import is_address
from kirinuki.capture.answer import Fetched
from kirinuki.capture.records import Head, Record, write_record
from kirinuki.capture.warc import WarcFolder, is_replayable

_DATA = "archive/data.warc.gz"
_WWW = re.compile(r"www\d*\.")
_SLASHES = re.compile("/+")
_PORTS = {"http": 80, "https": 443}
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Replayed:
    """A record in a file that went out: `offset` and `length` of its gzip member."""

    head: Head
    mime: str
    status: int
    digest: str
    offset: int
    length: int

    @property
    def url(self) -> str:
        return self.head.get("warc-target-uri")

    @property
    def at(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.head.get("warc-date"))


@dataclass
class Exported:
    """What went out, in its order; `without_address` counts the captures that stayed."""

    records: list[Replayed] = field(default_factory=list)
    without_address: int = 0

    @property
    def pages(self) -> list[Replayed]:
        return [record for record in self.records if record.head.type != "revisit" and record.status == 200]

    @property
    def visits(self) -> int:
        return sum(record.head.type == "revisit" for record in self.records)


def write_warc(
    folder: WarcFolder,
    wanted: Callable[[str], bool],
    out: BinaryIO,
    *,
    name: str,
    software: str,
    now: dt.datetime,
) -> Exported:
    """Write the records of wanted ids to `out`, as a WARC file that is called `name`. A visit goes with its capture's id."""
    done = Exported()
    gone: set[str] = set()

    def goes(head: Head) -> bool:
        if head.type == "request":
            return head.get("warc-concurrent-to") in gone
        if head.type not in ("response", "resource", "revisit"):
            return False
        id = head.get("warc-refers-to" if head.type == "revisit" else "warc-record-id")
        if not wanted(id):
            return False
        if not is_address(head.get("warc-target-uri")):
            done.without_address += 1
            return False
        return is_replayable(head)

    stamp = now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    about = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
    first = {
        "WARC-Type": "warcinfo",
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{name} {stamp}')}>",
        "WARC-Date": stamp,
        "WARC-Filename": name,
        "WARC-Block-Digest": f"sha256:{hashlib.sha256(about).hexdigest()}",
        "Content-Type": "application/warc-fields",
    }
    offset = out.write(write_record(first, about))
    for file in folder.files():
        for record, member in folder.copies(file, goes):
            if record.head.type != "request":
                done.records.append(_replayed(record, offset, len(member)))
                gone.add(record.head.get("warc-record-id"))
            offset += out.write(member)
    return done


def write_wacz(
    warc: Path,
    exported: Exported,
    titles: Mapping[str, str],
    out: BinaryIO,
    *,
    software: str,
    now: dt.datetime,
) -> None:
    """Write a WACZ (spec 1.1.1) of a WARC file that `write_warc` made; `titles` are of captures, by their ids."""
    lines = sorted(_index_line(record) for record in exported.records)
    pages = [{"format": "json-pages-1.0", "id": "pages", "title": "kirinuki"}]
    for record in exported.pages:
        id = record.head.get("warc-record-id")
        title = {"title": titles[id]} if id in titles else {}
        pages.append(
            {"id": id.rpartition(":")[2], "url": record.url, "ts": f"{record.at:%Y-%m-%dT%H:%M:%SZ}"} | title
        )
    files = {
        "indexes/index.cdx": "".join(lines),
        "pages/pages.jsonl": "".join(f"{json.dumps(page, ensure_ascii=False)}\n" for page in pages),
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        # Stored, not packed: a replay tool reads a record of it where it lies.
        with warc.open("rb") as data, made.open(zipfile.ZipInfo(_DATA, _EPOCH), "w", force_zip64=True) as to:
            shutil.copyfileobj(data, to, 1 << 20)
        with warc.open("rb") as data:
            digest = hashlib.file_digest(data, "sha256").hexdigest()
        resources = [_resource(_DATA, digest, warc.stat().st_size)]
        for path, text in files.items():
            made.writestr(zipfile.ZipInfo(path, _EPOCH), text)
            resources.append(_resource(path, hashlib.sha256(text.encode()).hexdigest(), len(text.encode())))
        package = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "software": software,
            "created": f"{now.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
            "resources": resources,
        }
        form = json.dumps(package, ensure_ascii=False, indent=2)
        made.writestr(zipfile.ZipInfo("datapackage.json", _EPOCH), form)
        seal = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(form.encode()).hexdigest()}"}
        made.writestr(zipfile.ZipInfo("datapackage-digest.json", _EPOCH), json.dumps(seal))


def surt(url: str) -> str:
    """An address as indexes of web archives sort it: `jp,example)/path?a=1`, all in small letters, without `www.`."""
    parts = urlsplit(url.lower())
    name = _WWW.sub("", parts.hostname or "", count=1)
    port = f":{parts.port}" if parts.port not in (None, _PORTS.get(parts.scheme)) else ""
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    path = _SLASHES.sub("/", parts.path).rstrip("/") or "/"
    return f"{','.join(reversed(name.split('.')))}{port}){path}{f'?{query}' if query else ''}"


def _replayed(record: Record, offset: int, length: int) -> Replayed:
    head, mime, status = record.head, record.head.get("content-type"), 200
    if head.type != "resource":
        with suppress(ValueError):
            answer = Fetched.of_message(head.get("warc-target-uri"), record.block)
            mime, status = answer.header("content-type") or "", answer.status
    kind = "warc/revisit" if head.type == "revisit" else mime.partition(";")[0].strip() or "unk"
    digest = head.get("warc-payload-digest") or head.get("warc-block-digest")
    return Replayed(head, kind, status, digest, offset, length)


def _index_line(record: Replayed) -> str:
    """A line of CDXJ."""
    fields = {
        "url": record.url,
        "mime": record.mime,
        "status": str(record.status),
        "digest": record.digest,
        "length": str(record.length),
        "offset": str(record.offset),
        "filename": Path(_DATA).name,
    }
    return f"{surt(record.url)} {record.at:%Y%m%d%H%M%S} {json.dumps(fields)}\n"


def _resource(path: str, digest: str, size: int) -> dict[str, object]:
    return {"name": path.rpartition("/")[2], "path": path, "hash": f"sha256:{digest}", "bytes": size}
