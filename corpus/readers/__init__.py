"""Bytes of one format to text: a module a format, each with ``read(data, limits)``."""

from corpus.readers.content import Content, Limits

__all__ = ["Content", "Limits"]
