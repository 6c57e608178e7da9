"""What a person reads and finds to press in an Adaptive Card."""

from collections.abc import Iterator
from typing import Any

from tests.contracts import teams_checker

Json = dict[str, Any]


def parts_of(node: Any) -> Iterator[Json]:
    """Give every object of a card that is shown, fallbacks left out."""
    if isinstance(node, dict):
        yield node
        for key, value in node.items():
            if key not in ("fallback", "data"):
                yield from parts_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from parts_of(value)


def actions_of(card: Json) -> list[Json]:
    """Return the card's actions in their order."""
    return [one for one in parts_of(card) if str(one.get("type")).startswith("Action.")]


def inputs_of(card: Json) -> list[Json]:
    """Return the card's inputs in their order."""
    return [one for one in parts_of(card) if str(one.get("type")).startswith("Input.")]


def words_of(card: Json) -> str:
    """Return what there is to read, a line for each element; buttons are not read."""
    return "\n".join(line for part in parts_of(card.get("body")) for line in _words(part))


def _words(part: Json) -> Iterator[str]:
    match part.get("type"):
        case "TextBlock":
            yield teams_checker.read(named(part["text"]))
        case "RichTextBlock":
            runs = part["inlines"]
            yield "".join(one if isinstance(one, str) else one["text"] for one in runs)
        case "FactSet":
            for fact in part["facts"]:
                title, value = (teams_checker.read(named(fact[key])) for key in ("title", "value"))
                yield f"{title}: {value}"
        case "Image":
            yield str(part.get("altText") or "")
        case str(kind) if kind.startswith("Input."):
            yield str(part.get("label") or part.get("title") or "")
        case _:
            pass


def named(text: str) -> str:
    """Return the text with mentions as the names that people read."""
    return text.replace("<at>", "").replace("</at>", "")
