"""Revision → Reading. Pure: the same text, date and version give the same reading."""
