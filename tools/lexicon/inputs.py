"""Where the lexicon comes from: pinned public packages, checked by SHA-256, unpacked in a cache folder."""

import hashlib
import io
import json
import pathlib
import subprocess
import sys
import zipfile

PINNED = {
    # file name: (sha256, command that brings it into the current folder)
    "mecab-ipadic_2.7.0-20070801+main-3_all.deb": (
        "2a59bb65193b605cec3e5540e69e7d3ce8db4624744f8686f419aa0cf3f327f2",
        ["apt-get", "download", "mecab-ipadic=2.7.0-20070801+main-3"],
    ),
    "wamerican_2020.12.07-2_all.deb": (
        "c8f8e2b2ad0d37bfdd41f0e40f1e4c8e5f907467d768a1d3698b164e9617f0b4",
        ["apt-get", "download", "wamerican=2020.12.07-2"],
    ),
    "wamerican-small_2020.12.07-2_all.deb": (
        "bfebd3ce5f04a62f5fbeb6707ea1160e37d645754145138343009209f0deadb6",
        ["apt-get", "download", "wamerican-small=2020.12.07-2"],
    ),
    "ja_ginza-5.3.0-py3-none-any.whl": (
        "ac6479a805c5c5c23c270554934c1c1f344039560ef3a7e4b15a4275bea3c685",
        [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "ja-ginza==5.3.0"],
    ),
}


def fetch(cache: pathlib.Path) -> None:
    """Bring every pinned file into `cache` and refuse one whose digest differs."""
    cache.mkdir(parents=True, exist_ok=True)
    for name, (digest, command) in PINNED.items():
        path = cache / name
        if not path.exists():
            subprocess.run(command, cwd=cache, check=True)
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != digest:
            raise SystemExit(f"{name}: SHA-256 is {found}, expected {digest}")


def deb(cache: pathlib.Path, name: str) -> pathlib.Path:
    """Unpack a Debian package next to itself."""
    out = cache / name.removesuffix(".deb")
    if not out.exists():
        subprocess.run(["dpkg", "-x", str(cache / name), str(out)], check=True)
    return out


def ipadic(cache: pathlib.Path):
    """Rows of IPADIC as lists of columns (surface, left, right, cost, pos1..pos4, form, type, base, reading, …)."""
    root = deb(cache, "mecab-ipadic_2.7.0-20070801+main-3_all.deb") / "usr/share/mecab/dic/ipadic"
    for path in sorted(root.glob("*.csv")):
        for line in path.read_bytes().decode("euc_jp").splitlines():
            cells = line.split(",")
            if len(cells) >= 12:
                yield cells


def english(cache: pathlib.Path):
    """(common words of SCOWL level 35, words of level 50)."""
    def read(package, name):
        text = (deb(cache, package) / "usr/share/dict" / name).read_text(encoding="utf-8")
        return [w for w in text.split("\n") if w and not w.endswith("'s") and "'" not in w]
    return (
        read("wamerican-small_2020.12.07-2_all.deb", "american-english-small"),
        read("wamerican_2020.12.07-2_all.deb", "american-english"),
    )


def murmur64a(data: bytes, seed: int = 1) -> int:
    """The hash under which the vector table keeps its keys (MurmurHash64A)."""
    mask, m, r = (1 << 64) - 1, 0xC6A4A7935BD1E995, 47
    h = seed ^ (len(data) * m & mask)
    n = len(data) // 8 * 8
    for i in range(0, n, 8):
        k = int.from_bytes(data[i:i + 8], "little") * m & mask
        k = (k ^ k >> r) * m & mask
        h = (h ^ k) * m & mask
    if n < len(data):
        h = (h ^ int.from_bytes(data[n:], "little")) * m & mask
    h = (h ^ h >> r) * m & mask
    return h ^ h >> r


def vectors(cache: pathlib.Path):
    """(words by falling frequency, row of each word, rows × 300 matrix). Only static vectors and their keys are read."""
    import msgpack
    import numpy
    base = "ja_ginza/ja_ginza-5.3.0/vocab/"
    with zipfile.ZipFile(cache / "ja_ginza-5.3.0-py3-none-any.whl") as wheel:
        rows = msgpack.unpackb(wheel.read(base + "key2row"), strict_map_key=False)
        strings = json.loads(wheel.read(base + "strings.json"))
        matrix = numpy.load(io.BytesIO(wheel.read(base + "vectors")))
    order = {key: rank for rank, key in enumerate(rows)}
    found = []
    for word in strings:
        key = murmur64a(word.encode())
        if key in order:
            found.append((order[key], word, rows[key]))
    found.sort()
    return [w for _, w, _ in found], [r for _, _, r in found], matrix
