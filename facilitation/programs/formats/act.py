"""What every step of a format has: its name, when it comes, and sentences with places in braces."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from facilitation.programs.formats.when import Moment
from facilitation.talk.phrases import say

LONGEST = 600
PLACES = re.compile(r"\{(\w*)\}")


def one_or_several(value: Any) -> Any:
    """Return one value as a list of one, and a list as it is."""
    return (value,) if isinstance(value, str) else value


def _without_odd_braces(text: str) -> str:
    if {"{", "}"} & set(PLACES.sub("", text)):
        raise ValueError(
            say(
                "braces stand around the name of a place only, as in {example}", example="{program}"
            )
        )
    return " ".join(text.split())


Sentence = Annotated[
    str, Field(min_length=1, max_length=LONGEST), AfterValidator(_without_odd_braces)
]
Says = Annotated[
    tuple[Sentence, ...],
    Field(max_length=8),
    BeforeValidator(one_or_several, json_schema_input_type=str | list[str]),
]
Often = Literal["every round", "first round", "middle round", "last round"]
"""In which rounds of a term a step comes."""
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,29}$")]
Word = Annotated[str, Field(min_length=1, max_length=40)]


class Act(BaseModel):
    """A step of a format: its name, when it comes, and what it does, as each act says."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    name: Name
    when: Moment
    often: Annotated[Often, Field(alias="in")] = "every round"
    act: str

    places: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """What may be named in braces, by field."""
    needs: ClassVar[tuple[str, ...]] = ()
    """One of these must come before it."""
    picture: ClassVar[str] = ""
    """What people notice of it, for a round in one line; nothing where they notice nothing."""
