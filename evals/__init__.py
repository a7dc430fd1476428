"""Scores against gold annotations, and the floors below which no change may push them."""
