"""The Manifold and Interpolate pages as a visitor has them: what is on the board, what the walks are, complaints."""

STATE = "latentLens.store.state"
START, END = 5, 100  # test images that a walk joins


class Lab:
    """One visitor of a page."""

    def __init__(self, tab, app_url, page, model="digits-2d", **options):
        self.tab = tab
        self.page = tab.open(f"{app_url}/{page.lower()}?model={model}", **options)
        self.page.wait_for_function("globalThis.latentLens?.store.state.engine")
        self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()

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


def two_images(tab, app_url):
    """A visitor of Interpolate whose link has brought two test images, with all five walks."""
    lab = Lab(tab, app_url, "Interpolate", f"digits-2d&way=i{START}~i{END}")
    lab.get("scrubber").wait_for()
    lab.get("walk-details").click()
    lab.walks_are_fresh()
    return lab
