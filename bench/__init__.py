"""Benchmarks: each beside what a user would pick instead, as ratios taken in one run."""
