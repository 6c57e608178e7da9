"""Forms as cards with inputs, for a dialog or for a conversation where none can open, and the answers back from them.

What is submitted is `{"line": command, "fields": {name: kind}}`, what the form was rendered with, and each answer
under `field.<name>`; data with `fields` is a form that was filled. Teams joins several values by commas, so one in
a value is written %2C. `task` puts any card into a dialog, where a button sends task/submit.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, assert_never
from urllib.parse import unquote

from adapters import fields
from adapters.teams import cards, limits, markdown
from adapters.teams.markdown import Json, Mentions, paragraph
from facilitation.talk import frame
from facilitation.talk import text as words
from facilitation.talk.forms import (
    Answers,
    Day,
    Field,
    Form,
    Line,
    Moment,
    Paragraph,
    People,
    Pick,
    PickMany,
    Scale,
)
from facilitation.talk.languages import Language
from facilitation.talk.messages import Option
from facilitation.talk.when import moments

_INPUT = "field."
_CLOCK = "clock."
"""What a Moment's second input is called by, its time of day."""
TALL = 6
"""With more fields than this a form is taller than a dialog: at both its ends it is said what is wrong."""
NOTHING: Mapping[str, Any] = {}
Plain = Line | Paragraph | Pick | PickMany | People | Scale | Day
"""Fields of one input each."""


def render(
    form: Form,
    errors: Mapping[str, str] | None = None,
    *,
    mention: markdown.Mentioning = markdown.native,
    data: Mapping[str, Any] = NOTHING,
) -> Json:
    """Return the form as a card; a sentence in `errors` stands above the field it names.

    `data` comes back with the answers, such as the id of the card that the form came from.
    """
    if words.units(form.command) > limits.LINE:
        sorry = frame.TOO_LONG.said_in(form.language)
        return cards.whole([cards.heading(form.title), cards.small(sorry)], Mentions())
    submit = {"type": "ActionSet", "spacing": "Medium", "actions": [_submit(form, data)]}
    again = list(_look_at(form, errors or {}))
    body: list[Json] = []
    for longest, most in limits.SQUEEZES:
        body = [*_body(form, errors or {}, mention, longest, most), *again, submit]
        card = cards.whole(body, Mentions())
        if cards.size(card) <= limits.CARD_BYTES:
            return card
    return cards.squeezed(body, Mentions(), form.language)


def task(title: str, card: Json) -> Json:
    """Return the body that answers task/fetch and task/submit with a dialog of the card, a form's or a message's.

    The dialog says the title itself, so the card does not; its buttons are Action.Submit, all that a dialog sends.
    """
    body = card["body"]
    if len(body) > 1 and body[0] == cards.heading(title):
        body = body[1:]
    shown = {**card, "body": [_submitting(one) for one in body]}
    value = {
        "title": words.cut(words.one_line(title), limits.DIALOG_TITLE) or words.ELLIPSIS,
        "card": cards.attachment(shown),
        "height": "medium" if len(body) <= limits.DIALOG_SHORT else "large",
        "width": "medium",
    }
    return {"task": {"type": "continue", "value": value}}


def _submitting(element: Json) -> Json:
    if "actions" not in element:
        return element
    return {**element, "actions": [one.get("fallback", one) for one in element["actions"]]}


def answers_of(data: Any, *, workspace: str) -> Answers:
    """Return the answers in submitted data by field name; members by their ids in `workspace` (`teams:<tenant>`)."""
    fields = data.get("fields") if isinstance(data, Mapping) else None
    if not isinstance(fields, Mapping):
        return {}
    return {
        str(name): _answer(str(kind), _given(data, _INPUT, name), workspace)
        if kind != "moment"
        else _joined(_given(data, _INPUT, name), _given(data, _CLOCK, name))
        for name, kind in fields.items()
    }


def _given(data: Mapping[str, Any], prefix: str, name: object) -> str:
    given = data.get(f"{prefix}{name}")
    return "" if given is None else str(given)


def _joined(day: str, clock: str) -> str:
    return f"{day}T{clock}" if clock else day


def _answer(kind: str, said: str, workspace: str) -> str | tuple[str, ...]:
    match kind:
        case "pick_many":
            return tuple(unquote(part) for part in said.split(",") if part)
        case "people":
            return f"{workspace}:{said.lower()}" if said else ""
        case "people_many":
            people = (part.strip().lower() for part in said.split(","))
            return tuple(f"{workspace}:{one}" for one in people if one)
        case _:
            return said


def _submit(form: Form, data: Mapping[str, Any]) -> Json:
    fields = {one.name: _kind(one) for one in form.fields}
    return {
        "type": "Action.Submit",
        "title": frame.SUBMIT.said_in(form.language),
        "style": "positive",
        "data": {**data, "line": form.command, "fields": fields},
    }


def _kind(field: Field) -> str:
    return "people_many" if isinstance(field, People) and field.many else field.kind


def _body(
    form: Form, errors: Mapping[str, str], mention: markdown.Mentioning, longest: int, most: int
) -> Iterator[Json]:
    yield cards.heading(form.title)
    for line in filter(str.strip, words.cut(form.lead, longest).splitlines()):
        yield paragraph((line,), Mentions())
    known = {one.name for one in form.fields}
    for name, error in errors.items():
        if name not in known:
            yield _error(error)
    yield from _look_at(form, errors)
    for one in form.fields:
        if one.name in errors:
            yield _error(errors[one.name])
        above: Json = {"spacing": "Small" if one.name in errors else "Medium"}
        missing = 0
        if isinstance(one, Moment):
            yield _moment(one, above, form.language)
        else:
            shown, missing = _input(one, mention, longest, most, form.language)
            yield _labelled(one, one.label, form.language) | above | shown
        if one.hint.strip():
            yield cards.small(words.cut(words.one_line(one.hint), longest), spacing="Small")
        if missing:
            left = frame.options_left_out(missing).said_in(form.language)
            yield cards.small(left, spacing="Small")


def _look_at(form: Form, errors: Mapping[str, str]) -> Iterator[Json]:
    labels = [words.one_line(one.label) for one in form.fields if one.name in errors]
    if labels and len(form.fields) > TALL:
        yield _error(frame.look_again(labels).said_in(form.language))


def _labelled(field: Field, label: str, language: Language, prefix: str = _INPUT) -> Json:
    wanted = {"isRequired": True, "errorMessage": frame.NEEDED.said_in(language)}
    return {
        "id": f"{prefix}{field.name}",
        "label": words.cut(markdown.label(label), limits.TITLE) or words.ELLIPSIS,
        **({} if field.optional else wanted),
    }


def _moment(field: Moment, look: Json, language: Language) -> Json:
    """Return a date and a time side by side, which come back as two answers."""
    value = moments.parts(field.value)
    day = {"type": "Input.Date", **({"value": value.day} if value.day else {})}
    clock = {"type": "Input.Time", **({"value": value.clock} if value.clock else {})}
    time = frame.TIME.said_in(language)
    inputs = (
        _labelled(field, field.label, language) | day,
        _labelled(field, time, language, _CLOCK) | clock,
    )
    low = {"width": "stretch", "verticalContentAlignment": "Bottom"}
    columns = [{"type": "Column", **low, "items": [one]} for one in inputs]
    return {"type": "ColumnSet", "columns": columns, **look}


def _error(error: str) -> Json:
    said = words.cut(words.one_line(error), limits.TITLE)
    look = {"color": "Attention", "weight": "Bolder", "spacing": "Medium"}
    return paragraph((said,), Mentions(), **look)


def _input(
    field: Plain, mention: markdown.Mentioning, longest: int, most: int, language: Language
) -> tuple[Json, int]:
    """Return a field's input and how many of its options it leaves out."""
    match field:
        case Line() | Paragraph():
            return _typed(field, longest), 0
        case Pick():
            kept = fields.kept(field.options, (field.value,), most)
            known = any(one.value == field.value for one in kept)
            hint = frame.CHOOSE_HERE.said_in(language)
            shown = {"style": "compact", "placeholder": hint, "choices": cards.choices(kept)}
            value = {"value": field.value} if known and field.value else {}
            return {"type": "Input.ChoiceSet", **shown, **value}, len(field.options) - len(kept)
        case PickMany():
            kept = fields.kept(field.options, field.values, most)
            return _pick_many(field, kept), len(field.options) - len(kept)
        case People():
            return _people(field, mention), 0
        case Scale():
            return _scale(field), 0
        case Day():
            day = fields.day(field.value)
            return {"type": "Input.Date", **({"value": day} if day else {})}, 0
        case _:
            assert_never(field)


def _typed(field: Line | Paragraph, longest: int) -> Json:
    value = words.cut(words.shown(field.value), max(1, min(field.longest, longest)))
    return {
        "type": "Input.Text",
        "isMultiline": isinstance(field, Paragraph),
        "maxLength": max(1, field.longest),
        **({"value": value} if value else {}),
    }


def _pick_many(field: PickMany, kept: Sequence[Option]) -> Json:
    coded = [Option(one.text, _coded(one.value)) for one in kept]
    chosen = [_coded(one.value) for one in kept if one.value in field.values]
    return {
        "type": "Input.ChoiceSet",
        "isMultiSelect": True,
        # many are found by typing
        "style": "filtered" if len(kept) > limits.BOXES else "expanded",
        "wrap": True,
        "choices": cards.choices(coded),
        **({"value": ",".join(chosen)} if chosen else {}),
    }


def _coded(value: str) -> str:
    return value.replace("%", "%25").replace(",", "%2C")


def _people(field: People, mention: markdown.Mentioning) -> Json:
    """Return Teams' people picker, which is not in the 1.5 schema: other clients show an empty menu."""
    users = [user for user in map(mention, field.values) if user]
    return {
        "type": "Input.ChoiceSet",
        "isMultiSelect": field.many,
        "choices": [],
        "choices.data": {"type": "Data.Query", "dataset": "graph.microsoft.com/users"},
        **({"value": ",".join(users if field.many else users[:1])} if users else {}),
    }


def _scale(field: Scale) -> Json:
    steps = fields.steps(field)
    chosen = field.value if any(one.value == field.value for one in steps) else ""
    if len(steps) > limits.SCALE:
        ends = {"min": int(steps[0].value), "max": int(steps[-1].value)}
        number: Json = {"type": "Input.Number", **ends}
        return {**number, "value": int(chosen)} if chosen else number
    value = {"value": chosen} if chosen else {}
    return {
        "type": "Input.ChoiceSet",
        "style": "expanded",
        "wrap": True,
        "choices": cards.choices(steps),
        **value,
    }
