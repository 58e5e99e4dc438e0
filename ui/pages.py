"""The pages by file name, in groups, in the order of the navigation; the first is what "/" shows.

Those of the first group stand by themselves; each other group is a menu after them, with `group_<name>` as its title.
"""

FIRST = "start"
GROUPS = (
    ("", (FIRST, "explore", "manifold", "interpolate", "zoo", "learn", "present")),
    ("closer", ("reconstructions", "odd", "model", "compare")),
    ("play", ("playground", "challenge")),
    ("make", ("make", "train", "adopt")),
)
PAGES = tuple(page for _, pages in GROUPS for page in pages)
