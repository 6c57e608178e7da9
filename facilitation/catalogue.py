"""What the slices bring to the one door: every command, in the order help shows them, and who hears threads."""

from facilitation import files, learning, welcome
from facilitation.agendas import commands as agendas
from facilitation.aims import commands as aims
from facilitation.bookings import checkins as booked
from facilitation.bookings import commands as bookings
from facilitation.discussions import commands as discussions
from facilitation.discussions import deck_commands as decks
from facilitation.discussions import leading_commands as leading
from facilitation.discussions import prompt_commands as prompts
from facilitation.discussions import queue_commands as queue
from facilitation.discussions import sealing_commands as sealing
from facilitation.discussions.clinics import commands as clinics
from facilitation.discussions.hearing import Threads
from facilitation.endings import commands as endings
from facilitation.filing import commands as filing
from facilitation.filing import dropping
from facilitation.gaps import commands as gaps
from facilitation.joining import commands as joining
from facilitation.joining.commands import profile, spare, subscription
from facilitation.knowledge import commands as questions
from facilitation.knowledge import contributed, keeping
from facilitation.knowledge import learning_commands as learn
from facilitation.knowledge import recall_commands as recall
from facilitation.knowledge import takeaway_commands as takeaways
from facilitation.knowledge import trust_commands as trust
from facilitation.knowledge.learning import suggested, suggesting
from facilitation.people import commands as people
from facilitation.privacy import audit_commands as auditing
from facilitation.privacy import commands as privacy
from facilitation.reflections import commands as reflections
from facilitation.reports import commands as reports
from facilitation.reports import sent
from facilitation.rounds import checkins as circles
from facilitation.rounds import commands as rounds
from facilitation.rounds.times import commands as times
from facilitation.rounds.times import series_commands as series
from facilitation.sessions import commands as sessions
from facilitation.skills import commands as skills
from facilitation.skills import finding_commands as finding
from facilitation.skills import tidying_commands as tidying
from facilitation.statements import commands as statements
from facilitation.steering import commands as steering
from facilitation.steering.commands import workspace
from facilitation.talk import changes
from facilitation.talk.commands import Command
from facilitation.talk.listening import Listener
from facilitation.understanding import smalltalk, wishes

SESSIONS = (circles.OfCircles(), booked.OfBookings())
"""What sessions come from."""

COMMANDS: tuple[Command, ...] = (
    *joining.COMMANDS,
    *aims.COMMANDS,
    *steering.COMMANDS,
    *endings.COMMANDS,
    *filing.COMMANDS,
    *dropping.COMMANDS,
    *rounds.COMMANDS,
    *times.COMMANDS,
    *series.COMMANDS,
    *sessions.commands(SESSIONS),
    *reflections.commands(SESSIONS, keeping.own, suggested, learning.SOURCES),
    *profile.COMMANDS,
    *subscription.COMMANDS,
    *spare.COMMANDS,
    *people.COMMANDS,
    *privacy.COMMANDS,
    *statements.COMMANDS,
    *auditing.COMMANDS,
    *files.COMMANDS,
    *workspace.COMMANDS,
    *suggesting(skills.COMMANDS, frozenset({"want"})),
    *tidying.COMMANDS,
    *finding.COMMANDS,
    *agendas.COMMANDS,
    *questions.COMMANDS,
    *takeaways.COMMANDS,
    *trust.COMMANDS,
    *learn.COMMANDS,
    *recall.COMMANDS,
    *contributed.COMMANDS,
    *discussions.COMMANDS,
    *leading.COMMANDS,
    *sealing.COMMANDS,
    *prompts.COMMANDS,
    *queue.COMMANDS,
    *decks.COMMANDS,
    *clinics.COMMANDS,
    *bookings.COMMANDS,
    *gaps.COMMANDS,
    *reports.COMMANDS,
    *sent.COMMANDS,
    *changes.COMMANDS,
    *welcome.COMMANDS,
    *smalltalk.COMMANDS,
    *wishes.COMMANDS,
)

LISTENERS: tuple[Listener, ...] = (Threads(),)
"""Every slice that asks for the words of its threads."""
