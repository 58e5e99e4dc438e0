"""The model: what it is made of, and the operations that its networks are written down as."""
