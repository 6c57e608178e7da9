"""An example of every message and form that people see; each is rendered on every platform by the tests."""

from facilitation.people import examples as people
from facilitation.programs import examples as programs
from facilitation.rounds import examples as rounds
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message

MESSAGES: dict[str, Message] = {**people.MESSAGES, **programs.MESSAGES, **rounds.MESSAGES}
FORMS: dict[str, Form] = {**people.FORMS, **programs.FORMS}
