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
        cues=(
            "HELPME !{skill}|{program}|{person}|SOMEONE|STUCK|BROKEN|NOT|HELP|JOIN; "
            "HELPME ME|I|YOU !{skill}|{program}|{person}|SOMEONE|WHO; I HELPME HELPME; HELPME HELPME; "
            "WHAT|HOW HELPME !{skill}|{program}; YOU HELPME HELPME; "
            "WHAT YOU !NEXT|DATA|PRIVATE|MESSAGE|{program}|{skill}|{person}|KNOW|SKILLS; "
            "HOW YOU !MATCH|PRIVATE|JOIN|LEAVE|CHANGE|{program}|KNOW|HEALTH; SHOW HELPME; -PAUSE HELPME; HELPME GREAT"
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
        cues=(
            "PRIVATE; PRIVATE MY|WHAT|WHO|ME|YOU; PRIVATE YOU MY|ME; PRIVATE MY ANSWER|DATA|MESSAGE|QUESTION; "
            "PRIVATE MY BOSS; PRIVATE MY BOSS ANSWER; DATA !{person}|CHANGE|MATCH|ZONE; MY DATA !{person}; "
            "DELETE DATA|ME|MY|I|EVERYONE !{program}|{skill}; DELETE DATA EVERYONE; DELETE EVERYONE DATA; "
            "DELETE DATA LEAVE; DELETE LEAVE BOSS; DELETE DATA LEAVE BOSS TIME; EXPORT !{program}|NUMBERS; "
            "EXPORT DATA|MY|I; EXPORT DATA I; EXPORT EXPORT; EXPORT EXPORT ME; BOSS KNOW ANSWER|MY; "
            "WHAT YOU KNOW ME; WHAT YOU DATA; WHAT YOU DATA ME; -DELETE; -DELETE WHAT PRIVATE; -DELETE PRIVATE; "
            "DELETE !{program}|{skill}|{person}|BOOKING|MEET; WHERE DATA; WHO SHOW|MEET MY|ANSWER|MESSAGE|PROFILE; "
            "REMOVE MY PROFILE|DATA; WHO PRIVATE MY; SHARE PRIVATE; DATA DELETE {person}; {person} DELETE; "
            "{person} LEAVE DATA|DELETE; {person} LEAVE EVERYONE DATA DELETE; WHAT YOU MY ANSWER|REPLY; "
            "WHAT MY ANSWER|REPLY YOU; WHERE MY ANSWER|REPLY"
        ),
        line="privacy",
        does=later("What is kept of me?"),
        harmless=True,
    ),
)
AVOID = (
    Heard(
        cues="WHO I AVOID !MATCH|{person}; WHO AVOID !{person}|ME; SHOW WHO I AVOID",
        line="avoid",
        does=later("Whom do I avoid?"),
        harmless=True,
    ),
    Heard(
        says=(
            "keep me away from {person}",
            "i do not want to (meet|be matched with|be paired with|see|work with|talk to) {person} [again]",
            "keep {person} away from me",
        ),
        cues=(
            "AVOID {person} !PRIVATE|WHO|FRIENDS|WHY|WHAT|REPLY; AVOID MATCH|MEET {person} !FRIENDS; "
            "AVOID MATCH {person} AGAIN !FRIENDS; AVOID ME {person} !FRIENDS; -MATCH {person} !FRIENDS|WHY; "
            "-MATCH ME {person} !FRIENDS|WHY; -MATCH {person} AGAIN; -MATCH ME {person} AGAIN; STOP MATCH {person}; "
            "STOP MATCH ME {person}; -MEET {person} AGAIN; AVOID {person} AGAIN; -{person} AGAIN; "
            "-MATCH I|ME {person} SOMEONE; I AVOID MATCH {person} AGAIN; {person} UNSAFE AVOID; "
            "BROKEN {person} AVOID; -JOIN {person} AGAIN"
        ),
        line="avoid {person}",
        does=later("Never be put together with {person}"),
    ),
)
UNAVOID = (
    Heard(
        cues=(
            "FRIENDS {person}; {person} FRIENDS MATCH ME; -AVOID {person}; FRIENDS {person} MATCH; "
            "STOP AVOID {person}; {person} MATCH AGAIN GREAT; UNDO AVOID {person}; REMOVE {person} AVOID; "
            "-AVOID {person} AGAIN; FRIENDS {person} GREAT; {person} GREAT MATCH ME AGAIN NOW; "
            "{person} GREAT NOW MATCH ME AGAIN; {person} FRIENDS FRIENDS MATCH ME AGAIN; FRIENDS MATCH {person} AGAIN"
        ),
        line="unavoid {person}",
        does=later("Let me be put together with {person} again"),
    ),
)
