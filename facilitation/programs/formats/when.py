"""When a step of a format comes: counted from the opening or from another step, or on a date that a setting names."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from facilitation.talk.phrases import say

OPENING = "opening"
"""What steps are counted from, and what the step is called at which the round opens."""

Amount = int | str
"""A number, or the name of a setting that holds one."""

UNITS = ("working days", "hours", "minutes")


class When(BaseModel):
    """An instant of a round: so many working days, hours or minutes before or after something, or a date."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    working_days: Amount | None = Field(default=None, alias="working days")
    hours: Amount | None = None
    minutes: Amount | None = None
    before: str = ""
    after: str = ""
    on: str = ""
    """The name of a setting that holds a date."""
    at: str = Field(default="", pattern=r"^(|([01][0-9]|2[0-3]):[0-5][0-9])$")

    @model_validator(mode="after")
    def _says_one_thing(self) -> "When":
        amounts = [a for a in (self.working_days, self.hours, self.minutes) if a is not None]
        if any(isinstance(a, int) and not 0 <= a <= 10_000 for a in amounts):
            raise ValueError(say("a number of days, hours or minutes is 0 to 10000"))
        if self.on:
            if amounts or self.before or self.after:
                raise ValueError(say("“on” a date stands alone, with “at” at the most"))
        elif self.at:
            raise ValueError(
                say("“at” a time of day needs “on” and the name of a setting with a date")
            )
        elif bool(self.before) == bool(self.after):
            raise ValueError(
                say("say either “before” or “after”, and what: opening, or another step")
            )
        elif len(amounts) > 1 or (self.before and not amounts):
            raise ValueError(say("say one of “working days”, “hours” and “minutes”"))
        return self

    @property
    def base(self) -> str:
        """Return what it is counted from, or an empty text for a date."""
        return self.before or self.after

    @property
    def amount(self) -> tuple[Amount, str]:
        """Return how many of which unit."""
        for unit, value in zip(UNITS, (self.working_days, self.hours, self.minutes), strict=True):
            if value is not None:
                return value, unit
        return 0, "minutes"

    @property
    def settings(self) -> dict[str, str]:
        """Return the names of settings it needs, each with what it must hold."""
        amount, unit = self.amount
        named = {amount: unit} if isinstance(amount, str) else {}
        return {**named, **({self.on: "date"} if self.on else {})}


def _opening(value: Any) -> Any:
    return {"after": OPENING} if value == OPENING else value


Moment = Annotated[
    When,
    BeforeValidator(_opening, json_schema_input_type=Literal["opening"] | When),
]
"""When a step comes, "opening" standing for the moment at which the round opens."""
