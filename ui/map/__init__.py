"""The map in Plotly: its figure and its controls."""
