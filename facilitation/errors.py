"""What can go wrong, by what is to be done about it."""

from collections.abc import Sequence

from facilitation.talk.phrases import Phrase, Place, say


class PeerloopError(Exception):
    """The root of every error this product raises on purpose."""


class UserError(PeerloopError):
    """A sentence the person can act on, with its places, about one `field` of a form where there is one.

    `ways` are what may have been meant, to be tapped: what each is called, and its line. Where it is `clear` what was
    meant, nothing else is looked for in the words.
    """

    clear = False

    def __init__(
        self,
        sentence: str,
        *,
        field: str | None = None,
        ways: Sequence[tuple[str, str]] = (),
        **places: Place,
    ) -> None:
        """Keep the sentence as a phrase."""
        if not isinstance(sentence, Phrase) and (places or "{" not in sentence):
            sentence = Phrase(sentence, places)
        super().__init__(sentence)
        self.sentence: str = sentence
        self.field = field
        self.ways = ways

    @property
    def unread(self) -> bool:
        """Return whether something else may be meant by what was refused."""
        kinds = isinstance(self, Usage | NotFound | NotAllowed)
        return kinds and not (self.ways or self.clear)


class NotFound(UserError):
    """What was named does not exist, or not for this person."""


class NotAllowed(UserError):
    """The person may not do this, and the sentence says who may."""


class Usage(UserError):
    """What was typed was not understood, and the sentence shows an example."""


class Conflict(PeerloopError):
    """Somebody else changed the record first, so the interaction runs once more."""


class Unsaved(PeerloopError):
    """Nothing can be saved just now, by no fault of ours: the store is full, read-only, away or broken (`kind`)."""

    kind: str
    said = say(
        "I cannot save anything just now. Nothing was changed; please try again in a few minutes."
    )
    """What a person is told."""


class DeliveryError(PeerloopError):
    """A platform did not take a delivery."""

    def __init__(self, reason: str) -> None:
        """Keep the reason as the journal will show it."""
        super().__init__(reason)
        self.reason = reason


class Later(DeliveryError):
    """Refused for now: try again after `retry_after` seconds, or when the courier thinks best.

    `everywhere` says that the whole workspace must wait, and not only this conversation.
    """

    def __init__(self, retry_after: float | None, reason: str, *, everywhere: bool = True) -> None:
        """Keep the platform's own waiting time, in seconds, where it gave one."""
        super().__init__(reason)
        self.retry_after = retry_after
        self.everywhere = everywhere


class Never(DeliveryError):
    """Refused for good; `gone` are the ids of members who cannot be reached at all."""

    def __init__(self, reason: str, gone: tuple[str, ...] = ()) -> None:
        """Keep who is gone, so that they leave the draw."""
        super().__init__(reason)
        self.gone = gone


class Unsure(DeliveryError):
    """The platform may or may not have done it, so it is read back before any second try.

    `for_good` says that reading back will never tell, now or later.
    """

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        """Keep whether it is worth looking again."""
        super().__init__(reason)
        self.for_good = for_good
