"""Class colours and marker shapes for Plotly, the same as in `web/kit/theme.js` and `map_tools.js`.

M. A. Petroff, "Accessible Color Sequences for Data Visualization" (2021), https://arxiv.org/abs/2107.02270, with
lightness moved until each colour reaches a contrast of 3:1 on the light and on the dark background.
"""

CLASS_COLOURS = {
    "light": (
        "#3f90da", "#c98600", "#a81800", "#869694", "#7a22ad",
        "#9c5f4d", "#dd5600", "#94893a", "#525663", "#1c9aa4",
    ),
    "dark": (
        "#3f90da", "#ffa90e", "#d0301a", "#94a4a2", "#a04fd6",
        "#b0705d", "#f07318", "#c9bc7c", "#6f7482", "#92dadd",
    ),
}  # fmt: skip
SYMBOLS = ("circle", "square", "diamond", "cross", "x", "triangle-up", "triangle-down", "star", "hexagon", "pentagon")

# Dark to light on a dark page, light to dark on a white one: the extreme always stands out.
CONTINUOUS = {
    "light": ("#cfc8b4", "#e0a94e", "#dd6b3f", "#a52c60", "#3b1052"),
    "dark": ("#3a2a5c", "#94266a", "#d64a44", "#f6923e", "#fdeca8"),
}
INK = {"light": "#1d2230", "dark": "#e8eaf2"}
