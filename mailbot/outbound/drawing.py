"""Draws the charts of a report as pictures: bars with their figures, for every eye, with no word from outside.

A picture says what the table before it says and nothing else; its words stand in `described` too, which the gate
reads. The same figures always make the same bytes: no date, no name of a program (docs/decisions/0014).
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mailbot.outbound.chart import written
from mailbot.outbound.markup import Picture

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

WIDTH: Final = 480
"""Pixels in which the picture is shown; small enough that a phone shows its words three quarters as large."""
SCALE: Final = 2
"""It is drawn so many times larger, for sharp screens and for print."""
PALETTE: Final = ("#0072B2", "#E69F00", "#009E73")
"""Blue, orange, green of Okabe and Ito (2008), "Color Universal Design": told apart by every eye."""
HATCHES: Final = ("", "///", "...")
"""The second sign of a series, for whoever sees no colours and for print in grey."""
INK: Final = "#1b2430"
HIDDEN: Final = "–"
_LABEL_WIDTH: Final = 25
_LINE, _BAR, _GAP, _EDGE, _FIGURE = 17, 18, 12, 2, 56
_HEAD: Final = 34
_COLOURS: Final = 48
_WORDLESS_CHUNKS: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"pHYs", b"IDAT", b"IEND"})
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"


def described(picture: Picture) -> str:
    """The alternative text: all that the picture says, in one sentence for each row."""
    return f"Balkendiagramm {picture.title}. " + " ".join(_told(picture))


def _told(picture: Picture) -> Iterator[str]:
    for label, figures in picture.rows:
        values = ("nicht genannt" if one is None else written(one) for one in figures)
        if len(picture.names) == 1:
            yield f"{label}: {next(values)}."
        else:
            yield (
                f"{label}: " + ", ".join(f"{name} {one}" for name, one in zip(picture.names, values, strict=True)) + "."
            )


@lru_cache(maxsize=16)
def draw(picture: Picture) -> bytes:
    """The chart as PNG. Equal pictures give equal bytes; those of one report are drawn once for mail, file and gate."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    rows = [_Row.of(label, figures) for label, figures in picture.rows]
    head = _HEAD + (_LINE + 6 if len(picture.names) > 1 else 0)
    height = head + sum(row.height for row in rows) + _EDGE
    with mpl.rc_context():
        mpl.rcdefaults()  # whatever an account has set for itself
        sheet = Figure(figsize=(WIDTH / 100, height / 100), dpi=100 * SCALE, facecolor="white")
        FigureCanvasAgg(sheet)
        page = sheet.add_axes((0.0, 0.0, 1.0, 1.0))
        page.set_axis_off()
        page.set_xlim(0, WIDTH)
        page.set_ylim(height, 0)
        _Sheet(page, sheet, *_fonts()).fill(picture, rows, head)
        sheet.canvas.draw()
        return _png(sheet.canvas)


def _png(canvas: Any) -> bytes:
    """In few colours: a third of the size. Pillow writes no chunk that matplotlib would fill with words."""
    from PIL import Image

    drawn = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBA", 0, 1)
    out = io.BytesIO()
    drawn.convert("RGB").quantize(_COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def holds_no_words(content: bytes) -> bool:
    """Whether the bytes are a PNG whose chunks hold nothing but the picture (PNG specification, section 11)."""
    place = len(_SIGNATURE)
    chunks: list[bytes] = []
    while content.startswith(_SIGNATURE) and place + 12 <= len(content):
        length = int.from_bytes(content[place : place + 4], "big")
        chunks.append(content[place + 4 : place + 8])
        place += length + 12
    return bool(chunks) and chunks[-1] == b"IEND" and place == len(content) and set(chunks) <= _WORDLESS_CHUNKS


@dataclass(frozen=True, slots=True)
class _Row:
    """A row, with its label in lines."""

    label: str
    lines: int
    figures: tuple[int | None, ...]

    @classmethod
    def of(cls, label: str, figures: tuple[int | None, ...]) -> _Row:
        lines = textwrap.wrap(label, _LABEL_WIDTH) or [""]
        return cls("\n".join(lines), len(lines), figures)

    @property
    def height(self) -> int:
        return max(self.lines * _LINE, len(self.figures) * _BAR) + _GAP


class _Sheet:
    """The page that is drawn on, in pixels from its upper left corner."""

    def __init__(self, page: Any, sheet: Any, plain: FontProperties, bold: FontProperties) -> None:
        self._page, self._sheet, self._plain, self._bold = page, sheet, plain, bold

    def fill(self, picture: Picture, rows: list[_Row], head: int) -> None:
        """Title, legend, then each row with its bars."""
        self._words(0, 16, picture.title, bold=True)
        if len(picture.names) > 1:
            self._legend(picture.names)
        labels = [self._words(0, 0, row.label) for row in rows]
        left = max((self._width(label) for label in labels), default=0) + 10
        most = max((one for row in rows for one in row.figures if one is not None), default=0)
        top = head
        for row, label in zip(rows, labels, strict=True):
            label.set_position((0, top + row.height / 2))
            self._bars(row, top, left, most)
            top += row.height
        self._page.plot((left, left), (head, top), color=INK, linewidth=0.8, solid_capstyle="butt")

    def _bars(self, row: _Row, top: int, left: float, most: int) -> None:
        first = top + (row.height - len(row.figures) * _BAR) / 2
        room = WIDTH - left - _FIGURE
        for place, figure in enumerate(row.figures):
            length = room * figure / most if figure and most else 0.0
            if length:
                self._bar(left, first + place * _BAR + 1, max(length, 1.5), place)
            said = HIDDEN if figure is None else written(figure)
            self._words(left + length + 6, first + (place + 0.5) * _BAR, said)

    def _bar(self, left: float, top: float, length: float, series: int, height: float = _BAR - 2) -> None:
        from matplotlib.patches import Rectangle

        bar = Rectangle((left, top), length, height, facecolor=PALETTE[series], edgecolor=INK, linewidth=0.8)
        bar.set_hatch(HATCHES[series])
        self._page.add_patch(bar)

    def _legend(self, names: tuple[str, ...]) -> None:
        left = 0.0
        for series, name in enumerate(names):
            self._bar(left + 1, _HEAD - 1, 22, series, 13)
            word = self._words(left + 30, _HEAD + 6, name)
            left += 30 + self._width(word) + 24

    def _words(self, left: float, middle: float, text: str, *, bold: bool = False) -> Any:
        """German text may hold a dollar sign: it is no formula."""
        font = self._bold if bold else self._plain
        return self._page.text(
            left, middle, text, fontproperties=font, color=INK, va="center_baseline", ha="left", parse_math=False,
            linespacing=1.1,
        )  # fmt: skip

    def _width(self, words: Any) -> float:
        return float(words.get_window_extent(self._sheet.canvas.get_renderer()).width) / SCALE


def _fonts() -> tuple[FontProperties, FontProperties]:
    """DejaVu Sans as matplotlib ships it, so that no machine draws with another."""
    import matplotlib as mpl
    from matplotlib.font_manager import FontProperties

    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    # points of 1/72 inch on a sheet of 100 pixels an inch
    plain = FontProperties(fname=str(folder / "DejaVuSans.ttf"), size=13 * 0.72)
    bold = FontProperties(fname=str(folder / "DejaVuSans-Bold.ttf"), size=14 * 0.72)
    return plain, bold
