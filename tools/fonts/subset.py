"""Cut the board's fonts out of the npm packages `pretendard` and `@fontsource/noto-serif-kr`.

Usage: subset.py NODE_MODULES OUT. Needs fonttools and brotli; see README.md beside this file.
"""

import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

COMMON = 700
LATIN = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2010, 0x2028),
    *range(0x2030, 0x205F),
    *range(0x20A0, 0x20C0),
    *range(0x2100, 0x2150),
    *range(0x2150, 0x2200),
    *range(0x2200, 0x2270),
    *range(0x2460, 0x2500),
    *range(0x25A0, 0x2600),
    *range(0x2600, 0x2640),
    *range(0x3000, 0x3030),
    *range(0x3200, 0x3400),
    *range(0xFF00, 0xFFF0),
]
LETTERS = [*range(0x3131, 0x318F)]
NAMES = {1, 3, 4, 6, 16, 17, 18, 21, 22, 25}


def ks_x_1001() -> set[int]:
    """The 2,350 syllables of the Korean standard."""
    syllables = range(0xAC00, 0xD7A4)
    return {point for point in syllables if len(chr(point).encode("euc_kr", "ignore")) == 2}


def commonest(package: Path, standard: set[int]) -> list[int]:
    """The commonest syllables: Google's slices are numbered from the rarest to the commonest."""
    slices = json.loads((package / "unicode.json").read_text())
    numbered = {int(name[1:-1]): text for name, text in slices.items() if name[0] == "["}
    found: list[int] = []
    for number in sorted(numbered, reverse=True):
        for piece in numbered[number].split(","):
            first, _, last = piece.strip().removeprefix("U+").partition("-")
            found += range(int(first, 16), int(last or first, 16) + 1)
    return [point for point in found if point in standard][:COMMON]


def ranges(points: list[int]) -> str:
    """Code points as a CSS unicode-range."""
    runs: list[list[int]] = []
    for point in sorted(points):
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def named(font: TTFont, family: str, style: str) -> None:
    """The licence reserves the original's name: a cut font carries its own."""
    table = font["name"]
    table.names = [record for record in table.names if record.nameID not in NAMES]
    for number, text in ((1, family), (3, f"{family} {style}"), (4, f"{family} {style}")):
        table.setName(text, number, 3, 1, 0x409)
    table.setName(f"{family} {style}".replace(" ", ""), 6, 3, 1, 0x409)


def cut(source: Path, points: list[int], out: Path, family: str, style: str) -> int:
    options = subset.Options(flavor="woff2", hinting=False, notdef_outline=True)
    options.layout_features = ["kern", "tnum", "mark", "mkmk", "ccmp", "locl"]
    options.name_IDs = ["*"]
    font = subset.load_font(str(source), options)
    knife = subset.Subsetter(options)
    knife.populate(unicodes=points)
    knife.subset(font)
    named(font, family, style)
    subset.save_font(font, str(out), options)
    return out.stat().st_size


def main(modules: Path, out: Path) -> None:
    serif = modules / "@fontsource" / "noto-serif-kr"
    pretendard = modules / "pretendard" / "dist"
    standard = ks_x_1001()
    common = commonest(serif, standard)
    parts = {
        "latin": LATIN,
        "common": common,
        "rest": sorted(standard - set(common)) + LETTERS,
    }
    web = pretendard / "web" / "static" / "woff2"
    korean = serif / "files" / "noto-serif-kr-korean-400-normal.woff2"
    latin = serif / "files" / "noto-serif-kr-latin-400-normal.woff2"
    faces = {
        ("sans-400", "Signboard Sans", "Regular"): web / "Pretendard-Regular.woff2",
        ("sans-600", "Signboard Sans", "SemiBold"): web / "Pretendard-SemiBold.woff2",
        ("serif-400", "Signboard Serif", "Regular"): korean,
    }
    total = 0
    for (name, family, style), source in faces.items():
        for part, points in parts.items():
            taken = latin if source == korean and part == "latin" else source
            size = cut(taken, points, out / f"{name}-{part}.woff2", family, style)
            total += size
            print(f"{name}-{part}: {size:,} bytes")
    print(f"in all: {total:,} bytes")
    for part, points in parts.items():
        print(f"{part}: {ranges(points)}\n")
    (out / "OFL-Pretendard.txt").write_text((pretendard / "LICENSE.txt").read_text())
    (out / "OFL-NotoSerifKR.txt").write_text((serif / "LICENSE").read_text())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
