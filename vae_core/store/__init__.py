"""Model folders: what is written to them, and what is checked before anything is read from them."""
