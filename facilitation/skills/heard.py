"""How people say in their own words what they can help with, want to learn, and look for."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

OFFER = (
    Heard(
        says=(
            "my skills are {skill}",
            "ask me [anything|questions|all] about {skill}",
            "i can (help|assist|support) [people|others|someone|anyone|you|colleagues] with {skill}",
            "i know [a lot about|about|some|how to use] {skill}",
            "i am (good|great|an expert|expert|experienced|skilled) (at|in|with) {skill}",
            "i could (teach|help with|show [people|others]) {skill}",
            "i (can|could) (show|teach|tell) (people|others|colleagues|anyone|anybody|you) how to (write|use|do|build|make|read|debug|set up) [good|better|clean] {skill}",
            "i (can|could) (explain|give lessons in|give lessons about|give lessons on) {skill} [to people|to others|to colleagues|to anyone]",
            "{skill} [,] (can|could) (teach|explain|show)",
            "i (offer|teach|do|mentor in|coach in) {skill}",
            "i would (like|love) to (teach|share|help with|mentor in) {skill}",
            "i want to (teach|share|help with) {skill}",
            "(put|list|add) me (down|up) [as an expert] for {skill}",
            "[i am] (happy|glad|able|willing) to (help|assist|support) [people|others|anyone|anybody|colleagues] with {skill}",
            "ich kann [gut] {skill}",
            "ich kann [anderen] (bei|mit) {skill} helfen",
            "ich kenne mich mit {skill} aus",
            "puedo ayudar con {skill}",
            "puedo enseñar {skill}",
            "je peux aider (avec|en|sur|pour) {skill}",
            "posso ajudar com {skill}",
        ),
        line="offer {skill}",
        does=later("I can help with {skill}"),
    ),
)
WANT = (
    Heard(
        says=(
            "i (want|need|have|wish|hope) to (learn|get better at|improve|understand|practice|practise|study|know|get into) [about|more about|how to use] {skill}",
            "i would (like|love) to (learn|get better at|improve|understand|practice|practise|study|know|get into) [about|more about|how to use] {skill}",
            "i am (interested in|curious about|learning|studying) {skill}",
            "teach me {skill}",
            "help me (learn|understand|improve) {skill}",
            "i am trying to learn {skill}",
            "learning {skill}",
            "i want {skill}",
            "my goal is to learn {skill}",
            "i (am not|am bad|am not good) (good at|at) {skill}",
            "i should learn {skill}",
            "want to (learn|get better at|get better in|get better with|become better at|improve|understand|practice|practise|study|know|get into) [more about|about|how to use|how to] {skill}",
            "[i am] (trying|hoping|looking) to (learn|improve|get better at|get better with|get better in|understand|get into) [more about|about|how to] {skill}",
            "ich (möchte|will|würde gern|würde gerne) {skill} (lernen|verbessern|üben)",
            "(quiero|quisiera|me gustaría|me gustaria) (aprender|mejorar) {skill}",
            "(j'aimerais|je veux|je voudrais) apprendre {skill}",
            "(quero|gostaria de) aprender {skill}",
            "(vorrei|voglio) imparare {skill}",
            "can (you|someone|anyone) teach me {skill}",
        ),
        line="want {skill}",
        does=later("I would like to learn {skill}"),
    ),
)
UNOFFER = (
    Heard(
        says=(
            "i (can not|do not want to|can no longer|no longer) (help with|teach|offer) {skill} [any more|anymore]",
            "(remove|delete|take) {skill} (from|off) my (skills|offers|profile)",
        ),
        line="unoffer {skill}",
        does=later("No longer offer {skill}"),
    ),
)
UNWANT = (
    Heard(
        says=(
            "i do not (want|need) to learn {skill} [any more|anymore]",
            "i have learned {skill}",
            "i learned {skill}",
        ),
        line="unwant {skill}",
        does=later("No longer want to learn {skill}"),
    ),
)
SKILLS = (
    Heard(
        says=(
            "what can i (help with|offer|teach)",
            "[show|list|see] [me] my skills",
            "what do i (offer|want)",
        ),
        line="skills",
        does=later("My skills"),
        harmless=True,
    ),
    Heard(
        says=(
            "what can {person} [do|help with|teach]",
            "what (can|could) {person} (teach|help|show) (me|us) [with]",
            "what (can|could) i learn from {person}",
        ),
        line="skills {person}",
        does=later("Skills of {person}"),
        harmless=True,
    ),
    Heard(
        says=(
            "[show|list] [me] [all] [the] skills",
            "what can people here do",
            "all skills",
        ),
        line="skill list",
        does=later("All skills here"),
        harmless=True,
    ),
)
TIDY = (
    Heard(
        says=(
            "(merge|combine) [the] [skill|skills] {words} (and|with|into) {words2}",
            "[the] [skill|skills] {words} and {words2} are the same [skill]",
        ),
        line='skill merge "{words}" into "{words2}"',
        does=later("Make {words} and {words2} one skill"),
        harmless=True,
    ),
    Heard(
        says=("rename [the] skill {words} to {words2}",),
        line='skill rename "{words}" to "{words2}"',
        does=later("Call {words} {words2}"),
        harmless=True,
    ),
    Heard(
        line='help "skill merge"',
        does=later("How to make two skills one"),
        harmless=True,
    ),
    Heard(
        line='help "skill rename"',
        does=later("How to rename a skill"),
        harmless=True,
    ),
)
FIND = (
    Heard(
        says=(
            "who (knows|does|uses|understands|can do|is good at|is good with|knows about|has experience with|has used|teaches|works with) {skill} [here]",
            "who can i (ask|talk to|speak to|speak with|talk with) about {skill}",
            "who (should|do|could) i (ask|talk to|speak to|contact) (about|for) {skill}",
            "(does|do) (someone|somebody|anyone|anybody|people) [here] know [about|how to use|something about|anything about] {skill}",
            "i (need|want|am looking for|would like|could use) [some|a bit of] (help|support|advice|a hand) (with|on|about|for) {skill}",
            "i (need|want|am looking for|am searching for|would like) (someone|somebody|an expert|a mentor|a peer|a colleague|a person|people) (for|who knows|on|in|with|about|good at) {skill}",
            "(find|get|search) [me] (someone|somebody|an expert|experts|people|a mentor|a peer|a colleague|anyone|help) (for|who knows|on|in|with|about|good at) {skill}",
            "help me with {skill}",
            "i have a (question|problem|issue) (about|with|on) {skill}",
            "{skill} (expert|experts|mentor)",
            "i struggle with {skill}",
            "i am struggling with {skill}",
            "find {skill} (expert|experts|help|mentor|people)",
            "[is|are] [there] (anyone|anybody|someone|somebody|people) (who|that|into|with) (knows|speaks|uses|does|teaches|understands|has done) [something about|about|how to use] {skill}",
            "(does|do) (someone|somebody|anyone|anybody|people) (understand|use|speak|teach) {skill}",
            "who (could|can|would|might) (show|teach|explain) [to] [me|us] [how to use|how to] {skill}",
            "wer kennt sich mit {skill} aus",
            "wer kann [mir] (bei|mit) {skill} helfen",
            "wer kann {skill}",
            "(quién|quien) sabe [de] {skill}",
            "(quién|quien) puede ayudarme con {skill}",
            "qui (connaît|connait|sait|maîtrise) {skill}",
            "qui peut m'aider (avec|en|sur) {skill}",
            "quem sabe {skill}",
            "chi conosce {skill}",
        ),
        line="find {skill}",
        does=later("Find someone for {skill}"),
        harmless=True,
    ),
    Heard(
        says=(
            "i (need|want|would like) (a|an) (mentor|coach|expert|teacher|tutor)",
            "find me (a|an) (mentor|coach|expert|teacher|tutor)",
            "can (someone|somebody|anyone|anybody) help [me|us] [out]",
        ),
        line="find",
        does=later("Find someone who can help"),
        harmless=True,
    ),
)
