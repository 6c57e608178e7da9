"""How people ask in their own words who they are with, and why."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

WHY = (
    Heard(
        says=(
            "why (was|am) i (left out|alone|not matched|not paired)",
            "why (did i not get|do i have no|no) (match|partner|pair|circle|one)",
            "why (have|has|was|were|am|is) (i|nobody|no one) [not] [been] (matched|paired|put together|chosen) [with] [anyone|anybody|someone|somebody]",
            "why not me",
            "why (this person|these people|them|him|her|us|me|this match|this pair|her and me|him and me)",
            "who am i (matched|paired|with|meeting|put together|grouped|in a circle) [with]",
            "who did i get",
            "why (was|were|am|are) (i|we) (matched|paired|put together|chosen|picked|grouped) [with] [{words}]",
            "why did you (match|pair|pick|choose|put) (us|me|them) [together] [with] [{words}]",
            "(can|could) i (swap|change|choose|pick) my (partner|match|circle|pair|buddy)",
            "how (was|were|did you) (this|these|i|we|my match|my partner) (chosen|picked|matched|paired|selected|match us|choose)",
            "who else is (in|in it|in my circle|in my group)",
            "who will i (meet|be with|be matched with)",
        ),
        cues=(
            "WHO MATCH !{skill}|HELP|PREVIEW|CHANGE; WHO I MATCH; WHO MY MATCH; "
            "WHO I MEET !{skill}|PREVIEW|HELP|ASK|HUMAN|KNOW; WHO ME MEET|MATCH !HELP|{skill}|PREVIEW; "
            "WHO I BOOK MEET; WHO I {program} !KNOW; WHO I BOOK {program}; WHO {program} MATCH I; "
            "WHO ROUND|TIME I !AVAILABLE|PREVIEW|HELP; WHO MATCH ROUND; WHY MATCH !{program}; WHY I {person}; "
            "WHY {person}; WHY ME {person}; WHY {person} MATCH; WHY I SOMEONE; WHY I -SOMEONE; WHY I -MATCH; "
            "WHY -MATCH; WHY ME; WHY WHO; WHY !{skill}|MESSAGE|{program}|PRIVATE|SENT|HELP|BROKEN; WHY SAME; "
            "WHY SAME SOMEONE; WHY SOMEONE !{skill}|HELP|KNOW|PREVIEW; SHOW MATCH MY; WHO ME MATCH YOU; "
            "WHO YOU MATCH ME; SWAP MATCH; I MATCH SWAP; SWAP !MOVE|BOOK|{clock}|{day}|SIZE; SWAP ME|MY MATCH; "
            "HOW MATCH !{program}|CREATE; HOW LEAD MATCH; I -MATCH !{person}|{until}|{span}|AGAIN|INBIG; "
            "BROKEN SAME !CHANGE; BROKEN SAME SOMEONE; BROKEN MATCH SAME; BROKEN MATCH !{person}; "
            "BROKEN SAME I SOMEONE; SAME MATCH !CHANGE|GAPS; SAME SOMEONE !CHANGE|GAPS|TIME; "
            "BROKEN SAME I SOMEONE MY ZONE; -SOMEONE ROUND WHY; MY MATCH !GHOST|AVOID|NOT|FAIL|MET|LEAVE|AWAY; "
            "SWAP SOMEONE; I SWAP"
        ),
        line="why",
        does=later("Who am I with, and why?"),
        harmless=True,
    ),
)
PREVIEW = (
    Heard(
        says=("what would [the] {program} [program] look like",),
        cues=(
            "PREVIEW {program}; SHOW PREVIEW {program}; WHO PREVIEW {program}; WHO MATCH NEXT {program} !I|MY|ME; "
            "SHOW WHO MATCH {program} !I|MY|ME"
        ),
        line="preview {program}",
        does=later("See who would meet whom in {program}"),
        harmless=True,
    ),
    Heard(
        cues=(
            "PREVIEW !{program}; SHOW|WHO PREVIEW !{program}; SHOW WHO PREVIEW !{program}; "
            "SHOW WHO PREVIEW PREVIEW !{program}; ME PREVIEW SHOW; PREVIEW PREVIEW"
        ),
        line="preview",
        does=later("See who would meet whom"),
        harmless=True,
    ),
)
