"""Walks through the latent space: traversals, planes, directions, shortest paths."""
