"""What is served as it is: small, complete, named by its content, with its licences."""

import re
from hashlib import sha256

from signboard.board import assets


def test_a_name_carries_a_piece_of_the_digest() -> None:
    for path, content in assets.static().contents.items():
        if not path.endswith(".txt"):
            assert f".{sha256(content).hexdigest()[:10]}." in path


def test_the_style_fits_in_25_kilobytes_and_the_fonts_in_2_megabytes() -> None:
    found = assets.static()
    assert len(found.contents[found.paths["board.css"]]) < 25_000
    fonts = [content for path, content in found.contents.items() if path.endswith(".woff2")]
    assert len(fonts) == 9
    assert sum(map(len, fonts)) < 2_000_000


def test_every_font_that_the_style_names_is_served() -> None:
    found = assets.static()
    style = found.contents[found.paths["fonts.css"]].decode()
    named = re.findall(r"url\(([^)]+)\)", style)
    assert len(named) == 9
    assert all(f"static/{name}" in found.contents for name in named)


def test_the_style_loads_nothing_from_elsewhere_and_moves_nothing() -> None:
    for name in ("board.css", "fonts.css"):
        style = assets.static().contents[assets.static().paths[name]].decode()
        assert "http" not in style.replace('href^="http"', "")
        assert "@import" not in style
        assert "transition" not in style
        assert "animation" not in style


def test_each_family_of_fonts_comes_with_its_licence() -> None:
    licences = [path for path in assets.static().contents if "/OFL-" in path]
    assert len(licences) == 2
