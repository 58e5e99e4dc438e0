"""What is sent at rest, and not while the visitor is on the way to another page."""

import pytest

REST_MS = 1500
OUTBOX = """async () => {
  const { createOutbox } = await import("/web/core/outbox.js");
  const leaving = await import("/web/core/leaving.js");
  const [said, page] = [[], new AbortController()];
  const outbox = createOutbox((event, value) => said.push([event, value]), page.signal);
  const link = document.body.appendChild(Object.assign(document.createElement("a"), { href: "#there" }));
  const button = document.body.appendChild(document.createElement("button"));
  leaving.headerOf("here");
  for (let n = 0; n < 5; n++) outbox.soon("pin", () => n);
  outbox.soon("ask", () => null);
  globalThis.test = { said, page, link, button, leaving };
}"""


@pytest.fixture
def after(own_page):
    """What has been said by the time that the hand has rested after something was done."""
    page = own_page
    page.clock.install()
    page.evaluate(OUTBOX)

    def after(what):
        page.evaluate(f"() => {{ const {{ page, link, button, leaving }} = test; {what}; }}")
        page.clock.run_for(REST_MS)
        return page.evaluate("test.said")

    return after


@pytest.mark.parametrize("what", ["", "button.click()"])
def test_the_last_word_of_each_kind_is_said_once(after, what):
    assert after(what) == after("leaving.arrive()") == [["pin", 4]]


def test_nothing_is_said_between_a_click_on_a_link_and_the_next_page(after):
    assert after("link.click()") == []
    assert after("leaving.headerOf('there')") == []  # the header comes before the page
    assert after("leaving.arrive()") == [["pin", 4]]


def test_a_late_part_of_the_page_that_is_left_is_no_arrival(after):
    assert after("link.click(); leaving.arrive()") == []
    assert after("leaving.headerOf('there'); leaving.arrive()") == [["pin", 4]]


def test_going_back_on_the_same_page_is_no_leaving(after):
    assert after("leaving.headerOf('start'); dispatchEvent(new PopStateEvent('popstate'))") == [["pin", 4]]


def test_going_back_to_another_page_is_one(after):
    assert after("dispatchEvent(new PopStateEvent('popstate'))") == []


def test_a_page_that_is_gone_says_no_more(after):
    assert after("page.abort()") == []
