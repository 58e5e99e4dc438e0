/** In the header of every page: model, help, language, light or dark. Share and "Add to talk" stand beside it. */

import { el } from "../kit/dom.js";
import { STYLE } from "../kit/theme.js";
import { HELD_PAGES } from "../link/page_state.js";
import { text } from "../words/words.js";
import { nameDropZones } from "./drop_zones.js";
import { createGroupMark } from "./group_mark.js";
import { createHelp } from "./help.js";
import { createLanguageButtons } from "./language_button.js";
import { createModelDialog } from "./model_dialog.js";
import { createPageBar, PAGE_BAR_CSS } from "./page_bar.js";
import { createSkips, SKIP_CSS } from "./skip.js";
import { HEADER_CSS } from "./style.js";
import { createThemeButton } from "./theme_button.js";
import { tellWall } from "./wall.js";

const APART_MS = 400; // after the first messages of the page's parts, one of which Streamlit would lose

export function createHeader({ root, lens, emit, signal }) {
  const models = createModelDialog({ choose: (name) => emit("choose", name) });
  const languages = createLanguageButtons(() => lens.address());
  const onPhones = createLanguageButtons(() => lens.address(), "help-language"); // no room in their header
  const skips = createSkips((place) => lens.requests.ask("focus", place));
  const help = createHelp(onPhones.element);
  const theme = createThemeButton();
  const host = el(
    "section",
    { class: "ll header", "aria-label": text("header.region") },
    el("style", {}, STYLE + HEADER_CSS + PAGE_BAR_CSS + SKIP_CSS),
    skips.element,
    models.button,
    help.button,
    languages.element,
    theme.element,
    models.dialog,
    help.dialog,
  );
  const bar = createPageBar((page) => emit("page", page));
  bar.element.classList.add("ll");
  root.append(host, bar.element);
  const mark = createGroupMark(signal);
  nameDropZones(signal);
  setTimeout(() => tellWall((height) => emit("wall", height)), APART_MS);
  signal.addEventListener("abort", () => [host, bar.element].forEach((node) => node.remove()));
  return (props) => {
    const isShared = HELD_PAGES.includes(props.page) || (props.chosen && props.page !== "present");
    host.classList.toggle("alone", !isShared); // nothing to share: add_stop.js
    skips.update(props.page);
    models.update(props);
    help.update(props.page);
    languages.update(props);
    onPhones.update(props);
    theme.update(Object.keys(props.titles));
    mark.update(props);
    bar.update(props);
  };
}
