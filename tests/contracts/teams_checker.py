"""Checks of an Adaptive Card: Microsoft's own 1.5 schema, offline, and what Teams adds to it or takes away."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import jsonschema
from markdown_it import MarkdownIt
from markdown_it.token import Token

Json = dict[str, Any]

DATE = re.compile(r"\{\{(?:DATE|TIME)\([^)]*\)\}\}")
STRICT_DATE = re.compile(
    r"\{\{(?:DATE\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ, (?:SHORT|LONG|COMPACT)\)"
    r"|TIME\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\))\}\}"
)
AT = re.compile(r"<at>[^<>]*</at>")
MARKDOWN = MarkdownIt("commonmark")


@cache
def _validator() -> Any:
    schemas = resources.files("adaptive_cards") / "schemas"
    schema = json.loads((schemas / "schema-1.5.json").read_text("utf-8"))
    return jsonschema.Draft6Validator(schema)


def card_faults(card: Json) -> list[str]:
    """Return what is wrong with a card, nothing when it is good."""
    return [*_schema(card), *_teams(card)]


def nodes(node: Any) -> Iterator[Json]:
    """Give every object in a card."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from nodes(value)
    elif isinstance(node, list):
        for value in node:
            yield from nodes(value)


def markdown_of(card: Json) -> list[str]:
    """Return every string of a card in which Teams reads Markdown, mentions and dates."""
    found = []
    for node in nodes(card["body"]):
        if node.get("type") == "TextBlock":
            found.append(node["text"])
        if node.get("type") == "FactSet":
            found += [text for fact in node["facts"] for text in (fact["title"], fact["value"])]
    return found


def tokens(markdown: str) -> list[Token]:
    """Return the Markdown's tokens, blocks and what is inside of them."""
    return [
        token
        for block in MARKDOWN.parse(AT.sub("@", markdown))
        for token in (block, *(block.children or ()))
    ]


def read(markdown: str) -> str:
    """Return the words that a reader of the Markdown sees."""
    said = []
    for token in tokens(markdown):
        if token.type in ("text", "code_inline", "code_block", "html_inline", "html_block"):
            said.append(token.content)
        elif token.type in ("softbreak", "hardbreak", "paragraph_close"):
            said.append("\n")
    return "".join(said).strip("\n")


def _schema(card: Json) -> Iterator[str]:
    bare = json.loads(json.dumps(card))
    bare.pop("msteams", None)
    for node in nodes(bare):
        # Teams' people picker is Microsoft's own extension of 1.5, and not in its schema.
        node.pop("choices.data", None)
    for error in _validator().iter_errors(bare):
        yield f"schema: {error.message[:300]}"


def _teams(card: Json) -> Iterator[str]:
    if card.get("version") != "1.5":
        yield "version: Teams shows bots' cards up to 1.5"
    # Spaces and all, as botbuilder writes it; in UTF-16, as Teams counts, that is well under 100 KB.
    if len(json.dumps(card, ensure_ascii=False).encode()) > 28_000:
        yield "size: over 28,000 bytes"
    if len(json.dumps(card, ensure_ascii=False).encode("utf-16-le")) > 100_000:
        yield "size: over 100 KB"
    ids = [node["id"] for node in nodes(card["body"]) if "id" in node]
    if len(set(ids)) != len(ids):
        yield "id: not unique"
    for node in nodes(card["body"]):
        yield from _node(node)
    yield from _mentions(card)
    for text in markdown_of(card):
        for token in tokens(text):
            if token.type.startswith(("html", "code", "fence", "image", "heading", "hr")):
                yield f"markdown: {token.type} in {text[:80]!r}"
            if token.type.startswith(("bullet", "ordered", "blockquote", "em_")):
                yield f"markdown: {token.type} in {text[:80]!r}"
        dates = DATE.findall(text)
        if any(not STRICT_DATE.fullmatch(date) for date in dates):
            yield f"date: {dates}"


def _node(node: Json) -> Iterator[str]:
    match node.get("type"):
        case "ActionSet":
            if not 1 <= len(node["actions"]) <= 6:
                yield f"actions: {len(node['actions'])}"
        case "Action.Execute":
            if not node.get("verb"):
                yield "Action.Execute without a verb sends nothing"
            if (
                node["fallback"]["type"] != "Action.Submit"
                or node["fallback"]["data"] != node["data"]
            ):
                yield "Action.Execute without an equal Action.Submit to fall back to"
        case "TextRun":
            if DATE.search(node["text"]) or AT.search(node["text"]):
                yield f"a run that a client could read: {node['text'][:80]!r}"
        case "Image":
            if not node["url"].startswith("https://"):
                yield "image: not https"
        case "TextBlock":
            if not node["text"]:
                yield "text: empty"
        case _:
            pass


def _mentions(card: Json) -> Iterator[str]:
    entities = card.get("msteams", {}).get("entities", [])
    known = [entity["text"] for entity in entities]
    live = {at for text in markdown_of(card) for at in AT.findall(text)}
    if set(known) != live or len(set(known)) != len(known):
        yield f"mentions: {sorted(live)} in the text, {known} as entities"
