"""The pages by file name, in the order of the navigation; the first is what "/" shows."""

FIRST = "start"
PAGES = (
    FIRST,
    "explore",
    "manifold",
    "interpolate",
    "reconstructions",
    "odd",
    "model",
    "compare",
    "zoo",
    "playground",
    "challenge",
    "make",
    "train",
    "adopt",
    "present",
    "learn",
)
