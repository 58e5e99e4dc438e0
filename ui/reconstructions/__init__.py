"""The Reconstructions page."""
