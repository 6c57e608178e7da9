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
            "(can|could) {person} and i (meet|talk|speak) {words}",
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
        line="book",
        does=later("Ask a colleague for time"),
        harmless=True,
    ),
    Heard(
        line="book {person} {length} {when}",
        does=later("Ask {person} for {length} {when}"),
        plainly=later("Ask {person} for {length}"),
    ),
    Heard(
        line="book {person} {when}",
        does=later("Ask {person} for time"),
        harmless=True,
    ),
    Heard(
        line="book for {skill} {length} {when}",
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
        line="bookings",
        does=later("My bookings"),
        harmless=True,
    ),
)
