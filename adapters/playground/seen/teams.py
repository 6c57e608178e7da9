"""Adaptive Cards 1.5 as Teams draws them: messages, and forms as the dialog's inside."""

from collections.abc import Iterator

from markupsafe import Markup

from adapters.playground.fields import CLOCK, MANY, ONE
from adapters.playground.html import carried, linked, said, tabled
from adapters.playground.seen import markdown
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

_STYLES = {"default": "plain", "positive": "primary", "destructive": "danger"}
_LOOKS = {"size", "weight", "isSubtle", "color", "fontType"}


def card(payload: Json, reader: Reader) -> Markup:
    """Return a message; raises Undrawn."""
    picks = {
        action["data"]["pick"]: action["data"]["line"]
        for element in payload["body"]
        for action in element.get("actions", ())
        if "pick" in action.get("data", {})
    }
    return joined(_element(one, reader, picks) for one in payload["body"])


def form(task: Json, reader: Reader) -> Markup:
    """Return what a dialog holds under its title; raises Undrawn."""
    return card(task["task"]["value"]["card"]["content"], reader)


def title(task: Json) -> str:
    """Return a dialog's title."""
    return str(task["task"]["value"]["title"])


def _element(one: Json, reader: Reader, picks: dict[str, str]) -> Markup:
    inside = _inside(one, reader, picks)
    spacing = f"space-{one['spacing'].lower()}" if "spacing" in one else ""
    line = "separated" if one.get("separator") else ""
    return Markup('<div class="element {} {}">{}</div>').format(spacing, line, inside)


def _inside(one: Json, reader: Reader, picks: dict[str, str]) -> Markup:
    match one["type"]:
        case "TextBlock":
            if one.get("style") == "heading":
                heading = markdown.inline(one["text"], reader)
                return Markup('<h3 class="{}">{}</h3>').format(_look(one), heading)
            text = markdown.shown(one["text"], reader)
            return Markup('<div class="{}">{}</div>').format(_look(one), text)
        case "RichTextBlock":
            runs = joined(_run(run) for run in one["inlines"])
            return Markup('<p class="runs">{}</p>').format(runs)
        case "FactSet":
            return Markup("<dl>{}</dl>").format(joined(_fact(f, reader) for f in one["facts"]))
        case "Container":
            items = joined(_element(item, reader, picks) for item in one["items"])
            return Markup('<div class="container {}">{}</div>').format(one["style"], items)
        case "ColumnSet":
            columns = (
                joined(_element(item, reader, picks) for item in column["items"])
                for column in one["columns"]
            )
            cells = joined(Markup("<div>{}</div>").format(cell) for cell in columns)
            return Markup('<div class="columns">{}</div>').format(cells)
        case "Table":
            heads, *rows = (
                [_cell(cell, reader, picks) for cell in row["cells"]] for row in one["rows"]
            )
            return tabled(said(Markup(", ").join(heads).striptags()), heads, rows)
        case "Image":
            picture = linked(one["altText"], one["url"])
            return Markup('<p class="picture">{} <span>Picture, not loaded here</span></p>').format(
                picture
            )
        case "Chart.VerticalBar":
            return charted(one["title"], one["data"], "x", "y", reader)
        case "ActionSet":
            actions = joined(_action(action) for action in one["actions"])
            return Markup('<div class="actions">{}</div>').format(actions)
        case _:
            return _input(one, reader, picks)


def _cell(cell: Json, reader: Reader, picks: dict[str, str]) -> Markup:
    return joined(_inside(one, reader, picks) for one in cell["items"])


def _fact(fact: Json, reader: Reader) -> Markup:
    label, value = markdown.inline(fact["title"], reader), markdown.shown(fact["value"], reader)
    return Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(label, value)


def _look(one: Json) -> str:
    """Return the classes that say how a text looks."""
    named = (f"{name}-{one[name]}".lower() for name in sorted(_LOOKS & one.keys()))
    return " ".join(named)


def _run(run: Json) -> Markup:
    if run["type"] != "TextRun":
        raise Undrawn(run["type"])
    if "selectAction" in run:
        return linked(run["text"], run["selectAction"]["url"])
    return Markup('<span class="{}">{}</span>').format(_look(run), said(run["text"]))


def _action(action: Json) -> Markup:
    style = _STYLES[action.get("style", "default")]
    match action["type"]:
        case "Action.OpenUrl":
            return linked(action["title"], action["url"], f"button {style}")
        case "Action.Execute" | "Action.Submit" if "pick" in action["data"]:
            return Markup(
                '<button type="submit" class="{}" name="chosen" value="{}">{}</button>'
            ).format(style, action["data"]["pick"], said(action["title"]))
        case "Action.Execute" | "Action.Submit":
            return button(action["title"], action["data"]["line"], style)
        case _:
            raise Undrawn(action["type"])


def _input(one: Json, reader: Reader, picks: dict[str, str]) -> Markup:
    if not one["type"].startswith("Input."):
        raise Undrawn(one["type"])
    several = one["type"] == "Input.ChoiceSet" and (
        one.get("isMultiSelect") or one.get("style") == "expanded"
    )
    required = Markup(' <i aria-hidden="true">*</i>') if one.get("isRequired") else Markup("")
    return Markup('<div class="input">{}{}</div>').format(
        labeled(one["label"], _id(one, reader), required, several=bool(several)),
        _control(one, _name(one), reader, picks),
    )


def _id(one: Json, reader: Reader) -> str:
    return f"{reader.card}-{one['id']}"


def _name(one: Json) -> str:
    """Return what the answer comes back as: a field of the form by its name, a menu of a message by its id."""
    ident: str = one["id"]
    prefix, _, name = ident.partition(".")
    if prefix == "clock":
        return CLOCK + name
    if prefix != "field":
        return ident
    return (MANY if one.get("isMultiSelect") else ONE) + name


def _control(one: Json, name: str, reader: Reader, picks: dict[str, str]) -> Markup:
    plain = Markup('<input type="{}" id="{}" name="{}" value="{}" dir="auto">')
    ident, value = _id(one, reader), one.get("value", "")
    match one["type"]:
        case "Input.ChoiceSet":
            return _choices(one, name, reader, picks)
        case "Input.Text" if one["isMultiline"]:
            return Markup('<textarea id="{}" name="{}" rows="3" dir="auto">\n{}</textarea>').format(
                ident, name, carried(value)
            )
        case "Input.Text" | "Input.Number" | "Input.Date" | "Input.Time":
            kind = one["type"].removeprefix("Input.").lower()
            return plain.format(kind, ident, name, carried(str(value)))
        case _:
            raise Undrawn(one["type"])


def _choices(one: Json, name: str, reader: Reader, picks: dict[str, str]) -> Markup:
    chosen = [
        part.replace("%2C", ",").replace("%25", "%") for part in one.get("value", "").split(",")
    ]
    if "choices.data" in one:
        options = [(person.text, person.value) for person in reader.people]
    else:
        options = list(_options(one, picks.get(one["id"])))
    about = f"{_id(one, reader)}-label"
    if one.get("isMultiSelect"):
        return boxes("checkbox", name, options, chosen, about)
    if one.get("style") == "expanded":
        return boxes("radio", name, options, chosen, about)
    empty = [(one.get("placeholder", "Search"), "")] if one["id"] not in picks else []
    return picked(name, [*empty, *options], chosen[0], _id(one, reader))


def _options(one: Json, line: str | None) -> Iterator[tuple[str, str]]:
    """Give texts and values: on a message the value is the whole line that choosing it says."""
    for choice in one["choices"]:
        value = choice["value"]
        if line is not None:
            value = f"{line} {value}".strip()
        elif one.get("isMultiSelect"):
            value = value.replace("%2C", ",").replace("%25", "%")
        yield choice["title"], value
