"""E-mail addresses as they stand in invitations and links: as companies give them out, domains in letters of DNS."""

import re
from urllib.parse import quote

import idna

# anything stranger is left out rather than let into a header
_EMAIL = re.compile(r"[\w.!#$%&'*+/=^`{|}~-]+@[\w-]+(?:\.[\w-]+)*")


def mailto(email: str) -> str:
    """Return what an address is after `mailto:`, "" for what is none; an apostrophe stays, a domain is punycode."""
    if not _EMAIL.fullmatch(email):
        return ""
    person, _, domain = email.rpartition("@")
    try:
        written = idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        # such as one with an underscore, which DNS itself has nothing against
        written = domain if domain.isascii() else ""
    return quote(f"{person}@{written}", safe="@+'") if written else ""
