"""The user interface on the server: what pages share, and one folder for each page."""
