"""Pictures as PNG, for chats: the SVG of our pages, in light colors, with a typeface that is always there."""

from html import escape
from pathlib import Path

from adapters.charts import Drawing

TYPEFACE = Path(__file__).parent / "fonts" / "Roboto-Regular.ttf"
"""Roboto (Apache 2.0, see its license beside it): Latin, Greek and Cyrillic; others the machine has, or none."""
WIDTH = 1200
_MARGIN, _HEAD = 14, 32
"""Room around a picture, and above it for its title, which no page says beside it there."""
_STYLE = (
    "text{font-family:Roboto,sans-serif;font-size:12px;text-anchor:middle;fill:#1d1c1d}"
    ".right{text-anchor:start}.left{text-anchor:end}"
    ".bar{fill:#8ab4d8;stroke:#1264a3}.now,.team,.dot{fill:#1264a3}.grid{stroke:#88888866}"
    ".title{font-size:15px;text-anchor:start}"
    ".curve{stroke:#1264a3;stroke-width:2.5}.tie{stroke:#e69f00}.could{stroke:#888888;stroke-opacity:.3}"
)


def made(drawing: Drawing) -> bytes:
    """Return a picture as PNG."""
    from resvg_py import svg_to_bytes  # only whoever is asked for one needs it

    return bytes(
        svg_to_bytes(
            svg_string=_titled(drawing),
            width=WIDTH,
            background="#ffffff",
            style_sheet=_STYLE,
            font_files=[str(TYPEFACE)],
            sans_serif_family="Roboto",
        )
    )


def _titled(drawing: Drawing) -> str:
    """Return the picture with its title in it, and room around."""
    before, _, after = drawing.svg.partition(' viewBox="0 0 ')
    size, _, rest = after.partition('"')
    wide, tall = map(int, size.split())
    box = f"{-_MARGIN} {-_HEAD} {wide + 2 * _MARGIN} {tall + _HEAD + _MARGIN}"
    title = f'<text class="title" x="0" y="{12 - _HEAD / 2:g}">{escape(drawing.title)}</text></svg>'
    return f'{before} viewBox="{box}"{rest.removesuffix("</svg>")}{title}'
