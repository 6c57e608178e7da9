"""What Teams accepts, in one table; lengths in UTF-16 units."""

CARD_BYTES = 28_000
"""A card as JSON in UTF-8. Documented: 100 KB a message in UTF-16; older pages: 28 KB a card."""
ACTIONS = 6
"""Actions in one ActionSet that every client shows; further ones go into further sets."""
ELEMENTS = 200
"""Ours: the most elements of one card."""
BUTTON = 75
"""Ours, as on Slack: a longer button is cut by most clients."""
TITLE = 300
"""Ours."""
DIALOG_TITLE = 80
"""Ours: a longer title is cut by most clients."""
DIALOG_SHORT = 6
"""Ours: the most elements of a card that are shown in a dialog of medium height."""
BARS = 20
"""Ours: the most bars of a chart."""
BAR = 40
"""Ours: the longest name of a bar."""
TABLE_ROWS, TABLE_COLUMNS = 100, 8
"""Ours: a longer or wider table is words."""
TABLE_BYTES = 20_000
"""Ours: what would be a longer table is words, which a card may hold in part."""
COLUMN = (4, 30)
"""Ours: the letters by which columns share the width, at least and at most."""
CHOICE = 150
"""Ours: the longest text of an option."""
LINE = 3_000
"""Ours: the longest command line that a button carries."""
LINK = 2_000
"""Ours: an address longer than this is shown, not linked."""
CHAT_LINK = 1_900
"""Ours: a link that starts a chat stays under this, which every browser and phone passes on."""
CHAT_TOPIC = 100
"""Ours: the longest name of a chat that a link starts."""
MENTION = 60
"""Ours: the longest name of a mentioned member."""
BOXES = 10
"""Ours: the most options that are shown at once; more are found by typing."""
SCALE = 10
"""Ours: the most steps of a scale shown as radio buttons."""

SQUEEZES = ((8_000, 300), (5_000, 200), (2_500, 120), (1_200, 60), (600, 30), (250, 12))
"""Ours: the longest text and the most options of one element, tried in turn until the whole card fits."""
