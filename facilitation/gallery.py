"""An example of every message and form that people see; each is rendered on every platform by the tests."""

from facilitation import welcome
from facilitation.agendas import examples as agendas
from facilitation.aims import examples as aims
from facilitation.bookings import examples as bookings
from facilitation.catalogue import COMMANDS
from facilitation.discussions import examples as discussions
from facilitation.discussions.clinics import examples as clinics
from facilitation.endings import examples as endings
from facilitation.filing import examples as filing
from facilitation.gaps import examples as gaps
from facilitation.joining import examples as joining
from facilitation.joining.examples import OPENS, PROGRAM, SECOND
from facilitation.knowledge import examples as questions
from facilitation.knowledge import takeaway_examples as takeaways
from facilitation.people import examples as people
from facilitation.people import helping
from facilitation.privacy import examples as privacy
from facilitation.reflections import examples as reflections
from facilitation.reports import examples as reports
from facilitation.rounds import examples as rounds
from facilitation.rounds.times import examples as times
from facilitation.sessions import examples as sessions
from facilitation.skills import examples as skills
from facilitation.skills import finding_examples as finding
from facilitation.statements import examples as statements
from facilitation.steering import ahead_examples as ahead
from facilitation.steering import channels
from facilitation.steering import examples as steering
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say
from facilitation.talk.readers import Reader
from facilitation.understanding import service as understanding
from facilitation.understanding import smalltalk, wishes
from facilitation.understanding.placing import Meant

_MESSAGES: dict[str, Message] = {
    **people.MESSAGES,
    **privacy.MESSAGES,
    **statements.MESSAGES,
    **joining.MESSAGES,
    **steering.MESSAGES,
    **ahead.MESSAGES,
    **endings.MESSAGES,
    **filing.MESSAGES,
    **rounds.MESSAGES,
    **times.MESSAGES,
    **sessions.MESSAGES,
    **reflections.MESSAGES,
    **skills.MESSAGES,
    **discussions.MESSAGES,
    **clinics.MESSAGES,
    **agendas.MESSAGES,
    **aims.MESSAGES,
    **questions.MESSAGES,
    **takeaways.MESSAGES,
    **finding.MESSAGES,
    **bookings.MESSAGES,
    **gaps.MESSAGES,
    **reports.MESSAGES,
    "help": helping.about("", COMMANDS),
    "help for an admin": helping.about("", COMMANDS, ("member", "facilitator", "admin")),
    "help on a topic": helping.about("admin", COMMANDS),
    "help on a command": helping.about("role", COMMANDS),
    "help on something unknown": helping.about("rolle <!channel>", COMMANDS),
    "hello to the first admin": welcome.hello(people.ADMIN, first=True),
    "hello to an admin": welcome.hello(people.ADMIN),
    "hello": welcome.hello(people.MEMBER),
    "brought into a channel by an admin": welcome.welcome("design", admin=True),
    "brought into a channel": welcome.welcome("design", admin=False),
    "a large directory, so far": welcome.so_far(2_000),
    "a large directory, read": welcome.everybody(20_000),
    "not for an outsider": welcome.outsider(),
    "somebody who could not be looked up": welcome.not_known_yet(),
    "a greeting": smalltalk.greeting("Ana"),
    "a kind word": smalltalk.welcome("Ana"),
    "enough": smalltalk.enough((PROGRAM, SECOND)),
    "enough of nothing": smalltalk.enough(()),
    "not content": smalltalk.sorry(
        (say("You could ask {people}.", people="Ben"),), (PROGRAM, SECOND)
    ),
    "somebody to talk to": smalltalk.somebody(
        (say("You could ask {people}.", people="Ben"),),
        say("You could ask {people}.", people="Ana"),
    ),
    "a yes to nothing": smalltalk.to_what(),
    "plain words, offered": understanding.offered(
        Meant("join #1", say("Join {program}", program="Coffee"), harmless=False)
    ),
    "plain words that mean nothing": understanding.unknown(say("Who painted the <Mona Lisa>?")),
    "plain words that may mean this or that": understanding.maybe(
        [Meant("join #1", say("Join {program}", program="Coffee"), harmless=False)]
    ),
    "what should rest": wishes.resting((PROGRAM, SECOND)),
    "rounds open by themselves": wishes.by_themselves([(PROGRAM, OPENS), (SECOND, None)]),
    "up to you": wishes.up_to_you((PROGRAM, SECOND)),
    "as it is": wishes.as_it_is(),
    "people from a file": wishes.from_a_file(),
    "channel lost": channels.channel_lost("Coffee", 1, "#design", "archived"),
}
_FORMS: dict[str, Form] = {
    **endings.FORMS,
    **filing.FORMS,
    **people.FORMS,
    **sessions.FORMS,
    **times.FORMS,
    **reflections.FORMS,
    **reports.FORMS,
    **steering.FORMS,
    **discussions.FORMS,
    **clinics.FORMS,
    **agendas.FORMS,
    **aims.FORMS,
    **questions.FORMS,
    **bookings.FORMS,
}


def messages(reader: Reader) -> dict[str, Message]:
    """Return every message as somebody reads it."""
    return {name: reader.message(message) for name, message in _MESSAGES.items()}


def forms(reader: Reader) -> dict[str, Form]:
    """Return every form as somebody reads it."""
    return {name: reader.form(form) for name, form in _FORMS.items()}


MESSAGES = messages(Reader())
FORMS = forms(Reader())
