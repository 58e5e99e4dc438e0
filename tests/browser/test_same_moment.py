"""What the visitor does at the very moment at which a part speaks to Python is done, whichever comes first."""

from navigation import link_to
from streamlit.proto.BackMsg_pb2 import BackMsg

AT_A_WORD = """(target) => {  // Streamlit sends what is said in the next turn of the event loop: this comes before
  const hosts = [...document.querySelectorAll("*")].map((node) => node.shadowRoot?.querySelector(".evidence"));
  const host = hosts.find(Boolean);
  new MutationObserver((_, observer) => {
    if (host.dataset.told !== "true") return;
    observer.disconnect();
    globalThis.hasActed = true;
    target.click();
  }).observe(host, { attributes: true });
  latentLens.lens.pin(Float32Array.of(0.25, -0.5), { source: "test", index: null });
}"""


def at_a_word(explore, target):
    explore.page.evaluate(AT_A_WORD, target.element_handle())
    explore.page.wait_for_function("globalThis.hasActed")


def test_a_page_is_opened_after_the_word(explore):
    sent = len(explore.sent)
    at_a_word(explore, link_to(explore.page, "Model"))
    explore.page.get_by_text("Traversals", exact=True).wait_for()
    explore.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    messages = [BackMsg.FromString(frame).rerun_script for frame in explore.sent[sent:] if isinstance(frame, bytes)]
    assert [bool(message.fragment_id) for message in messages][:2] == [True, False]
    assert not any(message.fragment_id for message in messages[1:])
    explore.page.wait_for_function("[...document.images].every((image) => image.complete && image.naturalWidth > 0)")


def was_one_message(tab):
    """That Streamlit took both for one message, as it is known to; it says so in the console."""
    assert tab.complaints.at_once
    tab.complaints.at_once.clear()


def test_a_model_is_chosen(explore):
    explore.page.get_by_test_id("model").click()
    at_a_word(explore, explore.page.get_by_test_id("model-mnist-2d"))
    explore.page.wait_for_function("latentLens.snapshot().model === 'mnist-2d'")
    was_one_message(explore.tab)


def test_a_projection_is_chosen_beside_the_fragment_that_speaks(explore):
    at_a_word(explore, explore.page.get_by_role("radio", name="PCA"))
    explore.page.wait_for_function("latentLens.snapshot().projection === 'pca'")
    was_one_message(explore.tab)
