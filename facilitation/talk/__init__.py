"""The words people and the bot share: what is said, asked, typed and understood."""
