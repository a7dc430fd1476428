"""The program's version; alone here, because every room may name it and none may import what stands above."""

__version__ = "0.1.0"
