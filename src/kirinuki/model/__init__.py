"""The nouns: frozen dataclasses, no I/O, no third party."""
