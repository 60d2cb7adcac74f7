"""The reference's page of settings, from the file of settings that `signboard init` writes."""

from collections.abc import Iterator

import msgspec

from signboard import settings
from tools.reference.types import doc_of, in_words

TABLES = {"witnesses": settings.Witness}


def page() -> Iterator[str]:
    """The page, line by line. Raises `ValueError` for a setting that says nothing of itself."""
    yield "# Settings\n"
    yield (
        f"They stand in `{settings.FILE}` in the board's folder, as `signboard init` writes it. "
        "What is left out has its default; what isn't named here is refused.\n"
    )
    yield "| setting | what it is | form | default |"
    yield "| --- | --- | --- | --- |"
    for field in msgspec.structs.fields(settings.Settings):
        yield f"| `{field.name}` | {meaning_of(field.name)} | {_form(field)} |"
    for name, table in TABLES.items():
        fields = ", ".join(f"`{one.name}`" for one in msgspec.structs.fields(table))
        yield f"\nEach table of `{name}` has {fields}. {' '.join(doc_of(table).split())}"
    yield "\n```toml"
    yield settings.WRITTEN.strip()
    yield "```"


def _form(field: msgspec.structs.FieldInfo) -> str:
    if field.name in TABLES:
        return "list of tables | none"
    default = "none" if field.default is None else f"`{field.default}`"
    return f"{in_words(field.type)} | {default}"


def meaning_of(name: str) -> str:
    """The comment that stands over a setting where it is written first."""
    said: list[str] = []
    for line in settings.WRITTEN.splitlines():
        if said and (line.removeprefix("# ").startswith(f"{name} = ") or line == f"# [[{name}]]"):
            return " ".join(said)
        said = [*said, line.removeprefix("# ")] if line.startswith("# ") else []
    raise ValueError(f"the setting {name} says nothing of itself; comment it in settings.WRITTEN")
