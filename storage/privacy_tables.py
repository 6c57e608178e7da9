"""The tables of privacy: which requests to be forgotten were carried out here, and links that open a page."""

from sqlalchemy import Column, Index, Table

from storage.columns import Words
from storage.declare import flag, instant, kept, metadata, person, words

# `who` is a digest under a salt that lies elsewhere (storage/ledger.py): it names nobody.
erasure = Table(
    "erasure",
    metadata,
    Column("id", Words, primary_key=True),
    words("who"),
    instant("at"),
    Index(None, "who"),
    info=kept("nobody"),
)

# `token` is a digest of what stands in the address.
link = Table(
    "link",
    metadata,
    Column("token", Words, primary_key=True),
    words("workspace"),
    person("member", goes=True, refers=False, told=False),
    words("kind"),
    words("about"),
    instant("made_at"),
    instant("expires_at"),
    flag("once"),
    flag("used"),
    Index(None, "expires_at"),
    info=kept("commands"),
)
