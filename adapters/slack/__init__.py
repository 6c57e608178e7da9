"""Slack: blocks and mrkdwn (messages), modals (forms), limits (what Slack accepts)."""
