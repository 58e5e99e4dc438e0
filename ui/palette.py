"""Class colours and marker shapes for Plotly, which the browser's own maps have from the same file (shared.py).

M. A. Petroff, "Accessible Color Sequences for Data Visualization" (2021), https://arxiv.org/abs/2107.02270, with
lightness moved until each colour reaches a contrast of 3:1 on the light and on the dark background.
"""

from vae_core.shared import SHARED

CLASS_COLOURS = SHARED["class_colours"]
SYMBOLS = tuple(SHARED["symbols"])
CONTINUOUS = SHARED["continuous"]  # dark to light on a dark page, light to dark on a white one: the extreme stands out
INK = {theme: colours["text"] for theme, colours in SHARED["theme"].items()}
