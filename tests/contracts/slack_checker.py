"""A Block Kit checker written from Slack's documented limits, not from our own table of them.

Sources: docs.slack.dev reference of blocks (the data visualization block as of June 2026; how many of it a message may
hold is measured by others; the data table block as of September 2026), block elements, composition objects and views.
"""

import json
import math
import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

VIEW_BLOCKS = frozenset(("section", "header", "context", "actions", "image", "divider", "input"))
MESSAGE_BLOCKS = (VIEW_BLOCKS | {"plan", "data_visualization", "data_table"}) - {"input"}
_CHART = {"type", "series", "axis_config"}
_AXIS = {"categories", "x_label", "y_label"}
STATUSES = ("pending", "in_progress", "complete", "error")
INPUTS = frozenset(
    (
        *("plain_text_input", "static_select", "multi_static_select", "checkboxes"),
        *("radio_buttons", "users_select", "multi_users_select", "datepicker", "number_input"),
        "datetimepicker",
    )
)
LIVE = re.compile(r"<([^<>]*)>")
SAFE_LIVE = (
    re.compile(r"@[UW][A-Z0-9]+"),
    re.compile(r"!date\^-?[0-9]+\^[^|^]*(?:\^[^|]+)?\|[^|]+"),
    re.compile(r"(?:https?://|mailto:)[^\s|<>]*\|[^<>]+", re.IGNORECASE),
)
DATE_TOKENS = re.compile(r"\{[^}]*\}")
KNOWN_DATES = frozenset(
    "{date_num} {date} {date_short} {date_long} {date_pretty} {date_short_pretty} "
    "{date_long_pretty} {time} {time_secs} {ago}".split()
)


def length(text: str) -> int:
    """Count as Slack's servers may: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def message_faults(payload: Json) -> list[str]:
    """Return what Slack would refuse in a chat.postMessage payload, nothing when it is good."""
    return list(_message(payload))


def view_faults(view: Json) -> list[str]:
    """Return what Slack would refuse in a modal view, nothing when it is good."""
    return list(_view(view))


def mrkdwn_of(payload: Json) -> list[str]:
    """Return every string of a payload in which Slack reads mrkdwn."""
    found = [payload["text"]] if isinstance(payload.get("text"), str) else []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if node.get("type") == "mrkdwn":
                found.append(node["text"])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(payload.get("blocks"))
    return found


def _message(payload: Json) -> Iterator[str]:
    text, blocks = payload.get("text"), payload.get("blocks")
    if not isinstance(text, str) or not text.strip():
        yield "text: missing; screen readers and notifications have nothing to say"
    elif length(text) > 4_000:
        yield "text: over 4,000"
    else:
        yield from _markup(text, "text")
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= 50:
        yield "blocks: not 1 to 50"
        return
    if len(json.dumps(blocks, ensure_ascii=False).encode()) > 13_200:
        yield "blocks: msg_blocks_too_long"
    yield from _blocks(blocks, MESSAGE_BLOCKS)
    if sum(block.get("type") == "data_visualization" for block in blocks) > 2:
        yield "blocks: more than 2 charts"
    yield from _cells(blocks)
    actions = [
        one["action_id"]
        for block in blocks
        for one in (*block.get("elements", ()), block.get("accessory") or {})
        if "action_id" in one
    ]
    if len(set(actions)) != len(actions):
        yield "action_id: not unique in the message"


def _view(view: Json) -> Iterator[str]:
    if view.get("type") != "modal":
        yield "type: not a modal"
    for key in ("title", "submit", "close"):
        if key in view:
            yield from _text(view[key], key, 24, kinds=("plain_text",))
    if "title" not in view:
        yield "title: missing"
    if length(view.get("private_metadata", "")) > 3_000:
        yield "private_metadata: over 3,000"
    if length(view.get("callback_id", "")) > 255:
        yield "callback_id: over 255"
    blocks = view.get("blocks")
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= 100:
        yield "blocks: not 1 to 100"
        return
    if len(json.dumps(view, ensure_ascii=False).encode()) > 250_000:
        yield "view_too_large"
    if any(block.get("type") == "input" for block in blocks) and "submit" not in view:
        yield "submit: needed with an input"
    yield from _blocks(blocks, VIEW_BLOCKS)


def _blocks(blocks: list[Json], allowed: frozenset[str]) -> Iterator[str]:
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(set(ids)) != len(ids):
        yield "block_id: not unique"
    if any(not 1 <= length(one) <= 255 for one in ids):
        yield "block_id: not 1 to 255"
    for index, block in enumerate(blocks):
        at = f"/blocks/{index}"
        if block.get("type") not in allowed:
            yield f"{at}: type {block.get('type')}"
        else:
            yield from _block(block, at)


def _block(block: Json, at: str) -> Iterator[str]:
    match block["type"]:
        case "section":
            yield from _section(block, at)
        case "header":
            yield from _text(block["text"], at, 150, kinds=("plain_text",))
        case "context":
            if not 1 <= len(block["elements"]) <= 10:
                yield f"{at}: not 1 to 10 elements"
            for one in block["elements"]:
                yield from _text(one, at, 3_000)
        case "actions":
            if not 1 <= len(block["elements"]) <= 25:
                yield f"{at}: not 1 to 25 elements"
            for one in block["elements"]:
                yield from _element(one, at, ("button", "static_select"))
        case "plan":
            yield from _plan(block, at)
        case _:
            yield from _other(block, at)


def _chart(block: Json, at: str) -> Iterator[str]:
    """Check a bar chart: 1 to 6 series of other names, each with one number for each of 1 to 20 categories."""
    chart, axis = block["chart"], block["chart"]["axis_config"]
    if set(block) - {"type", "title", "chart", "block_id"} or set(chart) != _CHART:
        yield f"{at}: a chart of {sorted(block)}, {sorted(chart)}"
    if chart["type"] not in ("bar", "area", "line") or set(axis) - _AXIS:
        yield f"{at}: a chart of type {chart['type']} with {sorted(axis)}"
    named = [one["name"] for one in chart["series"]]
    if not 1 <= len(named) <= 6 or len(set(named)) < len(named):
        yield f"{at}: series {named}"
    if not 1 <= len(axis["categories"]) <= 20 or len(set(axis["categories"])) < len(
        axis["categories"]
    ):
        yield f"{at}: categories {axis['categories']}"
    for series in chart["series"]:
        if [point["label"] for point in series["data"]] != axis["categories"]:
            yield f"{at}: points of other labels than the categories"
        values = [point["value"] for point in series["data"]]
        if not all(type(one) in (int, float) and math.isfinite(one) for one in values):
            yield f"{at}: values {values}"
    words = [(block["title"], 50), *((one, 20) for one in (*named, *axis["categories"]))]
    words += [(axis[one], 50) for one in ("x_label", "y_label") if one in axis]
    for text, most in words:
        if not text.strip() or length(text) > most:
            yield f"{at}: {text[:60]!r}, not 1 to {most}"


def _cells(blocks: list[Json]) -> Iterator[str]:
    """Check that the cells of all tables of a message have at most 10,000 characters together."""
    tables = [one for one in blocks if one.get("type") == "data_table"]
    cells = [cell for one in tables for row in one["rows"] for cell in row]
    if sum(length("".join(_said(cell))) for cell in cells) > 10_000:
        yield "blocks: tables of over 10,000 characters"


def _said(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _said(one)
    elif isinstance(node, dict):
        yield from (node[key] for key in ("text", "fallback") if key in node)
        yield from _said(node.get("elements", []))


def _table(block: Json, at: str) -> Iterator[str]:
    """Check a table: heads and 1 to 100 rows, each of the same 1 to 20 cells, of which heads are no rich text."""
    keys = {"type", "caption", "rows", "page_size", "row_header_column_index", "block_id"}
    if set(block) - keys or not block["caption"].strip():
        yield f"{at}: a table of {sorted(block)}"
    rows = block["rows"]
    if not 2 <= len(rows) <= 101 or not 1 <= len(rows[0]) <= 20:
        yield f"{at}: {len(rows)} rows of {len(rows[0])}"
    if any(len(row) != len(rows[0]) for row in rows):
        yield f"{at}: rows of other numbers of cells"
    if not 1 <= block.get("page_size", 5) <= 100:
        yield f"{at}: page_size"
    if not 0 <= block.get("row_header_column_index", 0) < len(rows[0]):
        yield f"{at}: row_header_column_index"
    if any(cell["type"] == "rich_text" for cell in rows[0]):
        yield f"{at}: a head of rich text"
    for row in rows:
        for cell in row:
            yield from _cell(cell, at)


def _cell(cell: Json, at: str) -> Iterator[str]:
    match cell["type"]:
        case "raw_text" if set(cell) == {"type", "text"} and cell["text"]:
            pass
        case "raw_number" if set(cell) == {"type", "value", "text"} and cell["text"]:
            if type(cell["value"]) not in (int, float) or not math.isfinite(cell["value"]):
                yield f"{at}: a number {cell['value']!r}"
        case "rich_text":
            for section in cell["elements"]:
                if section["type"] != "rich_text_section" or not section["elements"]:
                    yield f"{at}: no section: {section}"
                for run in section["elements"]:
                    yield from _rich(run, at)
        case _:
            yield f"{at}: a cell {cell}"


def _rich(run: Json, at: str) -> Iterator[str]:
    match run["type"]:
        case "text":
            if not run["text"] or set(run.get("style", {})) - {"bold", "italic", "strike", "code"}:
                yield f"{at}: a run {run}"
        case "link":
            if not re.match(r"https?://|mailto:", run["url"], re.IGNORECASE) or not run["text"]:
                yield f"{at}: a link to {run['url'][:80]!r}"
        case "user":
            if not re.fullmatch(r"[UW][A-Z0-9]+", run["user_id"]):
                yield f"{at}: a user {run['user_id']!r}"
        case "date":
            if set(DATE_TOKENS.findall(run["format"])) - KNOWN_DATES or not run["fallback"]:
                yield f"{at}: a date {run}"
            if type(run["timestamp"]) is not int:
                yield f"{at}: a date {run}"
        case kind:
            yield f"{at}: a run of type {kind}"


def _plan(block: Json, at: str) -> Iterator[str]:
    if not isinstance(block["title"], str) or not block["title"].strip():
        yield f"{at}: title"
    for one in block["tasks"]:
        yield from _task(one, at)


def _task(one: Json, at: str) -> Iterator[str]:
    if one["type"] != "task_card" or one["status"] not in STATUSES or not one["task_id"]:
        yield f"{at}: no task card"
    if not isinstance(one["title"], str) or not one["title"].strip():
        yield f"{at}: a task without a title"


def _other(block: Json, at: str) -> Iterator[str]:
    match block["type"]:
        case "data_visualization":
            yield from _chart(block, at)
        case "data_table":
            yield from _table(block, at)
        case "image":
            if not block["image_url"].startswith("https://") or length(block["image_url"]) > 3_000:
                yield f"{at}: image_url"
            if not 1 <= length(block["alt_text"]) <= 2_000:
                yield f"{at}: alt_text"
        case "input":
            yield from _text(block["label"], at, 2_000, kinds=("plain_text",))
            if "hint" in block:
                yield from _text(block["hint"], at, 2_000, kinds=("plain_text",))
            yield from _element(block["element"], at, tuple(INPUTS))
        case _:
            pass


def _section(block: Json, at: str) -> Iterator[str]:
    if "text" not in block and "fields" not in block:
        yield f"{at}: neither text nor fields"
    if "text" in block:
        yield from _text(block["text"], at, 3_000)
    if "fields" in block:
        if not 1 <= len(block["fields"]) <= 10:
            yield f"{at}: not 1 to 10 fields"
        for one in block["fields"]:
            yield from _text(one, at, 2_000)
    if "accessory" in block:
        yield from _element(block["accessory"], at, ("button", "static_select"))


def _text(
    node: Json, at: str, limit: int, kinds: tuple[str, ...] = ("plain_text", "mrkdwn")
) -> Iterator[str]:
    keys = (
        {"type", "text", "emoji"} if node["type"] == "plain_text" else {"type", "text", "verbatim"}
    )
    if node["type"] not in kinds or set(node) - keys:
        yield f"{at}: text object {sorted(node)} of type {node['type']}"
    if not node["text"].strip() or length(node["text"]) > limit:
        yield f"{at}: text of {length(node['text'])}, not 1 to {limit}"
    if node["type"] == "mrkdwn":
        yield from _markup(node["text"], at)


def _markup(text: str, at: str) -> Iterator[str]:
    for live in LIVE.findall(text):
        if not any(safe.fullmatch(live) for safe in SAFE_LIVE):
            yield f"{at}: live markup <{live}>"
        if live.startswith("!date") and set(DATE_TOKENS.findall(live.split("|")[0])) - KNOWN_DATES:
            yield f"{at}: unknown date token in <{live}>"
    bare = LIVE.sub("", text)
    if "<" in bare or ">" in re.sub(r"^> ?", "", bare, flags=re.MULTILINE):
        yield f"{at}: a bracket that is not escaped, or cut in two"
    if re.search(r"&(?!amp;|lt;|gt;)", bare):
        yield f"{at}: an ampersand that is not escaped, or cut in two"


def _element(one: Json, at: str, allowed: tuple[str, ...]) -> Iterator[str]:
    kind = one["type"]
    if kind not in allowed:
        yield f"{at}: element {kind}"
    if not 1 <= length(one.get("action_id", "")) <= 255:
        yield f"{at}: action_id"
    if "placeholder" in one:
        yield from _text(one["placeholder"], at, 150, kinds=("plain_text",))
    match kind:
        case "button":
            yield from _text(one["text"], at, 75, kinds=("plain_text",))
            if not 1 <= length(one.get("accessibility_label", "-")) <= 75:
                yield f"{at}: accessibility_label"
            if "value" in one and not 1 <= length(one["value"]) <= 2_000:
                yield f"{at}: value of {length(one['value'])}"
            if one.get("style", "primary") not in ("primary", "danger"):
                yield f"{at}: style {one['style']}"
        case "static_select" | "multi_static_select" | "checkboxes" | "radio_buttons":
            yield from _menu(one, at)
        case _:
            yield from _field(one, at)


def _field(one: Json, at: str) -> Iterator[str]:
    match one["type"]:
        case "plain_text_input":
            if not 1 <= one["max_length"] <= 3_000:
                yield f"{at}: max_length"
            if length(one.get("initial_value", "")) > one["max_length"]:
                yield f"{at}: initial_value over max_length"
        case "datepicker":
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", one.get("initial_date", "2026-01-01")):
                yield f"{at}: initial_date"
        case "datetimepicker":
            # "a UNIX timestamp in seconds … in the format of 10 digits"
            when = one.get("initial_date_time", 1_000_000_000)
            if type(when) is not int or not re.fullmatch(r"\d{10}", str(when)):
                yield f"{at}: initial_date_time"
        case "number_input":
            low, high = int(one["min_value"]), int(one["max_value"])
            if not low <= int(one.get("initial_value", low)) <= high:
                yield f"{at}: initial_value out of range"
        case _:
            pass


def _menu(one: Json, at: str) -> Iterator[str]:
    boxes = one["type"] in ("checkboxes", "radio_buttons")
    groups = one.get("option_groups")
    lists = [one["options"]] if groups is None else [group["options"] for group in groups]
    if groups is not None:
        if boxes or "options" in one or not 1 <= len(groups) <= 100:
            yield f"{at}: option_groups"
        for group in groups:
            yield from _text(group["label"], at, 75, kinds=("plain_text",))
    for options in lists:
        if not 1 <= len(options) <= (10 if boxes else 100):
            yield f"{at}: {len(options)} options"
        for option in options:
            yield from _text(option["text"], at, 75, kinds=("plain_text",))
            if not 1 <= length(option["value"]) <= 75:
                yield f"{at}: option value of {length(option['value'])}"
    known = [option for options in lists for option in options]
    chosen = [*one.get("initial_options", ()), *filter(None, [one.get("initial_option")])]
    if any(option not in known for option in chosen) or one.get("initial_options") == []:
        yield f"{at}: an initial option that is not an option"
