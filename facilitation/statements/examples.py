"""An example of every message about what a record store hears, made by the views themselves."""

from facilitation.statements import views
from facilitation.talk.messages import Message

MESSAGES: dict[str, Message] = {
    "statements": views.told(silent=False),
    "statements, said no": views.told(silent=True),
    "statements of nothing": views.none(),
    "statements off": views.off(),
    "statements on": views.on(),
}
