"""Cards without what they say of somebody who was forgotten: their team and place, what they offer and want."""

import json
from typing import Any

GONE = "Somebody who has left"
"""What history calls people who were forgotten."""

_ABOUT = {"skill", "skills", "why"}
"""The places of sentences by which an introduction says why people meet."""


def undescribed(before: str, after: str) -> str:
    """Return a card's JSON in which a name has gone, `after`, without what it says of who bore it."""
    if before == after or '"blocks":' not in after:
        return after
    card = json.loads(after)
    if not isinstance(card, dict) or "blocks" not in card:
        return after
    meeting = "people" in _places(card["title"])
    blocks = [_named_only(block, meeting=meeting) for block in card["blocks"]]
    kept = [one for one in blocks if not (meeting and one["kind"] == "text" and _describes(one))]
    return json.dumps(card | {"blocks": kept}, ensure_ascii=False, separators=(",", ":"))


def _named_only(block: dict[str, Any], *, meeting: bool) -> dict[str, Any]:
    """Return a list with no more than the name in the lines that begin with who has left, any other block as it is."""
    if block["kind"] != "items":
        return block
    lines = []
    for line in block["lines"]:
        person = _places(line[0]).get("person") if line else None
        if _is_gone(person):
            lines.append([person])
        elif not (meeting and _describes(line)):
            lines.append(line)
    return block | {"lines": lines}


def _places(span: Any) -> dict[str, Any]:
    return span.get("places", {}) if isinstance(span, dict) else {}


def _is_gone(place: Any) -> bool:
    if isinstance(place, list):
        return any(map(_is_gone, place))
    return GONE in ((place.get("name"), place.get("text")) if isinstance(place, dict) else (place,))


def _describes(spans: Any) -> bool:
    """Return whether a sentence in here says of who has left what they know or want."""
    inner = spans.values() if isinstance(spans, dict) else spans if isinstance(spans, list) else ()
    places = _places(spans)
    here = bool(places.keys() & _ABOUT) and any(map(_is_gone, places.values()))
    return here or any(map(_describes, inner))
