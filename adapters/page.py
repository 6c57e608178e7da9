"""The few pages that people meet outside of a chat: one frame and one look, nothing from elsewhere, no script."""

import base64
import hashlib
from html import escape

_STYLE = (
    "body{font:1rem/1.6 system-ui,sans-serif;max-width:38rem;margin:12vh auto;padding:0 1.5rem;"
    "overflow-wrap:break-word;color:#1d1c1d;background:#fff}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2em}"
    "code{background:#f1f1f1;padding:.1em .35em;border-radius:4px}a{color:#1264a3}li{margin:.5em 0}"
    "@media(prefers-color-scheme:dark){"
    "body{color:#eee;background:#1a1d21}code{background:#333}a{color:#6cb8f0}}"
    "table{border-collapse:collapse;width:100%;font-size:.95rem}caption{text-align:left;padding:.4em 0}"
    "th,td{text-align:left;vertical-align:top;padding:.45em .7em .45em 0;border-bottom:1px solid #8886}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.1em 1em;margin:1em 0;padding-bottom:1em;"
    "border-bottom:1px solid #8886}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}small,.small{font-size:.85rem}"
    "body.wide{max-width:56rem;margin-top:6vh}figure{margin:1em 0}svg{width:100%;height:auto}"
    ".glance{display:flex;flex-wrap:wrap;gap:0 2rem}.glance figure{flex:1 1 15rem;max-width:26rem}"
    ".wide td:nth-child(-n+4){white-space:nowrap}.wide section th:first-child{width:9rem}"
    "figcaption{font-size:.9rem}svg text{font:12px system-ui,sans-serif;text-anchor:middle;fill:currentColor}"
    ".bar{fill:#8ab4d8;stroke:#1264a3}.now{fill:#1264a3}.grid{stroke:#8886}"
    "@media(prefers-color-scheme:dark){.bar{fill:#27506f;stroke:#6cb8f0}.now{fill:#6cb8f0}}"
    "@media print{@page{margin:12mm}html{font-size:8.5pt}body,body.wide{margin:0;max-width:none;padding:0;"
    "line-height:1.35;color:#000;background:#fff}h1{margin:0}h2{margin:.8em 0 .2em}.aside,details{display:none}"
    "figure,tr{break-inside:avoid}.glance{flex-wrap:nowrap;gap:1rem}.glance figure{margin:.2em 0}"
    "th,td{padding:.2em .5em .2em 0}p{margin:.4em 0}}"
)
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def html(title: str, body: str, *, wide: bool = False) -> str:
    """Return a page; the title is escaped here, what a body holds of others' words by whoever wrote it."""
    look = ' class="wide"' if wide else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body{look}><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
