"""Forms as HTML: a label on each field, hints and sentences of refusal tied to it; and their answers read back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from markupsafe import Markup

from adapters.playground.html import carried, said
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
from facilitation.talk.messages import Option
from facilitation.talk.when import moments

ONE, MANY, CLOCK = "one:", "many:", "clock:"
"""What an input's name starts with: the answer is one text, any number of them, or the time of day of a date."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A form on the screen, with what has been filled in and what was said against it."""

    form: Form
    errors: Mapping[str, str]
    given: Answers
    conversation: str
    card: int = 0
    """The post whose button opened it, 0 for none."""


def refilled(form: Form, given: Answers) -> Form:
    """Return the form with the answers in it that were given."""
    return replace(form, fields=tuple(_filled(f, given.get(f.name)) for f in form.fields))


def body(form: Form, errors: Mapping[str, str], people: Sequence[Option]) -> Markup:
    """Return the fields of the form, one after another; `people` are those that can be named."""
    return Markup("").join(_field(f, errors.get(f.name, ""), people) for f in form.fields)


def answers(pairs: Iterable[tuple[str, str]]) -> dict[str, str | tuple[str, ...]]:
    """Return the answers of a form as the browser sent them off, by field name."""
    found: dict[str, str | tuple[str, ...]] = {}
    for name, value in pairs:
        if name.startswith(ONE):
            found[name.removeprefix(ONE)] = value
        elif name.startswith(MANY):
            before = found.get(key := name.removeprefix(MANY), ())
            chosen = before if isinstance(before, tuple) else ()
            found[key] = (*chosen, value) if value else chosen
        elif name.startswith(CLOCK) and value:
            key = name.removeprefix(CLOCK)
            found[key] = f"{found.get(key, '')}T{value}"
    return found


def _filled(field: Field, answer: str | tuple[str, ...] | None) -> Field:
    if answer is None:
        return field
    if isinstance(field, PickMany | People):
        values = answer if isinstance(answer, tuple) else (answer,) * bool(answer)
        return replace(field, values=values)
    return replace(field, value=answer) if isinstance(answer, str) else field


def _field(field: Field, error: str, people: Sequence[Option]) -> Markup:
    match field:
        case Line() | Paragraph() | Day() | Moment():
            control = _typed(field, error)
        case Pick():
            control = _select(field, field.options, field.value, error)
        case People(many=False):
            control = _select(field, people, next(iter(field.values), ""), error)
        case PickMany() | People():
            options = people if isinstance(field, People) else field.options
            control = _boxes(field, options, field.values, error)
        case Scale():
            control = _scale(field, field.value, error)
        case _:
            assert_never(field)
    return _row(field, control, error)


def _typed(field: Line | Paragraph | Day | Moment, error: str) -> Markup:
    """Return the control of a field that takes words or a time."""
    ident, name, told = f"field-{field.name}", ONE + field.name, _told(field, error)
    value = field.value
    match field:
        case Line():
            return Markup('<input type="text" id="{}" name="{}" value="{}" dir="auto"{}{}>').format(
                ident, name, carried(value), _most(field), told
            )
        case Paragraph():
            return Markup(
                '<textarea id="{}" name="{}" rows="4" dir="auto"{}{}>\n{}</textarea>'
            ).format(ident, name, _most(field), told, carried(value))
        case Day():
            return Markup('<input type="date" id="{}" name="{}" value="{}"{}>').format(
                ident, name, carried(value), told
            )
        case Moment():
            return Markup('<input type="datetime-local" id="{}" name="{}" value="{}"{}>').format(
                ident, name, moments.parts(value).wall, told
            )
        case _:
            assert_never(field)


def _row(field: Field, control: Markup, error: str) -> Markup:
    """Return a field's label, hint, control and sentence of refusal, each with the id the others point to."""
    ident = f"field-{field.name}"
    several = isinstance(field, PickMany | Scale) or (isinstance(field, People) and field.many)
    one = Markup('<label for="{}">{}</label>').format(ident, said(field.label))
    group = Markup('<span class="label" id="{}-label">{}</span>').format(ident, said(field.label))
    aside = Markup(' <span class="optional" aria-hidden="true">optional</span>')
    hint = Markup('<p class="hint" id="{}-hint">{}</p>').format(ident, said(field.hint))
    wrong = Markup('<p class="error" id="{}-error">{}</p>').format(ident, said(error))
    return Markup('<div class="field{}">{}{}{}{}{}</div>').format(
        " wrong" if error else "",
        group if several else one,
        aside if field.optional else "",
        hint if field.hint else "",
        control,
        wrong if error else "",
    )


def _most(field: Line | Paragraph) -> Markup:
    return Markup(' maxlength="{}"').format(field.longest) if field.longest > 0 else Markup("")


def _told(field: Field, error: str) -> Markup:
    """Return the attributes that tell assistive technology what is wanted and what was wrong."""
    ident = f"field-{field.name}"
    about = [f"{ident}-hint"] * bool(field.hint) + [f"{ident}-error"] * bool(error)
    return Markup("{}{}{}").format(
        Markup("") if field.optional else Markup(' aria-required="true"'),
        Markup(' aria-describedby="{}"').format(" ".join(about)) if about else "",
        Markup(' aria-invalid="true"') if error else "",
    )


def _select(field: Pick | People, options: Sequence[Option], value: str, error: str) -> Markup:
    empty = Markup('<option value="">{}</option>').format("–" if field.optional else "Choose…")
    known = any(o.value == value for o in options)
    listed = [
        Markup('<option value="{}"{}>{}</option>').format(
            carried(o.value), Markup(" selected") if o.value == value else "", said(o.text)
        )
        for o in options
    ]
    return Markup('<select id="field-{0}" name="{1}"{2}>{3}{4}</select>').format(
        field.name,
        ONE + field.name,
        _told(field, error),
        empty if field.optional or not known else "",
        Markup("").join(listed),
    )


def _boxes(
    field: PickMany | People, options: Sequence[Option], values: tuple[str, ...], error: str
) -> Markup:
    boxes = [
        Markup(
            '<label><input type="checkbox" name="{}" value="{}"{}> <bdi>{}</bdi></label>'
        ).format(
            MANY + field.name,
            carried(o.value),
            Markup(" checked") if o.value in values else "",
            said(o.text),
        )
        for o in options
    ]
    return Markup(
        '<input type="hidden" name="{1}" value=""><div class="boxes" role="group" id="field-{0}" '
        'tabindex="-1" aria-labelledby="field-{0}-label"{2}>{3}</div>'
    ).format(field.name, MANY + field.name, _told_group(field, error), Markup("").join(boxes))


def _scale(field: Scale, value: str, error: str) -> Markup:
    steps = [
        Markup('<label><input type="radio" name="{}" value="{}"{}> {}</label>').format(
            ONE + field.name, n, Markup(" checked") if str(n) == value else "", n
        )
        for n in range(field.low, field.high + 1)
    ]
    return Markup(
        '<input type="hidden" name="{5}" value=""><div class="scale" role="radiogroup" id="field-{0}" tabindex="-1" '
        'aria-labelledby="field-{0}-label"{1}><span>{2}</span>{3}<span>{4}</span></div>'
    ).format(
        field.name,
        _told(field, error),
        said(field.low_word),
        Markup("").join(steps),
        said(field.high_word),
        ONE + field.name,
    )


def _told_group(field: Field, error: str) -> Markup:
    """Return the same for a set of boxes, of which ARIA does not say required or invalid."""
    ident = f"field-{field.name}"
    about = [f"{ident}-hint"] * bool(field.hint) + [f"{ident}-error"] * bool(error)
    return Markup(' aria-describedby="{}"').format(" ".join(about)) if about else Markup("")
