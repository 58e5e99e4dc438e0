"""The explorer as a widget in a notebook's cell."""
