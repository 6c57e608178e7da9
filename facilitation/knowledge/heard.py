"""How people say in their own words that they have a question, or look for what is known."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

ASK = (
    Heard(
        says=(
            "ask a question",
            "i (want|would like|need) to ask [something|a question|the group|my colleagues|colleagues|people|everyone]",
            "how (do|can) i ask [something|a question|colleagues]",
        ),
        line="ask",
        does=later("Ask a question"),
        harmless=True,
    ),
    Heard(
        says=(
            "ask [my] (colleagues|peers|people|everyone|the team|the group|others|around|someone|somebody|anyone) {words}",
        ),
        line='ask "{words}"',
        harmless=True,
    ),
)
QUESTIONS = (
    Heard(
        says=(
            "[show|list|see] [me] my questions",
            "did (someone|somebody|anyone|anybody) answer [me|my question]",
            "any answers [yet]",
            "has anyone answered [me|my question]",
            "open questions",
            "what questions are there",
        ),
        line="questions",
        does=later("My questions"),
        harmless=True,
    ),
)
SEARCH = (
    Heard(
        says=(
            "(search|look) for {words}",
            "look up {words}",
            "what (do we|have we|did we) (know|learned|learnt|learn|have) about {words}",
            "(is|are) there [any] (takeaway|takeaways|notes|knowledge) (about|on|for) {words}",
            "(is|are) there (anything|something) (about|on) {words}",
            "show me [what we know|takeaways|notes] (about|on|for) {words}",
            "find (takeaways|notes|knowledge) (about|on|for) {words}",
            "has (anyone|anybody|someone|somebody) (written|noted|documented|kept) [something|anything] (about|on|up) {words}",
            "(any|are there|is there|do we have) [any|some] (tips|tricks|notes|takeaways) (about|on|for) {words}",
        ),
        line="search {words}",
        does=later("Search for {words}"),
        harmless=True,
    ),
)
TAKEAWAYS = (
    Heard(
        says=(
            "[show|list|see] [me] [the|all|our] takeaways",
            "what have we learned",
            "what did we learn",
            "what do we know",
        ),
        line="takeaways",
        does=later("What colleagues have kept"),
        harmless=True,
    ),
)
RECALL = (
    Heard(
        says=(
            "help me [to] remember [what i learned|what i learnt|it|things]",
            "how (do|can) i remember what i (learned|learnt)",
        ),
        line="recall",
        does=later("Let what you learned come back to you"),
        harmless=True,
    ),
)
RECALL_NOW = (
    Heard(
        says=(
            "(quiz|test) me [please|now|on what i learned]",
            "ask me [a|some] (question|questions) about what i (learned|learnt)",
        ),
        line="recall now",
        does=later("Answer a question about what you learned"),
        harmless=True,
    ),
)
LEARN = (
    Heard(
        says=(
            "how (do|can) i learn {words}",
            "what helps [me] to learn {words}",
            "(teach me|help me learn) {words}",
            "i would like to get better at {words}",
        ),
        line="learn {words}",
        does=later("Learn {words}"),
        harmless=True,
    ),
)
TRIED = (
    Heard(
        says=(
            "i (tried|used) [the] (takeaway|tip) {words}",
            "[the] (takeaway|tip) {words} (worked|helped) [for me]",
            "i (tried|used|applied|followed) {words} and it (worked|helped|did not work|did not help|failed|partly worked) [for me]",
        ),
        line="tried {words}",
        harmless=True,
    ),
)
SHARE = (
    Heard(
        says=(
            "keep a takeaway",
            "(remember|keep|save|write down) (this|that|it) [for others|for us|for the team|for later]",
            "[can you|please] remember (something|this) for (us|others|the team|me)",
            "i (learned|learnt|found out|discovered) (something|a thing|a trick|something new|something useful)",
            "i (want|would like) to share (something|a tip|a trick|a takeaway|what i learned|knowledge)",
            "share (something|a tip|a trick|a takeaway|knowledge)",
            "how (do|can) i share [something|a tip|a takeaway|knowledge]",
        ),
        line="share",
        does=later("Keep something for others"),
        harmless=True,
    ),
    Heard(
        says=(
            "today i (learned|learnt) [that] {words}",
            "[i] [have] [just|recently] (learned|learnt|found out|discovered) that {words}",
            "(here is|i have) (a|my|one) [little|small] (tip|trick) [for (all|everyone|everybody|you all)] {words}",
        ),
        line="share {words}",
    ),
)
