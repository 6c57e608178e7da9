"""Conversation starters: short questions that two people who have never met can enjoy."""

STARTERS: tuple[str, ...] = (
    "What is something you learned this month that you wish you had known last year?",
    "Which part of your work do people outside your team usually get wrong?",
    "What problem are you chewing on right now? Two pairs of eyes may see more than one.",
    "Which tool, trick or shortcut saves you the most time each week?",
    "Who taught you something at work that stuck, and how did they do it?",
    "What would you try if you had one free afternoon a week for learning?",
    "What did you change your mind about recently, and what changed it?",
    "What is the best question somebody asked you lately?",
    "Where does your team's work meet the other person's, and where should it?",
    "What is a small thing that makes your working day better?",
    "Tell each other about a project that went wrong, and what it was good for.",
    "If you swapped roles for a week, what would you be curious about first?",
    "What do you know well that hardly anybody asks you about?",
    "What are you a beginner at just now?",
    "Which meeting, habit or report would you gladly lose, and what would you miss?",
    "What was the hardest thing to pick up when you joined?",
    "Which piece of feedback helped you most, and how was it given?",
    "What would you like to be asked for help with?",
    "What does a really good day at work look like for you?",
    "Which book, talk or post would you hand to a new colleague?",
    "What does your team do well that others could borrow tomorrow?",
    "When do you do your best thinking, and what gets in its way?",
    "What is one thing you would like to be able to do by next spring?",
    "Show each other how you keep track of what you have to do.",
)


def starter(seed: int, place: int) -> str:
    """Return the starter for the circle at `place` in a round drawn with `seed`; neighbors get different ones."""
    return STARTERS[(seed + place) % len(STARTERS)]
