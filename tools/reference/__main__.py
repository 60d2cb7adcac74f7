"""Write docs/reference anew; with `--check` write nothing and say which pages are stale."""

import sys

from tools.reference import FOLDER, pages, stale

if "--check" in sys.argv[1:]:
    old = stale()
    for name in old:
        print(f"docs/reference/{name} does not say what the code says; run: make docs")
    sys.exit(1 if old else 0)
FOLDER.mkdir(parents=True, exist_ok=True)
for name, text in pages().items():
    (FOLDER / name).write_text(text, encoding="utf-8")
