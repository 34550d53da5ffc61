#!/usr/bin/env python3
"""Builds crates/senbiki-text/data/words.bin. Run from the repository root; see tools/lexicon/README.md."""

import argparse
import collections
import pathlib
import re
import subprocess
import unicodedata

import inputs
import sense

HERE = pathlib.Path(__file__).resolve().parent
OUT = pathlib.Path("crates/senbiki-text/data/words.bin")

COMMON, PROPER, SURNAME, GIVEN, PLACE, ORG, ENGLISH, INFLECTED, WELL_KNOWN = (1 << n for n in range(9))
NAMES = SURNAME | GIVEN | PLACE | ORG

# A place is well known when a city, lake, peak or hot spring of that name is listed too.
PLACE_ENDINGS = "市 県 府 都 区 郡 湖 岳 温泉 高原 空港 諸島 半島 大社 神宮".split()

CONTENT_POS = {"一般", "サ変接続", "形容動詞語幹", "副詞可能", "ナイ形容詞語幹"}
# Endings that matter when a sentence is cut into words; the other conjugations are left out for size.
VERB_FORMS = {"基本形", "連用形", "連用タ接続", "未然形", "仮定形", "命令ｅ", "命令ｉ", "命令ｙｏ", "未然ウ接続"}
ADJ_FORMS = {"基本形", "連用テ接続", "連用タ接続", "ガル接続", "仮定形"}

HIRAGANA = re.compile(r"^[ぁ-ゖー]+$")
KATAKANA = re.compile(r"^[ァ-ヺー]+$")
KANJI = re.compile(r"[㐀-鿿豈-﫿々]")
JAPANESE = re.compile(r"^[ぁ-ゖァ-ヺー㐀-鿿豈-﫿々〆ヶ]+$")
LATIN = re.compile(r"^[a-z]+$")
SCORED = re.compile(r"^[ぁ-ゖァ-ヺー㐀-鿿々a-z]{1,12}$")


def fold(word: str) -> str:
    return unicodedata.normalize("NFKC", word).lower()


def to_hiragana(word: str) -> str:
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in word)


def to_katakana(word: str) -> str:
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in word)


def commonness_of_rank(rank: int) -> int:
    """Frequency rank in web text to 0..=15: 15 is one of the first 500 words; every step is a factor 1.6."""
    level, bound = 15, 500.0
    while rank >= bound and level > 1:
        level, bound = level - 1, bound * 1.6
    return level


class Lexicon:
    def __init__(self):
        self.flags = collections.Counter()
        self.common = {}
        self.sense = {}

    def add(self, word, flags, common=0, sense=None):
        if not word or len(word) > 24:
            return
        self.flags[word] |= flags
        self.common[word] = max(self.common.get(word, 0), common)
        if sense is not None and word not in self.sense:
            self.sense[word] = sense


def read_words(name):
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0]
        yield from line.split()


def build(cache: pathlib.Path):
    inputs.fetch(cache)
    words, rows, matrix = inputs.vectors(cache)
    entries = list(inputs.ipadic(cache))
    poles = {pole: list(read_words(f"seeds_{pole}.txt")) for pole in ("business", "neutral", "ordinary")}
    names = sense.sample_names(words, entries)
    scores, report = sense.train(words, rows, matrix, poles["business"], poles["neutral"] + names, poles["ordinary"])
    report += f"\n{len(names)} of the neutral seeds are names, taken at even steps from the name lists"
    seed_value = {fold(w): v for pole, v in (("business", 88), ("ordinary", -88)) for w in read_words(f"seeds_{pole}.txt")}
    rank = {}
    score = {}
    for n, word in enumerate(words):
        folded = fold(word)
        if folded not in rank:
            rank[folded] = n
            score[folded] = scores[n]

    lex = Lexicon()

    # The vector keys are normalised spellings (打ち合わせ for 打合せ). Spellings of IPADIC find
    # theirs through the reading together with the kanji that both contain.
    by_reading = collections.defaultdict(list)
    for cells in entries:
        surface, pos = fold(cells[0]), cells[4]
        if pos in ("名詞", "動詞", "形容詞", "副詞") and surface in rank and cells[5] != "固有名詞":
            by_reading[cells[11]].append(surface)
    for found in by_reading.values():
        found.sort(key=lambda w: rank[w])

    def normal(surface, reading):
        """The vector key that stands for this spelling, or None."""
        if surface in rank:
            return surface
        kanji = "".join(KANJI.findall(surface))
        for candidate in by_reading.get(reading, ()):
            theirs = "".join(KANJI.findall(candidate))
            if kanji == theirs or (not kanji and len(reading) >= 3):
                return candidate
            if kanji and (kanji in theirs or theirs in kanji) and theirs:
                return candidate
        return None

    def known(surface, reading):
        key = normal(surface, reading)
        if key is None:
            # A longer word without a vector is a compound of known ones (工作機械): no rarity.
            return (5 if len(surface) >= 3 else 3), seed_value.get(surface)
        level = commonness_of_rank(rank[key])
        return level if key == surface else max(level - 1, 1), score[key]

    for cells in entries:
        surface, pos, sub, sub2, sub3 = fold(cells[0]), cells[4], cells[5], cells[6], cells[7]
        form, base, reading = cells[9], fold(cells[10]), cells[11]
        if pos == "名詞" and sub in CONTENT_POS:
            level, value = known(surface, reading)
            if len(surface) == 1 and not KANJI.match(surface):
                continue
            lex.add(surface, COMMON, level, value)
        elif pos == "名詞" and sub == "固有名詞":
            kind = {"人名": {"姓": SURNAME, "名": GIVEN}.get(sub3, 0), "地域": PLACE, "組織": ORG}.get(sub2, 0)
            level = commonness_of_rank(rank[surface]) if surface in rank else 0
            if len(surface) == 1 and not KANJI.match(surface):
                continue
            lex.add(surface, PROPER | kind, level, score.get(surface) if kind == 0 else None)
        elif pos in ("動詞", "形容詞") and sub == "自立":
            if form not in (VERB_FORMS if pos == "動詞" else ADJ_FORMS) or len(surface) < 2:
                continue
            level, value = known(base, None)
            if not KANJI.search(surface) and len(surface) < 3:
                continue
            lex.add(surface, COMMON if form == "基本形" else INFLECTED, level, value)
        elif pos == "副詞" and len(surface) >= 2:
            level, value = known(surface, reading)
            lex.add(surface, COMMON, level, None)
        elif pos in ("接続詞", "連体詞", "助詞", "助動詞") and len(surface) >= 2:
            lex.add(surface, COMMON, 15, None)

    # Vector keys that IPADIC does not list: only frequent ones written in one script family.
    for word, n in rank.items():
        if n < 200_000 and word not in lex.flags and len(word) >= 2 and SCORED.match(word) and not LATIN.match(word):
            if HIRAGANA.match(word) and len(word) < 4:
                continue
            plain = n < (20_000 if KATAKANA.match(word) else 40_000)
            # Rare short keys are mostly names whose vector was merged with some neighbour's.
            trusted = n < 100_000 or len(word) > 2
            lex.add(word, COMMON if plain else 0, commonness_of_rank(n), score[word] if trusted else None)

    # The vector of a bare name tells the company it keeps, not a matter: names have no sense.
    surfaces = {fold(cells[0]) for cells in entries}
    for word, flags in lex.flags.items():
        if flags & NAMES and not flags & COMMON:
            lex.sense.pop(word, None)
        if flags & PLACE and any(word + e in surfaces or word + e in rank for e in PLACE_ENDINGS):
            lex.flags[word] |= WELL_KNOWN

    # Seeds that the vector keys spell otherwise, or do not have, keep their place all the same.
    for folded, value in seed_value.items():
        lex.add(folded, COMMON, 6)
        if not lex.sense.get(folded):
            lex.sense[folded] = value
    for word in read_words("seeds_neutral.txt"):
        lex.sense.pop(fold(word), None)

    for word in read_words("ordinary_words.txt"):
        for spelled in {word, to_katakana(word), to_hiragana(word)} if not KANJI.search(word) else {word}:
            folded = fold(spelled)
            lex.add(folded, COMMON, 6, None)
            lex.sense.setdefault(folded, score.get(folded, -60))

    small, medium = inputs.english(cache)
    for words_, level in ((small, 8), (medium, 5)):
        for word in words_:
            folded = fold(word)
            if not LATIN.match(folded) or len(folded) < 2:
                continue
            if word == folded:
                lex.add(folded, ENGLISH, level)
            else:
                lex.add(folded, PROPER, level - 3)
    for word, value, written in sense.english(HERE / "english_senses.txt"):
        # A regular form that no list knows (teaed) is no word.
        if not written and word not in lex.flags:
            continue
        lex.add(word, ENGLISH, 9)
        lex.sense[word] = value
    for word, value in sense.fixed(HERE / "fixed_senses.txt"):
        lex.add(fold(word), COMMON, 5)
        lex.sense[fold(word)] = value
    return lex, report


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cache", default="target/lexicon", type=pathlib.Path)
    parser.add_argument("--tsv", type=pathlib.Path, help="where to leave the word list in readable form")
    args = parser.parse_args()
    lex, report = build(args.cache)
    tsv = args.tsv or args.cache / "words.tsv"
    with tsv.open("w", encoding="utf-8") as out:
        for word in sorted(lex.flags, key=lambda w: w.encode()):
            value = lex.sense.get(word) or 0
            step = round(value / 8) * 8
            out.write(f"{word}\t{lex.flags[word]}\t{lex.common[word]}\t{max(-100, min(100, step))}\n")
    print(report)
    print(f"{len(lex.flags)} words, {sum(1 for v in lex.sense.values() if v and abs(v) >= 4)} with a sense")
    # The packer links the crate that embeds its own output, so that file must exist.
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.touch()
    subprocess.run(
        ["cargo", "run", "--quiet", "--release", "--target-dir", str(args.cache / "pack"),
         "--manifest-path", str(HERE / "pack/Cargo.toml"), "--", str(tsv), str(OUT)],
        check=True,
    )
    print(f"{OUT}: {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
