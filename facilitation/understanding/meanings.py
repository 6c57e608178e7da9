"""What people may mean that no pattern says: known by what their words are like alone (`resembling`)."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later


def _shows(line: str, does: str) -> Heard:
    return Heard(line=line, does=does, harmless=True)


def _does(line: str, does: str) -> Heard:
    return Heard(line=line, does=does)


MEANINGS: tuple[Heard, ...] = (
    _does("pause", later("Pause until I come back")),
    _does("pause in {program}", later("Pause {program}, for you")),
    _does("some met", later("Some of us met")),
    _does("could not", later("We could not meet")),
    _shows("bookings", later("My bookings")),
    _shows("new circles", later("How many new circles a week")),
    _shows("load", later("How much of my week this takes")),
    _shows("calendar", later("Have it in my calendar")),
    _shows('ask "{words}"', later("Ask colleagues: {words}")),
    _does("share {words}", later("Keep for others: {words}")),
    _shows("tried", later("Say how a takeaway worked")),
    _does("recall on", later("Let what I learned come back as questions")),
    _does("recall off", later("No more questions, and forget my answers")),
    _shows("resources", later("What there is to learn from")),
    _shows("resource add", later("Add something to learn from")),
    _shows("bring", later("Sign up with a topic")),
    _does('bring "{words}"', later("Sign up with: {words}")),
    _shows("agenda", later("What is on the agenda")),
    _shows("clinic", later("Bring a problem")),
    _does('clinic "{words}"', later("Bring this problem: {words}")),
    _shows("discuss", later("Put a question to a channel")),
    _shows('discuss about "{words}"', later("Put this to a channel: {words}")),
    _shows('help "discuss"', later("How questions to a channel work")),
    _shows("discussions", later("What is being discussed")),
    _does("extend {span}", later("Give the discussion {span} more")),
    _does("extend until {until}", later("Keep the discussion open until {until}")),
    _does("extend 1d", later("Give the discussion one more day")),
    _does("report {program} monthly to me", later("Send me the report of {program} every month")),
    _does("discussion invite", later("Ask those who have not been heard, in private")),
    _shows("handover", later("Let somebody else look after a discussion")),
    _does("prompt skip", later("Pass over the next question")),
    _does("prompt ask", later("Put the next question to the channel")),
    _does('prompt propose "{words}"', later("Propose this question: {words}")),
    _shows("deck list", later("Which decks of questions there are")),
    _shows("program health {program}", later("How {program} is doing")),
    _shows("success cases", later("Find people who would tell how it was")),
    _shows("team figure", later("Put a figure of our own beside a report")),
    _shows("program template", later("Begin with a usual occasion")),
    _shows("formats", later("What kinds of programs there are")),
    _shows("program export {program}", later("Copy {program} as a file")),
    _shows("program import", later("Take a program in from a file")),
    _shows("invite people", later("Invite people")),
    _shows("set {program} cadence", later("When {program} opens")),
    _shows("members", later("Who is in, and what comes next")),
    _shows("set {program} skips {day}", later("Leave out {day} in {program}, for everybody")),
    _shows("set {program} starts {day}", later("Let {program} start on {day}")),
    _shows("set {program} ends {day}", later("Let {program} end on {day}")),
    _shows("set {program} managers", later("Whether people of {program} meet their own manager")),
    _shows("set {program} prefer", later("What a good circle of {program} is made of")),
    _shows("smallest number", later("From how many people on figures are shown")),
    _does("forget {person}", later("Have {person} forgotten")),
    _shows("report sent", later("What the record store has")),
    _shows("aim {program}", later("My aim in {program}")),
    _does("expert wanted {skill}", later("Ask in a channel who can help with {skill}")),
    _shows('help "skill merge"', later("Make two skills one")),
    _shows("deck import", later("Bring a deck of questions")),
    _does("calendar stop", later("Take my calendar back")),
    _shows("aims {program}", later("What others would like from {program}")),
    _shows('help "rate somebody"', later("How to say how well somebody knows something")),
    _shows('help "unshare"', later("How to take back what you kept for others")),
    _shows('help "obsolete"', later("How to mark a takeaway as no longer right")),
    _shows('help "prompt add"', later("How to put a question in line")),
    _shows('help "deck use"', later("How a program takes its questions from a deck")),
    _shows('help "format import"', later("How to make a format of your own")),
    _shows('help "program again"', later("How a program goes on for another term")),
    _shows('help "program merge"', later("How to make one program of two")),
    _shows('help "program import"', later("How to take a program in from a file")),
    _shows('help "unset"', later("How to take a setting back to its default")),
)
