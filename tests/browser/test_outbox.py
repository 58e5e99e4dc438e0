"""What is sent at rest, and not while the visitor is on the way to another page."""

import pytest

REST_MS = 1500

OUTBOX = """async (click) => {
  const { createOutbox } = await import("/web/core/outbox.js");
  const { arrive } = await import("/web/core/leaving.js");
  const said = [];
  const page = new AbortController();
  const outbox = createOutbox((event, value) => said.push([event, value]), page.signal);
  const link = document.body.appendChild(Object.assign(document.createElement("a"), { href: "#there" }));
  const button = document.body.appendChild(document.createElement("button"));
  const rest = () => new Promise((done) => setTimeout(done, %d));
  for (let n = 0; n < 5; n++) outbox.soon("commit", () => n);
  outbox.soon("ask", () => null);
  if (click === "link") link.click();
  if (click === "button") button.click();
  if (click === "gone") page.abort();
  await rest();
  const before = [...said];
  arrive();
  await rest();
  link.remove();
  button.remove();
  return [before, said];
}""".replace("%d", str(REST_MS))


@pytest.mark.parametrize("click", ["none", "button"])
def test_the_last_word_of_each_kind_is_said_once(page, click):
    assert page.evaluate(OUTBOX, click) == [[["commit", 4]], [["commit", 4]]]


def test_nothing_is_said_between_a_click_on_a_link_and_the_next_page(page):
    assert page.evaluate(OUTBOX, "link") == [[], [["commit", 4]]]


def test_a_page_that_is_gone_says_no_more(page):
    assert page.evaluate(OUTBOX, "gone") == [[], []]
