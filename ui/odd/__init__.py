"""The Odd ones out page."""
