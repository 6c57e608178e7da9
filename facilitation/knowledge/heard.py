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
        cues=(
            "QUESTION !{skill}|WHAT|SHOW|ANSWER|TAKEAWAY|CREATE|{person}|MY|STOP|LEAVE|REPLY|NEXT|DISCUSS; "
            "QUESTION SOMEONE|EVERYONE !{skill}|{person}|STOP|REPLY; "
            "ASK SOMEONE|EVERYONE !{skill}|{person}|{program}|NOT; ASK<SOMEONE INFO|WHAT|HOW; ASK SOMEONE HOW KNOW; "
            "HOW ASK !{person}; I ASK !{skill}|{person}|{program}|NOT|WHAT|HELPME; ASK QUESTION !STOP; "
            "SOMEONE SHOW HOW; SOMEONE SHOW HOW KNOW; SOMEONE<SHOW ME HOW; SHOW HOW SOMEONE KNOW; HOW SOMEONE KNOW; "
            "SOMEONE SHOW HOW KNOW TAKEAWAY"
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
        cues=(
            "MY QUESTION !{skill}; MY QUESTION REPLY; SOMEONE REPLY YET !{person}; SOMEONE REPLY QUESTION|MY|ME; "
            "ANSWER YET; WHAT I ASK; SHOW QUESTION !DISCUSS|NEXT; SHOW MY QUESTION; ANSWER MY !BOSS|PRIVATE|SHOW|YOU|WHERE; "
            "SOMEONE ANSWER ME|MY; -REPLY MY QUESTION"
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
            "(is|are) there [any] (takeaway|takeaways|notes|knowledge|anything|something) (about|on|for) {words}",
            "show me [what we know|takeaways|notes] (about|on|for) {words}",
            "find (takeaways|notes|knowledge) (about|on|for) {words}",
        ),
        cues=(
            "SEARCH<{words} !{person}|{program}; SEARCH TAKEAWAY INFO<{words}; SEARCH TAKEAWAY<{words}; "
            "SEARCH INFO<{words}; SOMEONE SEARCH<{words}; SEARCH LEARN<{words}; SOMEONE SEARCH LEARN<{words}; "
            "WHERE TAKEAWAY INFO<{words}; TAKEAWAY INFO<{words} !SHARE|I|ADD|{person}; FIND TAKEAWAY INFO<{words}; "
            "SHOW TAKEAWAY INFO<{words}; WHAT KNOW INFO<{words} !{person}|ME|YOU|SOMEONE|WHO; "
            "FIND TAKEAWAY<{words} !SHARE"
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
        cues=(
            "SHOW TAKEAWAY !{skill}; SHOW TAKEAWAY LEARN; WHAT TAKEAWAY !{skill}|NEXT|SHARE; "
            "SHOW SOMEONE LEARN|SHARE !{skill}|I; WHAT SOMEONE LEARN|SHARE !{skill}; WHAT SOMEONE LEARN SHARE; "
            "SHOW WHAT SOMEONE LEARN|SHARE; TAKEAWAY SOMEONE !SHARE|ASK|{skill}|TEACH; SEARCH LEARN !{skill}; "
            "TAKEAWAY LEARN !SHARE|I|{skill}"
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
        cues=(
            "SHARE !{person}|DATA|PRIVATE|YOU|{program}|WHO|ZONE|MESSAGE|HELPME|WHAT|{until}; "
            "SHARE TAKEAWAY !WHAT|SHOW|SEARCH; I SHARE TAKEAWAY; I SHARE !{person}|WHAT|DATA; "
            "LEARN SHARE !WHAT|SHOW; I LEARN SHARE; SHARE {skill}; TAKEAWAY SHARE {skill}; "
            "I TAKEAWAY !SEARCH|SHOW|WHAT|NEXT; I LEARN TAKEAWAY !SEARCH|SHOW; ADD TAKEAWAY !WHAT|SHOW; "
            "WHERE ADD|SHARE TAKEAWAY; WHERE I SHARE|ADD; SHARE ADD I WHERE; I TAKEAWAY {skill}"
        ),
        line="share",
        does=later("Keep something for others"),
        harmless=True,
    ),
)
