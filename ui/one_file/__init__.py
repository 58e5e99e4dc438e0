"""The explorer in one HTML file."""
