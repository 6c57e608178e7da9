"""What is kept of a member and why, in words, with the kinds of facts that each sentence answers for."""

from dataclasses import dataclass

from facilitation.talk.messages import Bold, Code
from facilitation.talk.phrases import Phrase, say

FOREVER = say("Kept until you have yourself forgotten.")
YEARS = 2
HISTORY = say("What happened is kept for two years, the rest until you have yourself forgotten.")
"""How long the facts of most kinds are kept."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is kept of people, what it is and why; `facts` are the kinds in the journal that belong to it.

    `key` is what tables say they are kept as, `long` how long that is. Facts go after so many `years`, 0 for never;
    those that are `audited` stand in the audit too.
    """

    what: Phrase
    facts: frozenset[str] = frozenset()
    key: str = ""
    long: Phrase = FOREVER
    years: int = 0
    audited: bool = False

    @property
    def name(self) -> str:
        """Return what it is called."""
        return next(place.text for place in self.what.places.values() if isinstance(place, Bold))


KEPT: tuple[Kept, ...] = (
    Kept(
        say(
            "{who}: name, time zone, and what your company's directory or your {profile} says. It helps me "
            "to find circles for you.",
            who=Bold(say("Who you are")),
            profile=Code("profile"),
        ),
        frozenset({"people.imported"}),
        key="who",
    ),
    Kept(
        say(
            "{what}: programs you joined, skipped, paused or left, and when.",
            what=Bold(say("Where you take part")),
        ),
        frozenset(
            {
                *("member.joined", "member.left", "member.skipped", "member.unskipped"),
                *("member.paused", "member.back", "member.once"),
            }
        ),
        key="part",
        long=HISTORY,
        years=YEARS,
    ),
    Kept(
        say(
            "{what}: your circles, and your answers to “How did it go?”, so that you meet new people.",
            what=Bold(say("Whom you met")),
        ),
        frozenset(
            {
                *("round.opened", "round.closed", "round.skipped", "circle.left"),
                *("member.unmatched", "member.alone", "session.answered", "session.helped"),
            }
        ),
        key="met",
        long=say(
            "What happened is kept for two years, why you were put together for three months, the rest until you have "
            "yourself forgotten."
        ),
        years=YEARS,
    ),
    Kept(
        say(
            "{what}: how useful it was to you, what you will use and plan to do. Nobody else reads a word of it, "
            "unless you tick that you share it.",
            what=Bold(say("What you take from a session")),
        ),
        frozenset({"transfer.confirmed"}),
        key="reflections",
    ),
    Kept(
        say(
            "{what}, and how far you came, in your own words. Nobody else reads them, unless you share them with those "
            "who take part.",
            what=Bold(say("What you would like from a program")),
        ),
        key="aims",
    ),
    Kept(
        say(
            "{what}, and how well you remembered it, so that I ask at the right time. Nobody else sees it.",
            what=Bold(say("What I ask you to remember")),
        ),
        key="recall",
    ),
    Kept(
        say(
            "{what}, so that I do not nag. I never keep the words.",
            what=Bold(say("That a circle wrote something")),
        ),
        key="heard",
    ),
    Kept(
        say(
            "{what}. I tell nobody, and no report shows it.",
            what=Bold(say("Whom you avoid")),
        ),
        key="avoids",
    ),
    Kept(
        say(
            "{what}, and how well peers say you know it: {skills}. Everybody here can see it.",
            what=Bold(say("What you offer and want to learn")),
            skills=Code("skills"),
        ),
        frozenset({"skill.expert", "skill.prompt"}),
        key="skills",
    ),
    Kept(
        say(
            "{what}, where there is one: that you took part, kept a takeaway or had an example confirmed, under a "
            "made-up name; never words or ratings. You can say no: {statements}.",
            what=Bold(say("What your company's learning record hears")),
            statements=Code("statements"),
        ),
        key="statements",
    ),
    Kept(
        say(
            "{what}: who asked whom, when, and about what. Only the two of you see topics and answers; "
            "everybody sees a takeaway.",
            what=Bold(say("Bookings and questions")),
        ),
        frozenset(
            {
                *("booking.agreed", "booking.declined", "booking.unanswered", "booking.withdrawn"),
                *("booking.cancelled", "booking.over", "booking.met", "booking.missed"),
                "booking.helped",
            }
        ),
        key="help",
        long=HISTORY,
        years=YEARS,
    ),
    Kept(
        say(
            "{what}: what you answer with the button, to a mention of me, or in a thread that I read. Everybody in the "
            "channel can read it there.",
            what=Bold(say("What you say in discussions")),
        ),
        key="threads",
        long=say("The words go 90 days after the end, unless whoever runs me chose otherwise."),
    ),
    Kept(
        say(
            "{what}, for everybody in the program to see; who pressed “me too” or “useful” shows as a number.",
            what=Bold(say("What you bring to an agenda, and wish to hear about")),
        ),
        key="agenda",
    ),
    Kept(
        say(
            "{what} are carried out and not kept. If I am slow, I keep a line until it is done, so that "
            "it does not get lost.",
            what=Bold(say("Your commands")),
        ),
        key="commands",
        long=say("Forgotten within a week."),
    ),
    Kept(
        say(
            "{what}, so that none is lost or comes twice.",
            what=Bold(say("Messages I send you")),
        ),
        key="messages",
        long=say("The words go after 30 days, unless whoever runs me chose otherwise."),
    ),
    Kept(
        say(
            "{what}, with name and time: {history}.",
            what=Bold(say("What admins change")),
            history=Code("history"),
        ),
        frozenset(
            {
                *("program.created", "program.set", "program.paused", "program.resumed"),
                *("program.ended", "member.role", "member.first_admin", "workspace.holidays"),
                *("workspace.least", "figure.changed", "format.kept", "format.removed"),
                *("member.invited", "member.removed", "sealed.withdrawn"),
                *("skill.merged", "skill.unmerged", "skill.renamed", "skill.aliased"),
                "skill.unaliased",
            }
        ),
        key="changes",
        audited=True,
    ),
    Kept(
        say(
            "{what}, and when, so that it can be seen who looked.",
            what=Bold(say("Which reports you open, or have sent every month")),
        ),
        frozenset(
            {"report.opened", "report.ordered", "report.stopped", "report.sent", "cases.asked"}
        ),
        key="reports",
        audited=True,
    ),
    Kept(
        say(
            "{what}, and whether you said yes. Only then do those who lead a program get your name.",
            what=Bold(say("That I asked you to tell how it went")),
        ),
        key="cases",
    ),
    Kept(
        say(
            "{what}, without a name, so that nobody is forgotten by mistake or twice.",
            what=Bold(say("That somebody was forgotten")),
        ),
        frozenset({"member.forgotten"}),
        key="forgotten",
        audited=True,
    ),
)
"""All that is kept, in the order in which people read it; a kind of fact that is in none of these fails a test."""
