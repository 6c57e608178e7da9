"""What cards and forms say by themselves on a platform, around what they hold, in the language of who reads them."""

from collections.abc import Sequence

from facilitation.talk.languages import Language
from facilitation.talk.messages import Bar, Chart, Time
from facilitation.talk.phrases import Phrase, say, say_n

SUBMIT = say("Submit")
CANCEL = say("Cancel")
CLOSE = say("Close")
CHOOSE = say("Choose")
CHOOSE_HERE = say("Choose…")
CHOOSE_ONE = say("Choose one")
OPEN_FORM = say("Open the form")
TRY_AGAIN = say("Try again")
TIME = say("Time")
NEEDED = say("Please answer this.")
PICTURE = say("Picture")
PERCENT = say("Percent")
TOO_FEW = say("too few to say")
FEW = say("too few")
VALUE = say("Value")
NUMBERS = say("The numbers")
EMPTY = say("Nothing to fill in.")
TOO_LONG = say("There is more in that line than a form can carry. Say it in fewer words, please.")
ONE_MOMENT = say("One moment")
MOMENT = say("This takes a moment. The answer comes by itself.")
MOMENT_FORM = say("This takes a moment. You can close this; the answer comes as a message.")
BELOW = say("The answer is below.")
NOTED = say("Noted.")
QUESTIONS = say("I have a few questions for you in our chat.")
UNKNOWN = say("I no longer know that button. Say it in words, please.")
ANSWERED = say("I have answered you in our chat.")
BY_BUTTON = say(
    "I need a few answers for that. Slack opens forms only from a button, so here is one:"
)
TOO_LATE = say("Slack opens a form only within three seconds, and I was slower. Try again:")
INTERRUPTED = say("I was interrupted before I could open the form. Here is a button that does:")
NOT_OPENED = say("Slack did not open the form. Try again:")
NO_CHAT = say(
    "I cannot write to you yet. Open Apps in Teams, find Peerloop and choose Add, then try again."
)
SORRY = say("Sorry, that did not work, and it is not your fault. Please try again in a minute.")
WENT_WRONG = say("Something went wrong on my side")
NOT_HERE = say(
    "Peerloop is not installed in this workspace any more. An admin can install it again."
)
FILE = say("Your file")
FILE_THERE = say("It is in your OneDrive, and in this chat.")
FILE_DECLINED = say("You said no, so nothing was put into your OneDrive.")
FILE_OVER = say("That offer is over: it was good for 15 minutes and once. Ask for the file again.")
FILE_FAILED = say("OneDrive did not take the file just now. Ask for it again in a moment.")
DONE = say("That is done")
HOW_I_STAND = say("How do I stand?")
ONCE_MORE = say("Please do that once more")


def done_late(at: Time) -> Phrase:
    """Return that what somebody did is done, though it was not answered."""
    return say(
        "I was interrupted before I could answer what you did at {time}, but it is done. Here is how you stand:",
        time=at,
    )


def not_done(at: Time) -> Phrase:
    """Return that what somebody did could not be carried out."""
    return say(
        "I was interrupted by what you did at {time}, and could not do it. Sorry! Nothing was changed.",
        time=at,
    )


def late(at: Time) -> Phrase:
    """Return why an answer comes late."""
    return say("I was interrupted when you asked, at {time}, so this comes late.", time=at)


def parts_left_out(parts: int) -> Phrase:
    """Return what stands in the place of parts of a message that did not fit."""
    return say_n(
        "… {n} part of this message did not fit here.",
        "… {n} parts of this message did not fit here.",
        parts,
    )


def fields_left_out(fields: int) -> Phrase:
    """Return what stands in the place of parts of a form that did not fit."""
    return say_n(
        "… {n} more did not fit into this form.", "… {n} more did not fit into this form.", fields
    )


def options_left_out(options: int) -> Phrase:
    """Return what is said of options that did not fit into a field."""
    return say_n("… {n} more did not fit here.", "… {n} more did not fit here.", options)


def to_be_typed(options: int) -> Phrase:
    """Return what is said of options of a menu that did not fit."""
    return say_n(
        "… {n} more did not fit here; it can be typed.",
        "… {n} more did not fit here; they can be typed.",
        options,
    )


def no_button(name: str) -> Phrase:
    """Return what stands in the place of a button whose command is too long for one."""
    return say("… “{name}” is too long for a button here; it can be typed.", name=name)


def no_options(label: str) -> Phrase:
    """Return what stands in the place of a field that has nothing to offer."""
    return say("{field}: there is nothing to choose from.", field=label)


def span(first: int, last: int) -> Phrase:
    """Return what a part of a long menu is called, by the places of its first and its last option."""
    return say("{first} to {last}", first=first, last=last)


def look_again(labels: Sequence[str]) -> Phrase:
    """Return which fields of a form need another look."""
    return say("Please look again at: {fields}.", fields=list(labels))


def look_above(labels: Sequence[str]) -> Phrase:
    """Return, at the end of a form, which fields above need another look."""
    return say("Something above needs another look: {fields}", fields=list(labels))


def answered(name: str) -> Phrase:
    """Return where the answer is, for whom it concerns, where others read along."""
    return say("{ana}, I have answered you in our chat.", ana=name)


def at_least(number: int) -> Phrase:
    """Return a number that is told as so many or more."""
    return say("{n}+", n=number)


def share(bar: Bar) -> Phrase:
    """Return what a bar of a chart says: its share, or that there are too few."""
    if bar.percent is None:
        return TOO_FEW
    return say("{share}\N{NO-BREAK SPACE}%", share=f"{bar.percent:g}")


def numbers(chart: Chart, language: Language) -> str:
    """Return all that a chart says in one line, a dot between any two bars."""
    told = (say("{name}: {share}", name=one.name, share=share(one)) for one in chart.bars)
    return " · ".join(one.said_in(language) for one in told)
