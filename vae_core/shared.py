"""The constants that Python and JavaScript share: one file, `shared.json`, which both read.

Each module names those that it needs, with what they mean; JavaScript imports the file by
`import SHARED from "../../vae_core/shared.json" with { type: "json" }`.

| key | what it is |
|---|---|
| support_percent | from here on a point is well, or sparsely supported |
| meter, mixture | the trust meter's definition: measure/meter.py, picture_parts.py, mixture.py |
| judge_sure | probability from which a picture is said to look like one class |
| active_variance | of a dimension's posterior mean over images: below, the dimension is inactive |
| many_points | above, some points of a set stand for all, and the map is drawn as a crowd |
| max_coordinate | of a code: far from any model's, and its square is still finite in single precision |
| max_logvar | of a posterior: beyond it a variance is no number in single precision |
| walks | waypoints and samples of a path; methods that Python computes; where an arc is a line |
| directions, inverse_map | the definitions of twins/directions.py and twins/inverse_map.py |
| operations | what an operation list may ask of a browser |
| link | parameters of an address that Python draws from; letters of a link that are read, characters of a name |
| projections, colourings | of the map, by name |
| symbols | marks of classes: Plotly's name and the glyph of the legend |
| class_colours, continuous, theme | colours by theme; `.streamlit/config.toml` repeats the theme, a test compares |
| difference | ink where the first of two pictures is brighter, and where the second is: red, green, blue |
| symbol_colours | of the symbols in formulae |
"""

import json
from typing import Any

from vae_core.places import APP

SHARED: dict[str, Any] = json.loads((APP / "vae_core" / "shared.json").read_text(encoding="utf-8"))
