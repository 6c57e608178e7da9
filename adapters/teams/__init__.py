"""Microsoft Teams: cards and markdown (messages), dialogs (forms), limits (what Teams accepts)."""
