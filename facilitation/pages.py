"""What is read outside of a chat: by a link that is over, where Peerloop is installed, and what it is and keeps."""

from collections.abc import Sequence

from facilitation.people.privacy import KEPT
from facilitation.people.privacy_views import what_is_kept
from facilitation.talk.messages import (
    Bold,
    Code,
    Items,
    Link,
    Message,
    Text,
    dotted,
    text,
)
from facilitation.talk.phrases import Phrase, say, sentences

_LINKS = text(
    *dotted(
        Link(say("About"), "/about"),
        Link(say("Privacy"), "/privacy"),
        Link(say("Help"), "/support"),
    )
)
_AGAIN = text(Link(say("Start again"), "/slack/install"))


def _of(title: str, *said: str, last: Sequence[Text] = ()) -> Message:
    return Message(title, (*(text(one) for one in said), *last))


OVER = say("This link is over")
DATA_OVER = _of(
    OVER,
    say("A link to your data opens once and for 15 minutes. This one is over, or not complete."),
    say("Write {command} to Peerloop to get another.", command=Code("export me")),
)
DATA = _of(say("Your data"), say("Open this address in a browser."))
FILE_OVER = _of(
    OVER,
    say("A link to a file opens once and for 15 minutes. This one is over, or not complete."),
    say("Ask Peerloop for the file once more to get another."),
)
FILE = _of(say("A file"), say("Open this address in a browser."))
REPORT_OVER = _of(
    OVER,
    say(
        "A link to a report is good for an hour, and for who may see the program. This one is over, or not complete."
    ),
    say("Write {command} to Peerloop to get another.", command=Code("report")),
)
BOARD_OVER = _of(
    OVER,
    say(
        "Each weekly digest brings a new one, and {command} shows them all in the chat.",
        command=Code("takeaways"),
    ),
)
BOARD_EMPTY = say(
    "Nothing is kept here yet. {command} in the chat keeps the first one.", command=Code("share")
)
NO_INVITATION = say(
    "There is no invitation here. The booking may have been withdrawn, or the address is not complete. Write "
    "“bookings” to Peerloop to see yours."
)
TOO_MANY = say("Too many calendars are being opened. Try again in a few seconds.")

ABOUT = _of(
    say("Peerloop"),
    say(
        "Peerloop brings colleagues together to learn from each other, where they already work: in Slack and "
        "Microsoft Teams. It finds people for each other, gives them a reason and a question to start with, and asks "
        "once how it went. Who takes part says so themselves, and stops whenever they like."
    ),
    say(
        "It reads what is said to it, in its chat or by mention, and the threads that it opened; no other messages."
    ),
)
TERMS = _of(
    say("Terms"),
    say(
        "Your organization runs this Peerloop itself, for its own people and on its own rules: whoever added it "
        "answers for it. The software is free under the Apache License 2.0 and comes without warranty."
    ),
    last=(_LINKS,),
)
RIGHTS = _of(
    say("What you can do"),
    say(
        "Three things are yours at any time, by a word to Peerloop: “privacy” shows what is kept, “export me” gives "
        "you all of it to read and to save, and “forget me” erases it. Whoever has left the organization asks the "
        "people who run it, who do the same for them and hand on the receipt."
    ),
    say("Where Peerloop is removed from a workspace or a tenant, nothing is sent there any more."),
    last=(_LINKS,),
)
SUPPORT = _of(
    say("Help with Peerloop"),
    say(
        "Write “help” to Peerloop to see what it can do, and “roles” to see who looks after it where you are: they "
        "can change what it does. Where something goes wrong it says so with a reference; pass that on to them, and "
        "they find in the log what happened. Whoever runs the machine finds out with “peerloop doctor” what is amiss "
        "and how to mend it."
    ),
    last=(_LINKS,),
)

DECLINED = _of(
    say("Nothing was installed"),
    say("You chose not to install Peerloop, and nothing was kept. You may close this page."),
    last=(_AGAIN,),
)
STALE = _of(
    say("This install link is no longer good"),
    say(
        "An install has to be finished within ten minutes, once, and in the browser where it began. Nothing was "
        "installed."
    ),
    last=(_AGAIN,),
)
UNKNOWN = _of(
    say("Slack did not confirm the install"),
    say("Slack does not know this install any more. Nothing was installed."),
    last=(_AGAIN,),
)
REFUSED = _of(
    say("Slack refused the install"),
    say(
        "Slack refused the install, most often because of how this Peerloop is set up. Nothing was installed. Please "
        "ask who runs it to look at {command} and the log.",
        command=Code("peerloop doctor"),
    ),
    last=(_AGAIN,),
)
AWAY = _of(
    say("Slack did not answer"),
    say("Slack did not answer just now. Nothing was installed; please try again."),
    last=(_AGAIN,),
)


def board(program: str) -> Phrase:
    """Return what a page of a program's takeaways is called."""
    return say("What {program} keeps", program=program)


def outdated(newer: str) -> Phrase:
    """Return that a takeaway is no longer right, with the title of what replaced it, if anything did."""
    instead = say("Replaced by “{title}”.", title=newer) if newer else None
    return sentences(say("No longer right."), instead)


def kept(title: str) -> Message:
    """Return what the command `privacy` says, and how long each thing is kept."""
    said = what_is_kept()
    lines = tuple((sentences(one.what, one.long),) for one in KEPT)
    paragraphs = (block for block in said.blocks if isinstance(block, Text))
    return Message(title, (text(said.title), Items(lines), *paragraphs))


PRIVACY = kept(say("Privacy"))
PRIVACY_ALONE = kept(say("Privacy at Peerloop"))


def installed(name: str, command: str, slack: str) -> Message:
    """Say that Peerloop is installed, and what to do next; `slack` is where the app is."""
    create = f'{command} program create pairs "Coffee" in #coffee every 2w on tue at 10:00'
    steps = (
        say(
            "Make a channel, or pick one, and say there: {command}",
            command=Code("/invite @Peerloop"),
        ),
        say("As a workspace owner or admin, type: {command}", command=Code(create)),
        say(
            "Press {button}. People join by a button; nobody is signed up unasked.",
            button=Bold(say("Create it")),
        ),
    )
    return Message(
        say("Peerloop is now in {workspace}", workspace=name or say("your workspace")),
        (
            text(say("Three steps to the first round, in Slack:")),
            Items(tuple((step,) for step in steps)),
            text("{command} shows the rest.", command=Code(f"{command} help")),
            text(Link(say("Open Slack"), slack)),
        ),
    )
