"""The strategies that attack the renderers know every span, block and field there is."""

from dataclasses import is_dataclass
from typing import Annotated, Any, get_args, get_origin

import pytest
from hypothesis import Phase, find, settings

from facilitation.talk import forms, messages
from tests.contracts import hostile

pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")

QUICKLY = settings(phases=[Phase.generate], max_examples=5_000, deadline=None)


def kinds(union: Any) -> list[type]:
    """Return the classes of a closed union, a plain text aside."""
    if get_origin(union) is Annotated:
        union = get_args(union)[0]
    return [kind for kind in get_args(union) if isinstance(kind, type) and is_dataclass(kind)]


@pytest.mark.parametrize("kind", kinds(messages.Styled))
def test_every_span_is_attacked(kind: type) -> None:
    find(hostile.spans, lambda made: isinstance(made, kind), settings=QUICKLY)


@pytest.mark.parametrize("kind", kinds(messages.Block))
def test_every_block_is_attacked(kind: type) -> None:
    find(hostile.blocks, lambda made: isinstance(made, kind), settings=QUICKLY)


@pytest.mark.parametrize("kind", kinds(forms.Field))
def test_every_field_is_attacked(kind: type) -> None:
    def asks(form: forms.Form) -> bool:
        return any(isinstance(field, kind) for field in form.fields)

    find(hostile.any_form(), asks, settings=QUICKLY)
