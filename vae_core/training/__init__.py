"""Training: the loop, its state on disk, and what a recipe is."""
