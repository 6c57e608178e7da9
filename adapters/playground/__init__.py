"""Peerloop in a browser: a small company's chat on the embedded database, for trying everything out."""
