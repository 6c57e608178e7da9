"""How people say in their own words that they want somebody's time, or something done about a booking."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

BOOK = (
    Heard(
        says=(
            "set up [a] call with {person}",
            "book [me] [a|an|some] (time|slot|call|meeting|session|chat|appointment) with {person}",
            "(set|setup|arrange|schedule|organize|make|plan) [up] [me] [a|an] (time|slot|call|meeting|session|chat|appointment|coffee) with {person}",
            "i (want|would like|need) to (meet|talk to|talk with|speak to|speak with|see|call|chat with|catch up with|book) {person}",
            "i (want|would like|need) (time|a call|a meeting|a session|a slot|a chat|some time) with {person}",
            "can i (meet|talk to|talk with|speak to|speak with|see|book|call) {person}",
            "(meet|talk to|speak with|call) {person}",
            "get me (time|a slot|a meeting|a call) with {person}",
            "ask {person} for (time|a call|a meeting|{length})",
            "ask {person} (if|whether|when|about|to meet) {words}",
            "(see|check) (if|whether) {person} (is|has) {words}",
            "find [me|us] a time with {person}",
            "(can|could|may) i (have|get|grab|book) {length} (with|of) {person} {words}",
        ),
        line="book {person} {when}",
        does=later("Ask {person} for time"),
        harmless=True,
    ),
    Heard(
        says=(
            "book [me] {length} with {person}",
            "i (want|would like|need) {length} (with|of) {person}",
            "(can|could|may) i (have|get|grab|book) {length} (with|of) {person}",
        ),
        line="book {person} {length} {when}",
        does=later("Ask {person} for {length} {when}"),
        plainly=later("Ask {person} for {length}"),
    ),
    Heard(
        says=(
            "book [me] {length} with {person} {when}",
            "i (want|would like|need) {length} with {person} {when}",
            "(can|could|may) i (have|get|grab|book) {length} (with|of) {person} [on] {when}",
            "(got|have) {length} (with|for) {person} [on] {when}",
        ),
        line="book {person} {length} {when}",
        does=later("Ask {person} for {length} {when}"),
    ),
    Heard(
        says=(
            "book [a|an] (call|meeting|session|chat|slot) with {person} [on|for] {when}",
            "(schedule|arrange|set up|organize) [a|an] (call|meeting|session|chat|slot) with {person} [on|for] {when}",
            "(schedule|book|arrange|find) [a|some] time with {person} [on|for] {when}",
            "schedule with {person} [on|for] {when}",
            "i (want|would like|need) to (meet|talk to|talk with|speak to|speak with|see|call) {person} [on] {when}",
        ),
        line="book {person} 30 minutes {when}",
        does=later("Ask {person} for 30 minutes {when}"),
    ),
    Heard(
        says=(
            "book (someone|somebody|an expert|a peer|time|a meeting|a call|a session)",
            "how (do|can) i book [someone|time|a meeting|a peer]",
            "i (want|would like|need) to (book|schedule) [something|someone|a meeting|time|a call]",
            "(schedule|arrange|set up) [a|an] (call|meeting|session|chat)",
            "new booking",
            "make a booking",
            "new meeting",
        ),
        cues=(
            "BOOK MEET !{person}|{skill}|MENTION|WHEN|WHAT|MET|NEXT|{program}|TEACH|MORE|{day}|PROGRAM|MATCH|CANCEL|MOVE; "
            "BOOK SOMEONE !{person}|{skill}|{program}|KNOW|HELP|JOIN|MATCH|FIND|WHY|TAKEAWAY|LEARN|DISCUSS|WHAT|WHO; "
            "HOW BOOK !{person}|{skill}; BOOK EXPERT !{skill}|{person}; HOW BOOK MEET|SOMEONE"
        ),
        line="book",
        does=later("Ask a colleague for time"),
        harmless=True,
    ),
    Heard(
        cues=(
            "BOOK {person} {length} !MOVE|CANCEL; BOOK MEET|TIMEOF|ME {person} {length}; "
            "BOOK ME {person} {length} TIME; BOOK {person} {length} TIME !MOVE|CANCEL; "
            "BOOK MEET {person} {length} TIME; MEET {person} {length} !MET|MOVE|CANCEL; "
            "MEET {person} {length} TIME !MET|MOVE|CANCEL; {person} {length} !MET|MOVE|CANCEL|GHOST|FAIL|BUSY; "
            "{person} {length} TIME !MET|MOVE|CANCEL|GHOST|FAIL|BUSY; ASK {person} {length}; "
            "{person} AVAILABLE {length}; FIND {length} {person}"
        ),
        line="book {person} {length} {when}",
        does=later("Ask {person} for {length} {when}"),
        plainly=later("Ask {person} for {length}"),
    ),
    Heard(
        cues=(
            "BOOK {person} !{length}|NOT|{program}|BACK|MOVE|ROLE|MATCH|REMOVE|WHO|MET|FAIL|GHOST|LEAD|WHAT|CANCEL|REPLY|WHY|WHEN|BUSY|AVOID|DATA|DELETE|FRIENDS; "
            "BOOK MEET|TIMEOF {person} !NOT|AVOID|PREVIEW|WHEN|MATCH|GHOST|FAIL|MET|MOVE|CANCEL|{length}|WHAT; "
            "BOOK ME TIMEOF|MEET {person} !NOT|{length}; "
            "MEET {person} !NOT|AVOID|WHEN|WHO|WHY|MET|FAIL|GHOST|MATCH|CANCEL|MOVE|GREAT|WHAT|DISCUSS|REPORTED|{program}|LEAD|{length}|HUMAN|FRIENDS|DATA|DELETE|REPLY; "
            "BOOK {person} TIME !MOVE|CANCEL|NOT|{length}|{program}|AWAY|LEAD|GHOST|FAIL|MET|WHO; "
            "BOOK MEET|TIMEOF {person} TIME !MOVE|CANCEL|NOT|{length}; "
            "MEET {person} TIME !MOVE|CANCEL|NOT|MET|WHEN|FAIL|GHOST|{length}; "
            "TIMEOF {person} !MOVE|CANCEL|HELP|{length}|NOT|GHOST|MET|FAIL|MATCH|BUSY|GREAT|WHEN|CHANGE|WHO; "
            "BOOK ME TIMEOF {person} TIME !{length}; {person} AVAILABLE !{skill}|{length}|AWAY; "
            "{person} AVAILABLE TIME !{length}; WHEN {person} AVAILABLE; "
            "ASK {person} MEET|AVAILABLE|TIMEOF|HELP !{program}|JOIN; "
            "ASK {person} !{program}|{skill}|INVITE|NOT|JOIN|DISCUSS|STOP|{length}; FIND {person} TIMEOF|MEET; "
            "{person} HELP ME !WHAT|{skill}; HELP {person} ME TIME; AGAIN {person} SAME; ME AGAIN {person}; "
            "SAME TIMEOF {person}; ME AGAIN SAME {person}; HELP ME {person} !{skill}; ME AGAIN SAME TIMEOF {person}"
        ),
        line="book {person} {when}",
        does=later("Ask {person} for time"),
        harmless=True,
    ),
    Heard(
        cues=(
            "BOOK SOMEONE|EXPERT<{skill} !{person}|{program}|NOT|MATCH|TEACH; "
            "BOOK SOMEONE|EXPERT<{skill} {length} !{person}; BOOK SOMEONE|EXPERT KNOW|HELP<{skill} !{person}; "
            "BOOK SOMEONE|EXPERT KNOW|HELP<{skill} {length} !{person}; {length} EXPERT|SOMEONE {skill}; "
            "BOOK {length} SOMEONE|EXPERT {skill}; BOOK {skill} {length} !{person}; BOOK TIMEOF {skill} !{person}; "
            "BOOK MEET {skill} {length} !{person}; BOOK MEET SOMEONE|EXPERT {skill}; "
            "FIND {length} SOMEONE|EXPERT {skill}"
        ),
        line="book {skill} {length} {when}",
        does=later("Ask somebody for {length} for {skill}, {when}"),
        plainly=later("Ask somebody for time for {skill}"),
    ),
)
BOOKINGS = (
    Heard(
        says=(
            "[show|list|see] [me] [my] (bookings|appointments|requests)",
            "(reschedule|rebook|postpone|move) [it|my meeting|my booking|my appointment|the meeting|the booking|this|that|my session|my call|the call]",
            "(cancel|drop|delete|call off) (it|my meeting|my booking|my appointment|the meeting|the booking|my session|my call|the call|the appointment|my bookings|booking)",
            "i (need|want|have) to (reschedule|cancel|move|postpone) [it|my meeting|my booking|my appointment|the meeting|the booking|my session|the call|my call]",
            "can we (reschedule|move it|postpone|meet another time)",
            "who wants my time",
            "i am (running late|late|going to be late)",
        ),
        cues=(
            "MY BOOKING !{skill}; SHOW BOOKING|MY; WHAT BOOKING !{skill}|TAKEAWAY; "
            "WHAT I BOOKING|BOOK !{skill}|TAKEAWAY|{program}; WHAT BOOK I BOOKING; I BOOKING !{program}|HOW; "
            "MOVE MEET|BOOKING|TIMEOF !{program}|CREATE; MOVE MY !{program}|ZONE|MOVED; MOVE {person} !{program}; "
            "MOVE MY {person}; MOVE {person} TIME !{program}; MOVE MY {person} TIME !{program}; "
            "I MOVE MY {person} TIME; MOVE TIME !{program}|EVERYONE|ROUND; MOVE {clock} {person}; "
            "MOVE !{program}|{skill}|ZONE|SKIP|MOVED|ROUND; CANCEL MEET|BOOKING|TIMEOF !{program}; "
            "CANCEL {person} !{program}|SKIP|MATCH; CANCEL MY !{program}|ROUND|SKIP|PAUSE; "
            "CANCEL !{program}|SKIP|PAUSE|LEAD|JOIN|ROUND|ATTEND; CANCEL MEET {person}; CANCEL {person} TIME; "
            "CANCEL MY MEET {person}; -CANCEL MOVE; -ATTEND {person} !{program}; -ATTEND TIME {person}; "
            "NOT {clock} {person}; NOT TIME MEET {person}; NOT TIME {person} BUSY; BUSY NOT {clock}; "
            "-ATTEND MEET {person}; -ATTEND MEET TIME; -ATTEND {clock}; BUSY TIME {person}; BUSY {person} TIME MEET; "
            "WHEN I MEET {person}; WHEN MEET {person}; WHEN MY MEET {person}; {person} REPLY YET; "
            "{person} REPLY !NOT|{skill}; {person} REPLY BOOKING|MEET|TIMEOF|YET; "
            "WHO BOOK|ASK ME !{skill}|QUESTION|HUMAN; WHO BOOKING; TIMEOF GREAT ME|I; TIMEOF ME GREAT; "
            "TIME GREAT ME|I; GREAT ME {person}; TIMEOF ME !{person}|{skill}|MOVED|BUSY|LEARN; -HELP {person}; "
            "-HELP {person} TIME; -HELP {person} TIME NEXT; -MEET {person} TIME; "
            "-MEET {person} !AGAIN|MATCH|YET|AVOID; HOW MOVE|CANCEL MEET|BOOKING; REPLY {person} BOOKING; "
            "-AVAILABLE {person}; LEAVE MEET {person}; SKIP MEET {person}; BOOKING REPLY; -BOOKING {person}; "
            "-REPLY BOOKING; REPLY BOOKING; MEET {person} WHEN AGAIN; COND {person} REPLY; I MEET {person} WHEN"
        ),
        line="bookings",
        does=later("My bookings"),
        harmless=True,
    ),
)
