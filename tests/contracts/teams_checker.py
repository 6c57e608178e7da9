"""Checks of an Adaptive Card: Microsoft's own 1.5 schema, offline, and what Teams adds to it or takes away."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import jsonschema_rs
from markdown_it import MarkdownIt
from markdown_it.token import Token

Json = dict[str, Any]

_CHART = {"type", "title", "showBarValues", "color", "data", "fallback", "separator", "spacing"}
DATE = re.compile(r"\{\{(?:DATE|TIME)\([^)]*\)\}\}")
STRICT_DATE = re.compile(
    r"\{\{(?:DATE\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ, (?:SHORT|LONG|COMPACT)\)"
    r"|TIME\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\))\}\}"
)
AT = re.compile(r"<at>[^<>]*</at>")
MARKDOWN = MarkdownIt("commonmark")


@cache
def _validator() -> jsonschema_rs.Draft6Validator:
    schemas = resources.files("adaptive_cards") / "schemas"
    schema = json.loads((schemas / "schema-1.5.json").read_text("utf-8"))
    return jsonschema_rs.Draft6Validator(schema)


def card_faults(card: Json) -> list[str]:
    """Return what is wrong with a card, nothing when it is good."""
    return [*_schema(card), *_teams(card)]


def task_faults(answer: Json) -> list[str]:
    """Return what is wrong with the body that opens a dialog, nothing when it is good."""
    task = answer["task"]
    value = task["value"]
    faults = []
    if set(answer) != {"task"} or task["type"] != "continue":
        faults.append("task: not one that goes on")
    if not value["title"].strip() or len(value["title"].encode("utf-16-le")) > 160:
        faults.append(f"title: {value['title'][:90]!r}")
    if value["height"] not in ("small", "medium", "large") or value["width"] != "medium":
        faults.append("size: not one that Teams names")
    card = value["card"]
    if card["contentType"] != "application/vnd.microsoft.card.adaptive":
        faults.append("card: not an Adaptive Card")
    if any(node.get("type") == "Action.Execute" for node in nodes(card["content"])):
        faults.append("a dialog submits, and executes nothing")
    return [*faults, *card_faults(card["content"])]


def nodes(node: Any) -> Iterator[Json]:
    """Give every object in a card; what a button carries as its data is ours alone."""
    if isinstance(node, dict):
        yield node
        for name, value in node.items():
            if name != "data":
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


def _known(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [one["fallback"] if _is_chart(one) else one for one in value]


def _is_chart(node: Any) -> bool:
    return isinstance(node, dict) and str(node.get("type")).startswith("Chart.")


def _schema(card: Json) -> Iterator[str]:
    bare = json.loads(json.dumps(card))
    bare.pop("msteams", None)
    for node in nodes(bare):
        # Teams' people picker is Microsoft's own extension of 1.5, and not in its schema.
        node.pop("choices.data", None)
        if node.get("style") == "filtered":
            # Teams has it since 1.5, the schema as it was first published has not
            node["style"] = "compact"
        # charts are Teams' own: who knows only 1.5 shows what stands in for them
        node.update((key, _known(value)) for key, value in [*node.items()])
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
        yield from _action(node)
        yield from _for_everyone(node)
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
        case "TextRun":
            if DATE.search(node["text"]) or AT.search(node["text"]):
                yield f"a run that a client could read: {node['text'][:80]!r}"
        case "Chart.VerticalBar":
            yield from _chart(node)
        case "Table":
            yield from _table(node)
        case "Image":
            if not node["url"].startswith("https://"):
                yield "image: not https"
        case "TextBlock":
            if not node["text"]:
                yield "text: empty"
        case _:
            pass


def _chart(node: Json) -> Iterator[str]:
    """Check a chart as Teams documents it: bars, each called and as high as it says, and what stands in for them."""
    if set(node) - _CHART or not node["fallback"]:
        yield f"chart: {sorted(node)}"
    if not node["title"].strip() or not isinstance(node["showBarValues"], bool):
        yield "chart: no title"
    if not node["data"] or any(set(bar) != {"x", "y"} for bar in node["data"]):
        yield f"chart: bars {node['data']}"
    for bar in node["data"]:
        if not isinstance(bar["x"], str) or type(bar["y"]) not in (int, float):
            yield f"chart: a bar {bar}"


def _table(node: Json) -> Iterator[str]:
    """Check a table: whoever has more cells than columns loses them, and whoever has no heads is told none."""
    wide = len(node["columns"])
    if len(node["rows"]) < 2 or any(len(row["cells"]) != wide for row in node["rows"]):
        yield f"table: {wide} columns, rows of {[len(row['cells']) for row in node['rows']]}"
    if not wide or any(not cell["items"] for row in node["rows"] for cell in row["cells"]):
        yield "table: a cell without anything"


def _action(node: Json) -> Iterator[str]:
    match node.get("type"):
        case "Action.Execute":
            if not node.get("verb"):
                yield "Action.Execute without a verb sends nothing"
            fallback = node["fallback"]
            if fallback["type"] != "Action.Submit" or fallback["data"] != node["data"]:
                yield "Action.Execute without an equal Action.Submit to fall back to"
        case "Action.OpenUrl":
            if not node["url"].casefold().startswith(("https://", "http://", "mailto:")):
                yield f"link: {node['url'][:80]!r}"
        case _:
            pass


def _for_everyone(node: Json) -> Iterator[str]:
    kind = str(node.get("type", ""))
    if kind == "Image" and not node.get("altText", "").strip():
        yield "image: nothing for those who cannot see it"
    if kind == "TextBlock" and not node.get("wrap"):
        yield f"text: cut at the edge: {node['text'][:80]!r}"
    if kind.startswith("Input."):
        if not node.get("label", "").strip():
            yield f"input: {node['id']} has no label"
        if node.get("isRequired") and not node.get("errorMessage"):
            yield f"input: {node['id']} does not say what is missing"
        if node.get("style") == "expanded" and not node.get("wrap"):
            yield f"input: {node['id']} cuts its options at the edge"


def _mentions(card: Json) -> Iterator[str]:
    entities = card.get("msteams", {}).get("entities", [])
    known = [entity["text"] for entity in entities]
    live = {at for text in markdown_of(card) for at in AT.findall(text)}
    if set(known) != live or len(set(known)) != len(known):
        yield f"mentions: {sorted(live)} in the text, {known} as entities"
