"""Immutable snapshots on disk and how they are asked."""
