"""Readings → relations. Pure: candidates in, decisions out, each with its reason."""
