"""The revisions of the database's schema, in versions/, oldest first.

Each says with STYLE what programs that still run meanwhile can make of it:

- "expand": only adds, so an older program goes on as if nothing were new.
- "contract": takes away what no program uses since the revision SINCE, which an earlier release had already.
- "stop-first": older programs must be stopped first. Nobody can be asked to, once there is a release.
"""

RELEASED: str | None = None
"""The newest revision in the last release; None before the first."""
