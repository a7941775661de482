"""Typed spans: what the words of a text name, each kind found by a pure function."""
