"""Files that can't be read are refused in one line: what, which file, what to do."""

import subprocess
import sys

import pytest

from signboard.reading import LIMIT, read
from signboard.reading.decoding import LINES
from signboard.reading.page import DEEPEST, MOST
from signboard.terms import Refusal

KOREAN = "내년에 도서관을 짓겠습니다. 우리 시의 약속입니다.\n"

REFUSED = {
    "an empty file": (b"", "plan.txt", "is empty"),
    "white space only": (b" \n\t\r\n", "plan.txt", "is empty"),
    "a byte order mark only": (b"\xef\xbb\xbf \n", "plan.txt", "is empty"),
    "a PDF": (b"%PDF-1.7\n...", "plan.pdf", "is a PDF; this version reads text, Markdown and HTML"),
    "a PDF under another name": (b"%PDF-1.7\n...", "plan.txt", "is a PDF"),
    "a ZIP archive": (b"PK\x03\x04\x14\x00", "plan.docx", "is a ZIP archive"),
    "an old office file": (b"\xd0\xcf\x11\xe0\xa1\xb1", "plan.hwp", "HWP"),
    "NUL bytes": (b"We will\x00\x01\xff\xfe build", "plan.txt", "binary file"),
    "a cut character": (KOREAN.encode()[:-2] + "요".encode()[:2], "plan.txt", "cut short"),
    "CP949": (KOREAN.encode("cp949"), "plan.txt", "iconv -f cp949 -t utf-8"),
    "UTF-16 with a mark": (KOREAN.encode("utf-16"), "plan.txt", "iconv -f utf-16 -t utf-8"),
    "UTF-16LE": (KOREAN.encode("utf-16-le"), "plan.txt", "iconv -f utf-16le -t utf-8"),
    "UTF-16BE": (KOREAN.encode("utf-16-be"), "plan.txt", "iconv -f utf-16be -t utf-8"),
    "English in UTF-16LE": ("We will.".encode("utf-16-le"), "plan.txt", "iconv -f utf-16le"),
    "Hangul alone in UTF-16LE": ("도서관".encode("utf-16-le"), "plan.txt", "iconv -f "),
    "Latin-1": ("Nous construirons une école".encode("latin-1"), "plan.txt", "is not UTF-8"),
    "a page without words": (b"<html><script>x</script></html>", "plan.html", "without words"),
    "more than the limit": (b"a" * (LIMIT + 1), "plan.txt", "more than the 20,000,000"),
    "more lines than are read": (b"a\n" * (LINES + 1), "plan.txt", "more than the 250,000"),
    "a page nested too deep": (b"<div>" * 100_000 + b"x", "plan.html", f"more than {DEEPEST}"),
    "a page of too many tags": (b"<p>x" * (MOST + 1), "plan.html", "more than 500,000 tags"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_line_that_says_what_and_which_file(
    case: str,
) -> None:
    content, name, expected = REFUSED[case]
    with pytest.raises(Refusal) as refused:
        read(content, name)
    message = str(refused.value)
    assert message.startswith(f"{name}: ")
    assert expected in message
    assert "\n" not in message


def test_a_name_with_a_line_break_still_gives_one_line() -> None:
    with pytest.raises(Refusal) as refused:
        read(b"", "a\nb.txt")
    assert "\n" not in str(refused.value)


HEAVY = {
    "one line without a space": "b'a' * 19_000_000",
    "one line of sentences": "b'We will plant trees on %d. ' * 700_000",
    "one line of dots": "b'.' * 19_000_000 + b'a'",
    "one line of digits": "b'1' * 19_000_000",
    "one line of Hangul": "('가' * 6_000_000).encode()",
    "one line of hyphens": "b'A-' * 5_000_000",
    "one line of opening quotation marks": "('“' * 6_000_000).encode()",
    "spaces between two letters": "b'a' + b' ' * 19_000_000 + b'b'",
    "many lines": "b'The council will meet on the first day of each month to talk.\\n' * 100_000",
    "many short lines": "b'a\\n' * 249_000",
    "many headings": "b'# a\\n' * 249_000",
    "numbers that start again": "b'1. build a\\n2. build b\\n<Head>\\n' * 50_000",
}


@pytest.mark.parametrize("case", HEAVY)
def test_a_large_file_takes_bounded_time(case: str) -> None:
    code = (
        "from signboard.reading import read; from signboard.finding import find;"
        f"find(read({HEAVY[case]}, 'heavy.txt'))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
