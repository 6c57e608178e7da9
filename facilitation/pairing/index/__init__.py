"""What an ask is looked up in: postings of skills, teams, kinds of people, and how much each was asked of late."""
