"""An example of every message and form that people see; each is rendered on every platform by the tests."""

from facilitation import news, welcome
from facilitation.bookings import examples as bookings
from facilitation.gaps import examples as gaps
from facilitation.people import examples as people
from facilitation.programs import examples as programs
from facilitation.questions import examples as questions
from facilitation.rounds import examples as rounds
from facilitation.skills import examples as skills
from facilitation.skills import finding_examples as finding
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message

MESSAGES: dict[str, Message] = {
    **people.MESSAGES,
    **programs.MESSAGES,
    **rounds.MESSAGES,
    **skills.MESSAGES,
    **questions.MESSAGES,
    **finding.MESSAGES,
    **bookings.MESSAGES,
    **gaps.MESSAGES,
    "hello to the first admin": welcome.hello(people.ADMIN),
    "hello": welcome.hello(people.MEMBER),
    "brought into a channel by an admin": welcome.welcome("design", admin=True),
    "brought into a channel": welcome.welcome("design", admin=False),
    "channel lost": news.channel_lost("Coffee", 1, "#design", "archived"),
}
FORMS: dict[str, Form] = {**people.FORMS, **programs.FORMS, **questions.FORMS, **bookings.FORMS}
