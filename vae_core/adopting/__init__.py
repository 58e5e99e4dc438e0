"""Adopting a VAE that other code trained: checked, written down as a graph, mapped, kept as a folder like any other."""
