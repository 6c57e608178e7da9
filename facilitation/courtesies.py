"""How people greet, thank and refuse, have had enough, or would rather speak to a person."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

HELLO = (
    Heard(
        says=(
            "(hi|hello|hey|hiya|howdy|yo|greetings|welcome|morning|heya|heyy|hallo|hola|salut|bonjour|ciao|hej|hei|moin|servus|olá|ola|namaste|salaam|shalom|ahoj|cześć|merhaba|привет|здравствуйте|你好|こんにちは|안녕|안녕하세요|مرحبا|guten tag|guten morgen|buenos días|buenos dias|buongiorno|bom dia|god morgon|goddag|hoi|szia|salut tout le monde|xin chào) [there|all|everyone|everybody|peerloop|bot|you|team|again|mate]",
            "good (morning|afternoon|evening|day) [there|all|everyone|peerloop]",
            "how are you [doing] [today]",
            "wie (geht's|gehts|geht es dir)",
            "(qué tal|que tal|cómo estás|como estas|ça va|comment ça va|tudo bem|come stai)",
            "how is it going",
            "what is up",
            "nice to meet you",
            "are you there",
            "anybody (there|here|home)",
            "is anyone there",
            "test",
            "testing",
            "ping",
            "hello world",
            "happy (monday|friday|new year)",
            "(hi|hello|hey) [there] [what is this|and] [and] who are you [and] [what is this]",
            "(hi|hello|hey) [there] what is this [bot|thing|all about]",
        ),
        line="hello",
        does=later("Hello"),
        harmless=True,
    ),
)
THANKS = (
    Heard(
        says=(
            "(thanks|thank you|cheers|merci|danke|gracias|grazie|obrigado|obrigada|tack|takk|tak|kiitos|dank je|bedankt|spasibo|спасибо|ありがとう|谢谢|고마워|danke schön|vielen dank|merci beaucoup|muchas gracias|mille grazie|dziękuję|děkuji|teşekkürler|شكرا) [a lot|so much|very much|again|peerloop|bot|all|everyone|for your help|for the help|for that|for this|for everything]",
            "(great|cool|nice|perfect|awesome|lovely|super|excellent|fantastic|wonderful|amazing|good|brilliant|sweet|wow|fine|very good|well done|good job|good bot|nice one|got it|understood|i see|makes sense|sounds good|all good|alright|noted|roger|much appreciated|appreciated)",
            "no (thanks|thank you)",
            "that is (great|good|nice|helpful|perfect)",
            "you are (great|awesome|the best|helpful|welcome)",
            "(bye|goodbye|cya|see ya|see you|see you later|see you soon|see you (tomorrow|next week|on monday)|talk later|take care|good night|ciao ciao|have a nice day|tschüss|tschüs|tschau|adiós|adios|au revoir|hasta luego|arrivederci|tchau)",
            "have a good (day|one|weekend|evening)",
            "(haha|lol|hehe|<3|+1) [ok|okay|yes|yeah|right|sure|no|nice|cool]",
            "(ok|okay|k|alright|right) (thanks|thank you|cool|great|fine|nice|super|got it|understood|noted|bye|perfect)",
            "love it",
            "i love (it|this|you)",
            "that (helps|helped)",
            "sorry",
            "my bad",
            "oops",
        ),
        line="thanks",
        does=later("Thanks"),
        harmless=True,
    ),
)
STOP = (
    Heard(
        says=(
            "(stop|unsubscribe|quit|exit|end|leave|opt out|cancel everything|stop it|stop this|stop that|enough|halt|shut up|go away|leave me alone|be quiet|silence|no more|remove me|take me off|take me out|get me out|delete me|log out|logout|sign out|sign me out|unjoin|deregister|unregister|disable|turn off|deactivate|uninstall) [all|everything|now|completely|messages|notifications|me]",
            "(stop|quit) (messaging|writing|texting|bothering|spamming|sending|contacting|pinging) [to] [me|messages|me messages]",
            "(stop|quit) (messaging|writing|texting|contacting|pinging|bothering) [to] me {words}",
            "no more (messages|notifications|mails|emails|invitations|meetings|rounds|spam|of this)",
            "i (want|would like|wish) to (leave|quit|stop|unsubscribe|opt out|get out|be removed|exit|be left alone|drop out|sign off)",
            "i (do not want|no longer want) (this|any of this|to be part of this|to participate|to take part|your messages|more messages|messages|to get messages) [any more|anymore]",
            "(take|get|leave) me (out|off|out of this|off this|off the list|out of here)",
            "(get|take|remove) me (off|from) (this list|the list|this|everything|all of this|all programs|all lists|here)",
            "je ne veux plus (participer|de messages|recevoir de messages|venir)",
            "ich (will|möchte|mag) nicht mehr (mitmachen|teilnehmen|dabei sein)",
            "no quiero (participar|seguir|más mensajes) [más]",
            "(não quero mais|non voglio più) (participar|partecipare|mensagens|messaggi)",
            "this is spam",
            "spam",
            "(salir|parar|para|darse de baja|cancelar|basta|kündigen|abmelden|austreten|aufhören|stopp|schluss|arrêter|arrêtez|quitter|désabonner|désinscription|se désabonner|smettila|disiscriviti|cancellati|ferma|esci|annulla iscrizione|sair|parar de|cancelar inscrição|uitschrijven|afmelden|stoppen|avsluta|avregistrera|slutt|lopeta|poista|wypisz|zakończ|přestaň|odhlásit|leiratkozás|dezabonare|стоп|отписаться|выйти|хватит|відписатися|durdur|çık|ayrıl|abonelikten çık|停止|退订|退出|取消订阅|やめて|停止して|配信停止|退会|그만|구독취소|توقف|إلغاء الاشتراك|berhenti|keluar|dừng|hủy đăng ký)",
        ),
        line="stop",
        harmless=True,
    ),
)
TROUBLE = (
    Heard(
        says=(
            "(this|it|that|peerloop|the bot) is (useless|broken|annoying|bad|terrible|stupid|a waste of time|not working|not helpful|wrong|confusing|rubbish|awful|buggy|nonsense|silly|dumb|pointless|boring|horrible|too complicated|crap)",
            "(this|it|that|the button|the link|peerloop|nothing) (does not|did not|is not) (work|working|help|make sense)",
            "i (hate|do not like) (this|it|you|peerloop)",
            "(bug|error|broken|problem|complaint|feedback|wrong|bad bot|useless|nonsense|rubbish|wtf|annoying)",
            "i have (a complaint|feedback|a problem|a problem with this|an issue)",
            "there is (a bug|an error|a problem|a mistake)",
            "report a (bug|problem)",
            "nothing (works|happens|happened)",
            "that is (wrong|not right)",
            "you (do not|did not) understand [me]",
            "no that is wrong",
            "(this|the|your) (bot|app|tool|thing) is (useless|broken|annoying|bad|terrible|stupid|confusing|awful|horrible|rubbish|boring|crap)",
            "i am [so|very] (unhappy|annoyed|frustrated|disappointed|angry|upset|fed up) [with] [this|it|you|peerloop|this tool|this bot|the bot]",
            "i made a mistake",
        ),
        line="something is wrong",
        does=later("Something is wrong"),
        harmless=True,
    ),
)
HUMAN = (
    Heard(
        says=(
            "(talk|speak|chat) (to|with) (a human|a person|someone|somebody|a real person|an admin|the admin|support|a facilitator)",
            "i (want|need|would like) (to talk to|to speak to|to speak with|to talk with|to reach) (a human|a person|someone|somebody|a real person|an admin|the admin|support|a facilitator)",
            "(human|agent|operator|support|contact|real person|customer service|contact support)",
            "who (can i|should i|do i) (contact|talk to|speak to|ask|write to|turn to) [about this|for help|if something is wrong|with problems]",
            "who is responsible [for this|for you]",
            "who made you",
            "who built you",
            "who owns this",
            "how (do|can) i (contact|reach) (someone|a human|the admin|an admin|support|a person)",
            "i need a (human|person|real person)",
            "(can|could|may) i (talk|speak|chat) (to|with) (a human|a person|someone|somebody|a real person|an admin|the admin|support|a facilitator)",
            "i have a complaint about {words}",
            "(how|where|to whom) (do|can|should) i (report|complain about) {words}",
            "i want to (report|complain about) {words}",
            "(someone|somebody|he|she|my colleague|a colleague|my manager|my boss) is (bullying|harassing|mobbing|threatening|insulting) me",
        ),
        line="a person",
        does=later("Somebody to talk to"),
        harmless=True,
    ),
)
AGREE = (
    Heard(
        says=(
            "(yes|yep|yeah|yup|ja|oui|si|sí|sim|да|sure|of course|absolutely|definitely|ok|okay|k|y|go|go ahead|do it|confirm|correct|right|exactly|i agree|agreed|please do|why not|yes do it)",
        ),
        line="yes",
        harmless=True,
    ),
)
REFUSE = (
    Heard(
        says=(
            "(no|nope|nah|nein|non|não|нет|n|no way|not really|rather not|not me|not now|not today|do not|better not)",
        ),
        line="yes",
        does=later("Yes or no"),
        harmless=True,
    ),
)
UNSURE = (
    Heard(
        says=("(not sure|i do not know|maybe|perhaps|dunno|no idea|i am not sure|hmm|hm|mm|uh)",),
        line="yes",
        harmless=True,
    ),
)
UNCHANGED = (
    Heard(
        line="nothing changes",
        does=later("Leave everything as it is"),
        harmless=True,
    ),
)
NEVER_MIND = (
    Heard(
        says=(
            "[no|oh|ah] (never mind|nevermind|forget (it|that|about it|about that|what i said|what i wrote|i asked|i said anything)|(ignore|scratch|disregard) (that|it|this|what i said)) [then]",
        ),
        line="nothing changes",
        harmless=True,
    ),
)
"""What drops the question that is open, or takes back what was never done."""
OPTIONAL = (
    Heard(
        line="it is optional",
        does=later("Do I have to?"),
        harmless=True,
    ),
)
HOLD = (
    Heard(
        line="hold everything",
        does=later("Hold everything"),
        harmless=True,
    ),
)
ROUND_NOW = (
    Heard(
        line="round now {program}",
        does=later("A round of {program} at once"),
        harmless=True,
    ),
    Heard(
        line="round now",
        does=later("A round at once"),
        harmless=True,
    ),
)
PEOPLE_FILE = (
    Heard(
        says=(
            "[how do i|how can i|can i|where do i|i want to] (import|upload|load|add) [a|the|my] [list|csv|file|table|spreadsheet|excel] [of|with|from] [all|our|my] (people|employees|members|staff|colleagues|users) [from] [a|an] [csv|file|table|spreadsheet|excel|hr]",
            "(import|upload|load) (people|employees|members|staff|colleagues|users)",
        ),
        line="people from a file",
        does=later("How people come from a file"),
        harmless=True,
    ),
)
