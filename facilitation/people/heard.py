"""How people say in their own words that they need help, want to know who sees what, or want to keep away from someone."""

from facilitation.people.helping import TOPICS
from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

HELP = (
    Heard(
        says=(
            "help [me] [out] [here]",
            "i am (lost|confused|stuck|new|new here)",
            "what is (this|peerloop|that)",
            "what can (i do|you do|i say|i ask|i type|i write|you help with) [here|for me]",
            "what (commands|options) (are there|do you have|can i use)",
            "(show|list) [me] [the|all] (commands|options)",
            "(are you|is this|am i talking to) a (bot|robot|real person|human|machine|person)",
            "(ayuda|ajuda|aide|hilfe) (por favor|bitte)",
            "(necesito|quiero) ayuda",
            "ich brauche hilfe",
            "j'ai besoin d'aide",
            "preciso de ajuda",
            "bist du ein (bot|mensch|roboter)",
            "how to start",
            "explain",
            "explain this",
            "i do not (understand|get it|know what to do|understand this)",
            "what",
            "huh",
            "how",
            "why are you here",
            "tell me more",
            "info",
            "about",
            "man",
            "usage",
        ),
        line="help",
        does=later("What can you do?"),
        harmless=True,
    ),
    Heard(
        says=(
            "hilfe",
            "aide",
            "aide moi",
            "au secours",
            "ayuda",
            "ayúdame",
            "aiuto",
            "ajuda",
            "hjälp",
            "hjælp",
            "hjelp",
            "apua",
            "pomoc",
            "pomocy",
            "pomoč",
            "pomoć",
            "segítség",
            "ajutor",
            "помощь",
            "помогите",
            "допомога",
            "помощ",
            "помоћ",
            "βοήθεια",
            "yardım",
            "yardim",
            "imdat",
            "مساعدة",
            "کمک",
            "עזרה",
            "मदद",
            "সাহায্য",
            "帮助",
            "幫助",
            "ヘルプ",
            "助けて",
            "도움",
            "도움말",
            "bantuan",
            "tolong",
            "trợ giúp",
            "giúp tôi",
            "ช่วยเหลือ",
            "ช่วยด้วย",
            "tulong",
            "abi",
            "aita",
            "laguntza",
            "palīdzība",
            "pagalba",
            "hulp",
            "help mij",
            "cymorth",
            "cabhair",
            "was kannst du",
            "was kann ich tun",
            "que puedes hacer",
            "que peux tu faire",
            "msaada",
        ),
        line="help",
        harmless=True,
    ),
    *(
        Heard(
            says=tuple(f"help [with|on|about] {word.casefold()}" for word in (name, *part.also)),
            line=f'help "{name}"',
            harmless=True,
        )
        for name, part in TOPICS.items()
    ),
)
PRIVACY = (
    Heard(
        says=(
            "privacy policy",
            "is (this|that|it) (private|confidential|anonymous|public|secret|safe|secure)",
            "what do you (know|store|keep|save|have|remember) [about me|of me|on me]",
            "what data do you (have|store|keep|collect) [about me|of me|on me]",
            "can my (boss|manager|team|colleagues|employer|company) (see|read) {words}",
            "does my (boss|manager) (see|read|know) {words}",
            "what happens (with|to) my data",
            "where is my data [stored|kept]",
            "do you (read|track|record|spy on) (me|my messages|my chats|everything|us)",
            "are you (reading|tracking|recording|spying on|listening to) {words}",
            "(gdpr|privacy|data) (request|question|questions)",
            "who [else] can (see|read) my (reflections|takeaways|questions|skills|bookings)",
            "who [else] (sees|reads) (this conversation|this chat|our chat|my reflections)",
            "who has access to (my data|the reports|my answers|this)",
            "are you a (bot|robot|human|spy)",
        ),
        line="privacy",
        does=later("What is kept of me?"),
        harmless=True,
    ),
)
LANGUAGES = (
    "german|deutsch|french|français|francais|spanish|español|espanol|italian|italiano|dutch|nederlands|portuguese"
    "|português|polish|polski|turkish|russian|chinese|japanese|korean|arabic|hindi|swedish|danish|norwegian|finnish"
    "|czech|ukrainian|english"
)
"""Languages that people write to a bot about, as a pattern has them."""
LANGUAGE = (
    Heard(
        says=(
            f"(speak|write|talk|answer|reply|respond|switch|change) [to me|with me|me] [to|in|into] ({LANGUAGES}) [with me|to me]",
            f"do you [also] (speak|understand|know|write|talk) ({LANGUAGES})",
            f"(can|could) (you|we|i) (speak|write|talk|answer) [to you|to me|with me|me] [in] ({LANGUAGES})",
            f"i do not (speak|understand|write) (english|{LANGUAGES}) [well|so well|very well|good]",
            f"in ({LANGUAGES})",
            f"(sprich|sprichst du|sprechen sie|antworte|antworte mir|schreib|schreib mir|rede|kannst du) [bitte|mit mir] [auf] ({LANGUAGES}) [sprechen|antworten|schreiben]",
            f"(parle|parles tu|tu parles|parlez vous|réponds|écris|répondez) [moi] [en] ({LANGUAGES})",
            f"(habla|hablas|responde|escribe|puedes hablar) [me] [en] ({LANGUAGES})",
            f"(parla|parli|rispondi|scrivi) [mi] [in] ({LANGUAGES})",
            f"(spreek|spreek je|antwoord|schrijf) [in het] ({LANGUAGES})",
            f"(fala|falas|você fala|responde|escreve) [em] ({LANGUAGES})",
            "(which|what) (language|languages) do you (speak|understand|know)",
        ),
        line="language",
        does=later("Which languages do you speak?"),
        harmless=True,
    ),
)
AVOID = (
    Heard(
        line="avoid",
        does=later("Whom do I avoid?"),
        harmless=True,
    ),
    Heard(
        says=(
            "keep me away from {person}",
            "i do not want to (meet|be matched with|be paired with|see|work with|talk to) {person} [again]",
            "keep {person} away from me",
            "(stop|quit) (suggesting|proposing|recommending|offering|showing me|matching me with|pairing me with) {person} [to me]",
            "do not (suggest|propose|recommend|offer) {person} [to me] [again]",
        ),
        line="avoid {person}",
        does=later("Never be put together with {person}"),
    ),
)
UNAVOID = (
    Heard(
        line="unavoid {person}",
        does=later("Let me be put together with {person} again"),
    ),
)
