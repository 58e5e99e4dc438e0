"""The Manifold and Interpolate pages as a visitor has them: what is on the board, what the walks are, complaints."""

NOT_OURS = "GL Driver Message"
READY_MS = 60_000
STATE = "latentLens.store.state"


class Lab:
    """One visitor; `complaints` gathers console errors and warnings, crashes and outside requests."""

    def __init__(self, browser, app_url, page, model="digits-2d", **context):
        self.context = browser.new_context(**({"viewport": {"width": 1400, "height": 900}} | context))
        self.page = self.context.new_page()
        self.page.set_default_timeout(READY_MS)
        self.complaints = []
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"crash: {error}"))
        self.page.on("request", lambda request: self._on_request(request, app_url))
        self.page.goto(f"{app_url}/explore?model={model}")
        self.page.wait_for_function("globalThis.latentLens?.snapshot().support")
        self.page.wait_for_url("**z=*")  # Python has heard of the place: the first run is over
        self.page.get_by_role("link", name=page).click()

    def _on_console(self, message):
        if message.type in ("error", "warning") and NOT_OURS not in message.text:
            self.complaints.append(f"{message.type}: {message.text}")

    def _on_request(self, request, app_url):
        if not request.url.startswith((app_url, "blob:", "data:")):
            self.complaints.append(f"outside request: {request.url}")

    def get(self, name):
        return self.page.get_by_test_id(name)

    def state(self, expression):
        """A value of the store's state, such as `waypoints.length`."""
        return self.page.evaluate(f"{STATE}.{expression}")

    def until(self, expression, argument=None):
        self.page.wait_for_function(expression.replace("STATE", STATE), arg=argument)

    @property
    def live(self):
        return self.page.evaluate("latentLens.snapshot()")

    @property
    def board(self):
        return self.page.evaluate("latentLens.lens.reports.manifold()")

    def board_is_full(self):
        self.until("latentLens.lens.reports.manifold")
        whole = "(({ firstViewMs, missing }) => firstViewMs !== null && !missing)"
        self.until(f"{whole}(latentLens.lens.reports.manifold())")

    def walks_are_fresh(self, *methods):
        methods = methods or ("linear", "slerp", "data", "geodesic", "geodesic-near-data")
        self.until("(methods) => methods.every((m) => STATE.walks?.[m]?.key === STATE.walksKey)", list(methods))

    def close(self):
        self.context.close()
        assert self.complaints == [], self.complaints
