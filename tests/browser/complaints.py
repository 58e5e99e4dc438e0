"""What a page must not do: print errors or warnings, crash, ask another host."""

import re

READ_BACK = "GL Driver Message"  # Chromium's own remark on software GL; Plotly's points do that, we cannot quieten it
# Streamlit sends what two fragments say at once in the name of one of them; ui/owed.py draws the other.
TWO_AT_ONCE = "Multiple different fragmentIds detected"
# Streamlit looks for its server below the page's own path first.
LOOKED_FOR = re.compile(r"http://127\.0\.0\.1:\d+/\w+/_stcore/(health|host-config)$")


class Complaints(list):
    """Sentences; empty where all is well. `at_once` has what Streamlit remarks where two fragments were one message."""

    def __init__(self):
        super().__init__()
        self.at_once = []

    def watch(self, page, origin):
        """Listens to a page of the app at an address."""
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.append(f"crash: {error.stack or error}"))
        page.on("request", lambda request: self._on_request(request.url, origin))

    def _on_console(self, message):
        if TWO_AT_ONCE in message.text:
            return self.at_once.append(message.text)
        is_known = READ_BACK in message.text or LOOKED_FOR.match(message.location.get("url", ""))
        if message.type in ("error", "warning") and not is_known:
            self.append(f"{message.type}: {message.text} {message.location.get('url', '')}")

    def _on_request(self, address, origin):
        if not address.startswith((origin() if callable(origin) else origin, "blob:", "data:")):
            self.append(f"outside request: {address}")
