"""How people say a command in their own words: patterns with places, matched word by word."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from facilitation.talk import patterns

LONGEST = 240
"""A longer text is no plain phrase."""

_SHORT_FORMS: Mapping[str, str] = {
    "i'm": "i am", "im": "i am", "i'd": "i would", "id": "i would", "i'll": "i will", "i've": "i have",
    "can't": "can not", "cant": "can not", "cannot": "can not", "won't": "will not", "don't": "do not",
    "dont": "do not", "didn't": "did not", "didnt": "did not", "doesn't": "does not", "doesnt": "does not",
    "isn't": "is not", "isnt": "is not", "what's": "what is", "whats": "what is", "where's": "where is",
    "wheres": "where is", "when's": "when is", "whens": "when is", "who's": "who is", "whos": "who is",
    "that's": "that is", "it's": "it is", "there's": "there is", "we've": "we have", "wanna": "want to",
    "gonna": "going to", "u": "you", "r": "are", "ur": "your", "pls": "please", "plz": "please", "thx": "thanks",
    "ty": "thanks", "couldn't": "could not", "haven't": "have not", "let's": "let us", "lets": "let us",
    "till": "until", "til": "until", "w/": "with", "tmrw": "tomorrow", "tmr": "tomorrow", "hasn't": "has not",
    "wasn't": "was not", "aren't": "are not", "wouldn't": "would not", "we're": "we are", "we'll": "we will",
    "you're": "you are", "how's": "how is", "he's": "he is", "she's": "she is",
    "why's": "why is", "we'd": "we would", "you've": "you have", "they're": "they are", "they've": "they have",
    "who'd": "who would", "who've": "who have", "shouldn't": "should not", "hadn't": "had not", "weren't": "were not",
    "wasnt": "was not", "wont": "will not", "havent": "have not", "couldnt": "could not", "wouldnt": "would not",
    "gotta": "have to", "lemme": "let me", "gimme": "give me", "dunno": "do not know",
    "rn": "right now", "tbh": "", "btw": "", "lol": "haha", "omg": "", "ugh": "", "soz": "sorry", "w": "with", "em": "them",
    "some1": "someone", "programme": "program", "programmes": "programs", "wk": "week", "wks": "weeks", "hrs": "hours", "hr": "hour", "mins": "minutes", "any1": "anyone", "ppl": "people", "msgs": "messages", "msg": "message", "mtg": "meeting",
    "hols": "holidays", "convo": "conversation", "appt": "appointment", "bday": "birthday", "tho": "", "q": "question",
    "ain't": "is not", "y'all": "you", "thnx": "thanks", "tysm": "thanks", "cheers": "thanks", "ta": "thanks", "nvm": "never mind",
    "idk": "i do not know", "afaik": "", "imo": "", "fyi": "", "cuz": "because", "cos": "because", "bc": "because",
    "thurs": "thursday", "tues": "tuesday", "weds": "wednesday", "ive": "i have", "ill": "i will", "doin": "doing",
    "abt": "about", "shd": "should", "cld": "could", "wd": "would", "yr": "year", "yrs": "years", "w/o": "without",
    "thru": "through", "mgr": "manager", "mgmt": "management", "dept": "department", "prob": "probably",
    "sth": "something", "smth": "something", "smb": "somebody", "sb": "somebody", "nth": "nothing", "bcs": "because",
    "bcz": "because", "coz": "because", "atm": "now", "wknd": "weekend", "tmw": "tomorrow", "2day": "today",
    "2moro": "tomorrow", "2mrw": "tomorrow", "b4": "before", "gr8": "great", "l8r": "later",
    "kk": "ok", "okey": "ok", "oki": "ok", "hav": "have", "wat": "what", "wht": "what",
    "wen": "when", "ques": "question", "qn": "question", "qns": "questions", "info": "information",
    "shud": "should", "cud": "could", "wud": "would", "tht": "that", "dat": "that", "frm": "from",
    "nxt": "next", "wat's": "what is", "evry": "every", "evryone": "everyone", "every1": "everyone", "no1": "no one",
    "bt": "but", "wid": "with", "hv": "have", "nd": "and", "yess": "yes", "pplz": "people",
    "anyones": "anyone is", "anybodys": "anybody is", "someones": "someone is", "hows": "how is", "theyre": "they are",
    "youre": "you are", "thats": "that is", "theres": "there is", "shes": "she is", "hes": "he is", "aint": "is not",
    "arent": "are not", "werent": "were not", "hadnt": "had not", "shouldnt": "should not",
    "hasnt": "has not", "weve": "we have", "youve": "you have", "theyve": "they have", "diff": "different",
}  # fmt: skip

_SHORT_ENDS = {"n't": " not", "'ll": " will", "'d": " would", "'ve": " have", "'re": " are"}

_BEFORE = re.compile(
    r"^(?:(?:hey|hi|hello|ok|okay|so|well|dear|hmm|sorry|actually|also|and|but) (?=\S)|(?:peerloop|bot|there) (?=\S)"
    r"|my name is \w+ (?:and )?(?=\S)|please (?=\S)|kindly (?=\S)|quick question (?=\S)|(?:sorry|apologies) (?:to bother you|for bothering you) (?=\S)"
    r"|(?:good (?:morning|afternoon|evening)|hola|hallo|bonjour) (?=\S)|i (?:was|am) (?:just )?wondering (?:if|whether)? ?(?=\S)"
    r"|(?:(?:can|could|would|will) you (?:please |kindly )?)?(?:tell me|let me know) (?=(?:who|what|when|where|how|why) )"
    r"|(?:do you know|i would like to know|i want to know) (?=(?:who|what|when|where|how|why) )"
    r"|(?:can|could|would|will) you (?:please |kindly )?(?=\S+ )|i (?:would like|want|need) you to (?=\S))+"
)
_AFTER = re.compile(
    r"(?: (?:please|thanks|thank you|thank you very much|thank you so much|in advance|now|again|peerloop|asap|sorry|too"
    r"|as well|for me|if possible|por favor|bitte|s'il te plait|s'il vous plaît))+$"
)
_FILLERS = re.compile(
    r"(?<!\S)(?:really|very much|please|kindly|just|possibly|actually|honestly|if at all possible|if possible"
    r"|if you do not mind|whenever it suits you|pretty|quite|also|here|in the company|at all) "
)
_TIL = re.compile(r"^\s*(?:TIL|[Tt]il(?= (?:that|you|how|about)\b))[:,]?\s+")
"""Short for something else where a sentence begins with it than where it stands before a day."""
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_A_TIME = re.compile(r"(?<=[a-z])/(?=(?:week|wk|month|day|hour|hr)s?\b)", re.IGNORECASE)
"""What stands between a thing and a time, as in "hours/week"."""
_EDGES = " .,!?;:…\"'“”„«»()[]"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Heard:  # told apart by what it is, not by what it says: patterns are kept by it, and each line asks for hundreds
    """Ways in which people say one thing, and the command line that it means.

    In `says`, `[word]` may be left out, `(one|other)` is one of several, `{place}` stands for what differs; `line` and
    `does` name the places too. `does` is what a button says that would do it. What is `harmless` (it only shows something, or asks before it changes
    anything) is done at once.
    """

    says: tuple[str, ...] = ()
    line: str
    does: str = ""
    plainly: str = ""
    harmless: bool = False

    def __post_init__(self) -> None:
        """Refuse with ValueError what is no pattern, such as a bracket that is never closed."""
        for says in self.says:
            patterns.parsed(says)


@dataclass(frozen=True, slots=True)
class Hit:
    """One way of saying something that a text fits, with what stands in its places."""

    heard: Heard
    places: Mapping[str, str]


def plain(text: str) -> str:
    """Return what somebody wrote as patterns know it: in small letters and long forms, without marks and smileys."""
    told = _TIL.sub("today i learned ", text[: LONGEST * 2])
    if "/" in told:
        told = _A_TIME.sub(" per ", told)
    return " ".join(word for raw in told.split() if (word := _plain(raw)))


@lru_cache(maxsize=8192)
def _plain(raw: str) -> str:
    wide = unicodedata.normalize("NFKC", raw).casefold().replace("’", "'")
    seen = "".join(c if _is_text(c) else " " for c in wide)
    words = (word.strip(_EDGES) for word in seen.split())
    return " ".join(map(_long_form, filter(None, map(_unstretched, words))))


def _long_form(word: str) -> str:
    """Return what a short form stands for: the usual ones as they are known, others by their ends."""
    if word in _SHORT_FORMS or "'" not in word:
        return _SHORT_FORMS.get(word, word)
    ending = next((end for end in _SHORT_ENDS if word.endswith(end)), "")
    return word.removesuffix(ending) + _SHORT_ENDS.get(ending, "")


def _unstretched(word: str) -> str:
    """Return a word without letters drawn out, as in "heyyy"; a short one may be a numeral or an abbreviation."""
    return _STRETCHED.sub(r"\1", word) if len(set(word)) > 1 else word


def written(text: str, said: str) -> str:
    """Return plain words as they stand in the text they were read from: capitals and marks are the writer's."""
    words = [(plain(word), word) for word in text.split()]
    wanted = said.split()
    for start in range(len(words)):
        read = " ".join(p for p, _ in words[start:]).split()[: len(wanted)]
        if words[start][0] and read == wanted:
            rest, kept = len(wanted), []
            for p, word in words[start:]:
                if rest <= 0:
                    break
                kept.append(word)
                rest -= len(p.split())
            return " ".join(kept).strip(_EDGES)
    return said


def bare(said: str) -> str:
    """Return a plain text without the politeness around it."""
    rest = _BEFORE.sub("", said)
    return _AFTER.sub("", rest) or rest or said


def _lean(said: str) -> str:
    """Return a plain text without the words that only soften it."""
    return _FILLERS.sub("", f"{said} ").strip() or said


def find(text: str, every: Sequence[Heard]) -> list[Hit]:
    """Return what a text may mean word by word, the most particular first."""
    said = plain(text)
    if not said or len(said) > LONGEST:
        return []
    known = tuple(every)
    lean = bare(said)
    ways = dict.fromkeys((said, lean, bare(_lean(lean))))
    return [hit for words in ways for hit in _hits(words, known)]


def _is_text(character: str) -> bool:
    if character in "\ufe0e\ufe0f":  # only how a sign is drawn
        return False
    return unicodedata.category(character)[0] in "LNPM" or character in "+#$%=<>|~"


def _hits(said: str, every: tuple[Heard, ...]) -> list[Hit]:
    found: list[tuple[int, int, Hit]] = []
    begin = _by_first(every)
    for says, number in (*begin.get(said.partition(" ")[0], ()), *begin[""]):
        pattern, weight = _compiled(says)
        if match := pattern.fullmatch(f"{said} "):
            places = {k: v.strip() for k, v in match.groupdict().items() if v}
            found.append((-weight, number, Hit(every[number], places)))
    return [hit for _, _, hit in sorted(found, key=lambda item: item[:2])]


@lru_cache(maxsize=8)
def _by_first(every: tuple[Heard, ...]) -> Mapping[str, Sequence[tuple[str, int]]]:
    """Return the patterns, and what each is of, by a word that they begin with; by "" those that any may begin."""
    found: dict[str, list[tuple[str, int]]] = {"": []}
    for number, one in enumerate(every):
        for says in one.says:
            first = patterns.first(patterns.parsed(says))
            for word in ("",) if "" in first else first:
                found.setdefault(word, []).append((says, number))
    return found


@lru_cache(maxsize=4096)
def _compiled(says: str) -> tuple[re.Pattern[str], int]:
    """Return a pattern with how many words of its own it has."""
    parts = patterns.parsed(says)
    return re.compile("".join(map(patterns.regex, parts))), patterns.weight(parts)
