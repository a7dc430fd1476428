"""Expectations: what a text says is to come and dates, and what later text says became of it.

`find_expectations` reads one piece; `outcome_of` looks through what was told afterwards. Both are pure and go by the words.
"""

from kirinuki.weave.agenda.expectations import find_expectations
from kirinuki.weave.agenda.matter import same_expectation, same_matter
from kirinuki.weave.agenda.outcomes import outcome_of

__all__ = ["find_expectations", "outcome_of", "same_expectation", "same_matter"]
