"""Block Kit as Slack shows it: messages, and views as the modal's inside."""

from datetime import UTC, datetime

from markupsafe import Markup

from adapters.playground.fields import MANY, ONE
from adapters.playground.html import carried, linked, said, tabled
from adapters.playground.seen import mrkdwn
from adapters.playground.seen.reader import (
    Json,
    Reader,
    Undrawn,
    boxes,
    button,
    charted,
    joined,
    labeled,
    picked,
)
from facilitation.talk.when.moments import value as moment

_SEVERAL = {"checkboxes", "radio_buttons", "multi_users_select", "multi_static_select"}
_STYLES = {"": "plain", "primary": "primary", "danger": "danger"}


def card(payload: Json, reader: Reader) -> Markup:
    """Return a message; raises Undrawn."""
    return joined(_block(one, reader) for one in payload["blocks"])


def form(view: Json, reader: Reader) -> Markup:
    """Return what a modal holds between its title and its buttons; raises Undrawn."""
    return joined(_block(one, reader) for one in view["blocks"])


def title(view: Json) -> str:
    """Return a modal's title."""
    return str(view["title"]["text"])


def _block(block: Json, reader: Reader) -> Markup:
    match block["type"]:
        case "header":
            return Markup("<h3>{}</h3>").format(_text(block["text"], reader))
        case "section":
            return _section(block, reader)
        case "context":
            inside = (_text(one, reader) for one in block["elements"])
            return Markup('<div class="context">{}</div>').format(joined(inside))
        case "divider":
            return Markup("<hr>")
        case "actions":
            inside = (_element(one) for one in block["elements"])
            return Markup('<div class="actions">{}</div>').format(joined(inside))
        case "image":
            said_there = linked(block["alt_text"], block["image_url"])
            return Markup('<p class="picture">{} <span>Picture, not loaded here</span></p>').format(
                said_there
            )
        case "plan":
            done = joined(map(_task, block["tasks"]))
            return Markup('<div class="plan"><b>{}</b><ul>{}</ul></div>').format(
                said(block["title"]), done
            )
        case "data_table":
            heads, *rows = ([_cell(one, reader) for one in row] for row in block["rows"])
            return tabled(said(block["caption"]), heads, rows)
        case "data_visualization":
            (series,) = block["chart"]["series"]
            return charted(
                block["title"], series["data"], "label", "value", reader, below=series["name"]
            )
        case "input":
            return _input(block, reader)
        case _:
            raise Undrawn(block["type"])


def _cell(cell: Json, reader: Reader) -> Markup:
    match cell["type"]:
        case "raw_text" | "raw_number":
            return said(cell["text"])
        case "rich_text":
            return joined(
                _run(run, reader) for section in cell["elements"] for run in section["elements"]
            )
        case _:
            raise Undrawn(cell["type"])


def _run(run: Json, reader: Reader) -> Markup:
    match run["type"]:
        case "text":
            tags = {"bold": "<strong>{}</strong>", "code": "<code>{}</code>"}
            (tag,) = [tags[style] for style in run.get("style", {})] or ["{}"]
            return Markup(tag).format(said(run["text"]))  # noqa: S704 - one of ours
        case "link":
            return linked(run["text"], run["url"])
        case "user":
            return mrkdwn.at(run["user_id"], reader)
        case "date":
            return mrkdwn.moment(run["timestamp"], run["format"], reader)
        case _:
            raise Undrawn(run["type"])


_MARKS = {"complete": "✓", "in_progress": "▸", "pending": "○"}


def _task(task: Json) -> Markup:
    return Markup("<li>{} {}</li>").format(_MARKS[task["status"]], said(task["title"]))


def _section(block: Json, reader: Reader) -> Markup:
    text = _text(block["text"], reader) if "text" in block else Markup("")
    cells = (Markup("<div>{}</div>").format(_text(one, reader)) for one in block.get("fields", ()))
    fields = (
        Markup('<div class="fields">{}</div>').format(joined(cells)) if "fields" in block else ""
    )
    accessory = _element(block["accessory"]) if "accessory" in block else ""
    return Markup('<div class="section"><div>{}{}</div>{}</div>').format(text, fields, accessory)


def _text(text: Json, reader: Reader) -> Markup:
    match text["type"]:
        case "plain_text":
            return said(text["text"])
        case "mrkdwn":
            return mrkdwn.shown(text["text"], reader)
        case _:
            raise Undrawn(text["type"])


def _element(one: Json) -> Markup:
    match one["type"]:
        case "button":
            return button(one["text"]["text"], one.get("value", ""), _STYLES[one.get("style", "")])
        case "static_select":
            return _menu(one)
        case _:
            raise Undrawn(one["type"])


def _menu(one: Json) -> Markup:
    """Return a menu that acts as soon as something in it is chosen, as Slack's do."""
    command = one["action_id"].split(":", 2)[-1]
    chosen = (button(text, f"{command} {value}".strip(), "option") for text, value in _options(one))
    return Markup('<details class="menu"><summary>{}</summary><div>{}</div></details>').format(
        said(one["placeholder"]["text"]), joined(chosen)
    )


def _options(one: Json) -> list[tuple[str, str]]:
    groups = one.get("option_groups") or [one]
    return [(each["text"]["text"], each["value"]) for group in groups for each in group["options"]]


def _input(block: Json, reader: Reader) -> Markup:
    ident = f"field-{block['block_id']}"
    hint = block.get("hint", {}).get("text", "")
    optional = Markup(" <i>(optional)</i>") if block.get("optional") else Markup("")
    several = block["element"]["type"] in _SEVERAL
    return Markup('<div class="input">{}{}{}</div>').format(
        labeled(block["label"]["text"], ident, optional, several=several),
        _control(block["element"], block["block_id"], ident, reader),
        Markup('<p class="hint" id="{}-hint">{}</p>').format(ident, said(hint)) if hint else "",
    )


def _control(one: Json, name: str, ident: str, reader: Reader) -> Markup:
    about = f"{ident}-label"
    match one["type"]:
        case "checkboxes" | "multi_static_select":
            chosen = [each["value"] for each in one.get("initial_options", ())]
            return boxes("checkbox", MANY + name, _options(one), chosen, about)
        case "radio_buttons":
            chosen = [one.get("initial_option", {}).get("value", "")]
            return boxes("radio", ONE + name, _options(one), chosen, about)
        case "multi_users_select":
            people = [(each.text, each.value) for each in reader.people]
            return boxes("checkbox", MANY + name, people, one.get("initial_users", ()), about)
        case "users_select":
            people = [("Select a person", ""), *((each.text, each.value) for each in reader.people)]
            return picked(ONE + name, people, one.get("initial_user", ""), ident)
        case "static_select":
            options = [("Choose an option", ""), *_options(one)]
            chosen_one = one.get("initial_option", {}).get("value", "")
            return picked(ONE + name, options, chosen_one, ident)
        case _:
            return _typed(one, name, ident, reader)


def _typed(one: Json, name: str, ident: str, reader: Reader) -> Markup:
    plain = Markup('<input type="{}" id="{}" name="{}" value="{}" dir="auto">')
    match one["type"]:
        case "plain_text_input" if one["multiline"]:
            return Markup('<textarea id="{}" name="{}" rows="3" dir="auto">\n{}</textarea>').format(
                ident, ONE + name, carried(one.get("initial_value", ""))
            )
        case "plain_text_input":
            return plain.format("text", ident, ONE + name, carried(one.get("initial_value", "")))
        case "number_input":
            return plain.format("number", ident, ONE + name, one.get("initial_value", ""))
        case "datepicker":
            return plain.format("date", ident, ONE + name, one.get("initial_date", ""))
        case "datetimepicker":
            at = one.get("initial_date_time")
            wall = moment(datetime.fromtimestamp(at, UTC), reader.zone).split("@")[0] if at else ""
            return plain.format("datetime-local", ident, ONE + name, wall)
        case _:
            raise Undrawn(one["type"])
