"""The reference's page of settings, from the file of settings that `signboard init` writes."""

from collections.abc import Iterator

import msgspec

from signboard import settings
from tools.reference.types import in_words


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
        meaning = meaning_of(field.name)
        form, default = in_words(field.type), default_of(field.default)
        yield f"| `{field.name}` | {meaning} | {form} | {default} |"
    yield "\n```toml"
    yield settings.WRITTEN.strip()
    yield "```"


def meaning_of(name: str) -> str:
    """The comment that stands over a setting where it is written first."""
    said: list[str] = []
    for line in settings.WRITTEN.splitlines():
        if line.removeprefix("# ").startswith(f"{name} = ") and said:
            return " ".join(said)
        said = [*said, line.removeprefix("# ")] if line.startswith("# ") else []
    raise ValueError(f"the setting {name} says nothing of itself; comment it in settings.WRITTEN")


def default_of(value: object) -> str:
    """What a setting is where it is left out."""
    return "none" if value is None else f"`{value}`"
