"""The navigation in the header, as a visitor uses it: links, and menus of links."""

from ui.pages import GROUPS
from ui.words import texts

MENUS = {
    words[f"app.page_{page}"]: words[f"app.group_{group}"]
    for words in (texts("en"), texts("zh"))
    for group, pages in GROUPS
    if group
    for page in pages
}


def menu_of(page, group):
    """The button that opens it, by its title."""
    return page.get_by_test_id("stTopNavSection").filter(has=page.get_by_text(group, exact=True))


def link_to(page, title):
    """The link of a page, whose menu is opened if it has one."""
    if title not in MENUS:
        return page.get_by_test_id("stTopNav").get_by_role("link", name=title, exact=True)
    menu_of(page, MENUS[title]).click()
    return page.get_by_role("menuitem", name=title, exact=True)


def go_to(page, title):
    link_to(page, title).click()
