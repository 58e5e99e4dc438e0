"""Chooses a model as a visitor does: in the header, by its card."""


def choose_model(page, name):
    page.get_by_test_id("model").click()
    page.get_by_test_id(f"model-{name}").click()
