"""How a program is doing, and how it ends: fading noticed early, terms that are decided on, and kind closings."""
