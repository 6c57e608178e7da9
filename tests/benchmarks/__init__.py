"""Benchmarks: how fast and how small, beside the figures the issues ask for."""
