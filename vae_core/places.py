"""Where things are: in a checkout beside this package, in an installation within it; what is made goes to OWN."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_IS_CHECKOUT = (_PACKAGE.parent / "app.py").is_file()
APP = _PACKAGE.parent if _IS_CHECKOUT else _PACKAGE / "app"  # app.py, pages/, ui/, web/, checkpoints/
WEB = APP / "web"
SHIPPED = APP / "checkpoints"
OWN = APP if _IS_CHECKOUT else Path.home() / ".latent-lens"  # models, runs and data sets of this machine's user


def reach_front_end() -> None:
    """Lets the front end's `ui` be imported, which an installation keeps out of everybody's way."""
    if str(APP) not in sys.path:
        sys.path.append(str(APP))
