"""How people say in their own words what they can help with, want to learn, and look for."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

OFFER = (
    Heard(
        says=(
            "my skills are {skill}",
            "ask me about {skill}",
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
        cues=(
            "I<KNOW<{skill} !LANGUAGE|WHO|NOT|WEAK|LEARN|STUCK|{person}|YOU|ASK|STOP|REMOVE|QUESTION|COND|SOMEONE|FIND|HELP|ME; "
            "I KNOW {skill} !LANGUAGE|WHO|NOT|WEAK|LEARN|STUCK|{person}|ASK|STOP|REMOVE|QUESTION|FIND; "
            "I KNOW {skill} COND SOMEONE HELP; I KNOW {skill} TEACH; I KNOW {skill} COND SOMEONE; "
            "{skill} TEACH QUESTION !FIND|NOT|WHO; QUESTION {skill} TEACH !FIND|NOT; "
            "TEACH<{skill} !WHO|NOT|STOP|REMOVE|FIND|ME|{person}|AGAIN|BOOK|WHAT|YOU|HELPME; "
            "I TEACH {skill} !WHO|NOT|STOP|REMOVE|FIND|ME|WHAT|{person}; "
            "TEACH {skill} SKILLS|TAKEAWAY !NOT|STOP|REMOVE|WHO|WHAT; "
            "TEACH SOMEONE<{skill} !WHO|NOT|STOP|FIND|ME|WHAT; "
            "TEACH SOMEONE KNOW|TEACH|EXPERT {skill} !NOT|STOP|ME|FIND; "
            "I<TEACH SOMEONE {skill} !NOT|STOP|FIND|ME|WHAT; I<HELP SOMEONE<{skill} !NOT|FIND|WHO|ME|STUCK; "
            "I<HELP<{skill} !NOT|FIND|WHO|ME|STUCK|SOMEONE|LEARN|YOU|{person}|AGAIN|HOW; ASKME<{skill} !NOT|STOP; "
            "SOMEONE ASKME {skill} !NOT|STOP; I<EXPERT {skill} !SEARCH|FIND|WHO|NOT|SOMEONE|ME|BOOK|HOW; "
            "ADD<{skill} MY|SKILLS !REMOVE|{program}|ZONE|LEARN; ADD {skill} MY SKILLS !REMOVE|LEARN; "
            "MY SKILLS<{skill} !REMOVE|WHAT|SHOW|CHANGE; JOIN SOMEONE KNOW|TEACH {skill}; "
            "KNOW {skill} HELP SOMEONE !WHO|NOT|FIND|ME; MY MOVED {skill}; JOIN TEACH {skill}; "
            "TEACH {skill} KNOW !WHO|NOT|FIND|ME|STOP"
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
        cues=(
            "LEARN<{skill} !WHO|NOT|SOMEONE|STOP|REMOVE|{person}|SEARCH|TAKEAWAY|TEACH|BOOK|WHERE|COND|EXPERT|WHAT|SHARE|AGAIN; "
            "I LEARN {skill} !NOT|STOP|SOMEONE|REMOVE|{person}|TAKEAWAY|AGAIN|WHAT; "
            "I LEARN<{skill} !NOT|STOP|SOMEONE|REMOVE|{person}|TAKEAWAY|AGAIN|SEARCH|SHARE|WHAT|TEACH; "
            "FIND LEARN {skill} !SOMEONE|EXPERT|WHO|{person}; "
            "WEAK<{skill} !STOP|REMOVE|WHO|SOMEONE|HELP|{person}|TEACH|FIND|SHOW; "
            "I<WEAK {skill} !STOP|REMOVE|HELP|TEACH|FIND|SHOW; I<-KNOW {skill} !AGAIN|ASKME|WHO|COND; "
            "HELP {skill} LEARN ME; LEARN {skill} WEAK; ADD {skill} LEARN MY; WEAK LEARN {skill}; "
            "HELP ME LEARN<{skill}; I<FIND LEARN {skill}"
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
        cues=(
            "-TEACH {skill}; -HELP {skill} AGAIN|SOMEONE; I<-HELP {skill} !{person}; -HELP {skill} !ME|{person}|WHO; "
            "REMOVE {skill} SKILLS|MY|ME !LEARN; REMOVE ME {skill}; STOP TEACH|HELP {skill}; STOP TEACH ME {skill}; "
            "STOP ASK|MESSAGE|ASKME {skill}; STOP ASK|MESSAGE ME {skill}; STOP SHOW|ADD|BOOK ME {skill}; "
            "-ASK|-ASKME {skill}; -ASK ME {skill}; -KNOW {skill} AGAIN; -EXPERT {skill}; "
            "REMOVE {skill} !{person}|{program}|GAPS|LEARN|CREATE|MEET|CHANNEL; STOP {skill} WEAK|BROKEN; "
            "STOP TEACH {skill} WEAK; -ADD|-SHOW|-BOOK ME {skill}; -TEACH SOMEONE {skill}; REMOVE TEACH {skill}; "
            "STOP TEACH {skill} I WEAK"
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
        cues=(
            "-LEARN {skill} !WHO; -LEARN {skill} AGAIN; STOP LEARN {skill}; REMOVE {skill} LEARN; "
            "LEARN {skill} LEAVE; LEAVE LEARN {skill}; -MESSAGE LEARN {skill}; -MESSAGE LEARN {skill} AGAIN; "
            "NOT LEARN {skill} AGAIN; LEARN {skill} AGAIN NOT; -FIND {skill} AGAIN; -FIND LEARN {skill}; "
            "REMOVE {skill} SKILLS LEARN; LEAVE {skill} !BUSY|{person}; LEARN {skill} YET; -{skill} AGAIN; "
            "STOP LEARN {skill} YET"
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
        cues=(
            "WHAT MY SKILLS; SHOW MY SKILLS; WHAT I TEACH|SKILLS !{person}|{skill}|ME; WHAT I<HELP !ME|{skill}; "
            "WHAT I LEARN !{person}|{skill}|SEARCH|SOMEONE; MY SKILLS !{skill}|REMOVE; WHAT SKILLS I; "
            "WHAT YOU ME TEACH|SKILLS; SHOW WHAT I TEACH; WHAT MY LEARN SKILLS; WHAT I ADD SKILLS; "
            "WHAT I TEACH SKILLS"
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
        cues=(
            "WHAT|HOW {person} KNOW|HELP|TEACH|SKILLS|LEARN|GREAT|EXPERT !BOOK|ASK|MET; "
            "INFO {person} KNOW|SKILLS|LEAD|GREAT|TEACH|HELP|LEARN; SHOW {person} SKILLS; SHOW INFO {person}; "
            "WHO<{person} !LEAD|MATCH|MEET|INVITE|PREVIEW|ROLE|{program}; "
            "INFO {person} !{program}|MEET|CHANGE|MATCH|BOOK|AVOID|{skill}|REPLY|DISCUSS; "
            "{person} EXPERT|SKILLS WHAT; {person} SKILLS !MY|{skill}|DATA|DELETE|REMOVE; HELP {person} ME WHAT; "
            "{person} HELP WHAT; WHAT LEARN {person}; INFO {person} LEARN; {person} SHOW SKILLS; "
            "WHAT I LEARN {person}"
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
        cues=(
            "WHAT SKILLS EVERYONE|SOMEONE; WHAT SOMEONE KNOW|TEACH|HELP !{skill}|{person}|ME; SHOW EVERYONE SKILLS; "
            "WHAT SKILLS AVAILABLE; SHOW SKILLS !{person}|MY|{skill}; WHAT SKILLS !MY|I|{person}|{skill}|GAPS; "
            "SHOW WHAT SOMEONE KNOW|TEACH; WHAT I LEARN SOMEONE AVAILABLE"
        ),
        line="skill list",
        does=later("All skills here"),
        harmless=True,
    ),
)
TIDY = (
    Heard(
        cues="MERGE {skill} !{program}|{person}|MEET|TEAMS; MERGE SKILLS; MERGE SKILLS {skill}",
        line='help "skill merge"',
        does=later("How to make two skills one"),
        harmless=True,
    ),
    Heard(
        cues="RENAME {skill} !{program}|{person}; RENAME SKILLS; RENAME SKILLS {skill}; CHANGE SKILLS RENAME",
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
        cues=(
            "WHO KNOW<{skill} !NOT|{program}; WHO KNOW {skill} !NOT; WHO HELP<{skill} !NOT; WHO HELP ME<{skill}; "
            "WHO HELPME ME {skill}; WHO EXPERT {skill}; WHO TEACH<{skill} !NOT; WHO TEACH ME {skill} !NOT; "
            "SOMEONE<KNOW<{skill} !TEACH|JOIN|NOT|SEARCH|DISCUSS; SOMEONE HELP<{skill} !NOT|TEACH; "
            "SOMEONE HELP ME<{skill}; SOMEONE<TEACH ME<{skill}; SOMEONE EXPERT<{skill} !TEACH; "
            "SOMEONE EXPERT KNOW {skill}; FIND EXPERT<{skill} !PROGRAM|CREATE; FIND EXPERT KNOW<{skill}; "
            "FIND SOMEONE<{skill} !{program}|AGAIN|NOT|TEACH; FIND SOMEONE KNOW<{skill}; FIND SOMEONE HELP<{skill}; "
            "FIND SOMEONE HELP ME<{skill}; FIND HELP<{skill} !SEARCH|TAKEAWAY; FIND HUMAN KNOW<{skill}; "
            "I FIND HUMAN WHO KNOW {skill}; I FIND HUMAN KNOW {skill}; HELP<ME<{skill} !LEARN; "
            "HELP<{skill} !TEACH|NOT|{person}|SOMEONE|LEARN|SEARCH|TAKEAWAY|YOU|HOW|WHO|WHAT; "
            "STUCK<{skill} !SHARE|TEACH|TAKEAWAY|{program}|ASKME; I STUCK<{skill} !SHARE|TAKEAWAY|TEACH|ASKME; "
            "STUCK {skill} HELP; STUCK {skill} FIND; "
            "WHO {skill} !{program}|NOT|{person}|GAPS|AVOID|MATCH|LEARN|LEAD; WHO LEAD {skill} !{program}; "
            "EXPERT<{skill} !NOT|BOOK|GAPS|TEACH|PROGRAM|CREATE; "
            "FIND<{skill} !PROGRAM|LEAD|{program}|NOT|{person}|AGAIN|SEARCH|TAKEAWAY|JOIN|REMOVE|TEACH|LEARN|CREATE|MENTION; "
            "SOMEONE {skill} !TEACH|{person}|I|GAPS|NOT|MATCH|LEARN; WHO ASK<{skill}; "
            "QUESTION {skill} !TAKEAWAY|SHARE|TEACH|ASKME; SOMEONE LEARN {skill} FIND; FIND SOMEONE LEARN<{skill}; "
            "FIND EXPERT LEARN {skill}; SOMEONE FIND {skill} ME; TEACH ME<{skill} !NOT; WHERE HELP {skill}; "
            "HUMAN KNOW {skill}; I<FIND HELP {skill}; LEARN {skill} EXPERT; SOMEONE KNOW {skill} HELP ME; "
            "HELP ME LEARN {skill} SOMEONE"
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
        cues=(
            "FIND EXPERT !{skill}|{person}|PROGRAM|CREATE; FIND SOMEONE HELP !{skill}|{person}; "
            "SOMEONE HELP ME !{skill}|{person}; WHO HELP ME !{skill}|{person}; FIND HELP ME SOMEONE !{skill}; "
            "FIND EXPERT ME !{skill}; FIND SOMEONE KNOW !{skill}|{person}"
        ),
        line="find",
        does=later("Find someone who can help"),
        harmless=True,
    ),
)
