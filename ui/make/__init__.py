"""The Make more page: what to make, what came of it, and files to take away."""
