"""The language of a text, its title, and which blocks before the title only steer a reader."""

import re
from collections.abc import Sequence

import msgspec

from signboard.reading.structure import Block
from signboard.terms import Quote

_SAMPLE = 100_000
_STEER = re.compile(
    r"(?:page |go to |back to )?(?:print|share|download|login|log in|sign in|menu|home|search|list|"
    r"top|previous|next|skip to .{1,30}|facebook|twitter|url copy)"
    r"|(?:본문 ?)?(?:인쇄(?:하기)?|공유(?:하기)?|다운로드|내려받기|로그인|메뉴|홈|검색|목록|"
    r"이전 ?글|다음 ?글|바로 ?가기|맨 ?위로)",
    re.IGNORECASE,
)
_HANGUL = re.compile(r"[가-힣]")
_KANA = re.compile(r"[ぁ-ヿ]")
_HAN = re.compile(r"[一-鿿]")
_LATIN = re.compile(r"[A-Za-z]")


def language_of(text: str) -> str:
    """`ko`, `ja`, `zh`, `en` or `und`, by the share of scripts in the first 100,000 characters.

    A Latin text is taken for English: no other language of that script is read yet.
    """
    sample = text[:_SAMPLE]
    hangul, kana, han, latin = (
        sum(1 for _ in script.finditer(sample)) for script in (_HANGUL, _KANA, _HAN, _LATIN)
    )
    letters = hangul + kana + han + latin
    if letters == 0:
        return "und"
    # One syllable or ideograph says about as much as three letters.
    for code, count in (("ko", hangul), ("ja", kana), ("zh", han)):
        if 3 * count > latin and count * 10 >= letters:
            return code
    return "en" if latin else "und"


def title_of(text: str, blocks: Sequence[Block]) -> tuple[Quote | None, tuple[Block, ...]]:
    """The title, and the blocks with those that only steer marked as navigation.

    A heading with nothing under it but such blocks steers too: it is no title.
    """
    steered = list(blocks)
    for i in range(len(blocks) - 1, -1, -1):
        after = steered[i + 1].kind if i + 1 < len(blocks) else None
        if _steers(text, blocks[i], after):
            steered[i] = msgspec.structs.replace(blocks[i], kind="navigation")
    named = next((b for b in steered[:200] if b.kind == "heading"), None)
    if named is None:
        named = next((b for b in steered[:200] if b.kind in ("paragraph", "item")), None)
    if named is None or named.end - named.start > 300:
        return None, tuple(steered)
    return Quote(named.start, named.end, text[named.start : named.end]), tuple(steered)


def _steers(text: str, block: Block, after: str | None) -> bool:
    if block.end - block.start > 80 or block.kind not in ("heading", "item", "paragraph"):
        return False
    if block.kind == "heading" and block.depth > 5 and after == "navigation":
        return True
    return _STEER.fullmatch(text, block.start, block.end) is not None
