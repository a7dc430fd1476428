"""The nouns: frozen values, no I/O, no third party but msgspec for values made by the thousand."""
