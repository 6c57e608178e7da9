"""Looks whether people can be forgotten here."""

from bot.doctor import Check, Unfit
from storage.errors import StorageError
from storage.ledger import ledger_of


def ledger(where: str, database_url: str) -> Check:
    """Look whether there is a place for the ledger of those who were forgotten, and it can be read."""

    def run() -> str:
        cure = (
            "Set ERASURE_LEDGER to a file on a disk that lasts, or to another database's url; neither must "
            "be in the backups of DATABASE_URL."
        )
        try:
            found = ledger_of(where, database_url, str)
            if found is None:
                sentence = "There is no place for the ledger of who was forgotten, so nobody can be forgotten."
                raise Unfit(sentence, cure)
            return f"The ledger of who was forgotten holds {len(found.entries())} requests."
        except StorageError as error:
            raise Unfit(error.sentence, cure) from error
        except OSError as error:
            raise Unfit(f"The ledger cannot be read ({error.strerror or error}).", cure) from error

    return Check("ledger", run)
