"""What Slack accepts, in one table; lengths in UTF-16 units, as documented unless said otherwise."""

BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_BYTES = 12_000
"""All blocks of a message as JSON. Slack names no number for `msg_blocks_too_long`; others measured about 13,200."""
VIEW_BYTES = 240_000
"""All blocks of a view as JSON, under the documented 250 kB."""
TEXT = 3_900
"""The text beside the blocks: 4,000 and more is split in two or refused by chat.update."""
SECTION = 3_000
FIELDS = 10
FIELD = 2_000
HEADER = 150
ACTIONS = 25
BUTTON = 75
VALUE = 2_000
OPTION = 75
OPTION_VALUE = 75
"""The documentation says 150 in one place and 75 in another."""
OPTIONS = 100
OPTION_GROUPS = 100
BOXES = 10
"""Checkboxes or radio buttons in one element."""
ACTION_ID = 255
ALT = 2_000
URL = 3_000
CHARTS = 2
"""Charts of one message."""
BARS = 20
BAR = 20
"""The name of a bar."""
CHART = 50
"""The title of a chart."""
TABLE_ROWS, TABLE_COLUMNS = 100, 20
"""Of a table, without its heads."""
TABLE_PAGE = 20
"""Ours: so many rows are shown at once; Slack's own are five."""
TABLE_CELL = 150
"""Ours: what has a longer cell is words; so MESSAGE_BYTES keep the 10,000 characters of all cells, too."""
TABLE_BYTES = 9_000
"""Ours: what would be a longer block is words, which a message may hold in part."""
LABEL = 2_000
HINT = 2_000
PLACEHOLDER = 150
INPUT = 3_000
TITLE = 24
EARLIEST = 1_000_000_000
"""The first instant that a datetimepicker may open with: ten digits of seconds since 1970."""
METADATA = 3_000
LINK = 1_500
"""Ours: an address longer than this is shown, not linked, so that a link always fits a field."""

SQUEEZES = ((9_000, 100), (6_000, 100), (3_000, 60), (1_500, 40), (700, 25), (300, 15))
"""Ours: the longest text and the most options of one block, tried in turn until the whole message fits."""
VIEW_SQUEEZES = (OPTIONS * OPTION_GROUPS, 1_000, 300, 100, 30, 10)
"""Ours: the most options of one field, tried in turn until the whole view fits."""
