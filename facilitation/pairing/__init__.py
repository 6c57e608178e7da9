"""Pairing: who meets whom, formed from people, rules, preferences, history and a seed."""
