/** In the header of every page: model, help, language, light or dark. Share and "Add to talk" stand beside it. */

import { el } from "../kit/dom.js";
import { STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";
import { createHelp } from "./help.js";
import { createLanguageButtons } from "./language_button.js";
import { createModelDialog } from "./model_dialog.js";
import { HEADER_CSS } from "./style.js";
import { createThemeButton } from "./theme_button.js";

export function createHeader({ root, lens, emit, signal }) {
  const models = createModelDialog({ choose: (name) => emit("choose", name) });
  const languages = createLanguageButtons(() => lens.address());
  const onPhones = createLanguageButtons(() => lens.address(), "help-language"); // no room in their header
  const help = createHelp(onPhones.element);
  const theme = createThemeButton();
  const host = el(
    "section",
    { class: "ll header", "aria-label": text("header.region") },
    el("style", {}, STYLE + HEADER_CSS),
    models.button,
    help.button,
    languages.element,
    theme.element,
    models.dialog,
    help.dialog,
  );
  root.append(host);
  signal.addEventListener("abort", () => host.remove());
  return (props) => {
    models.update(props);
    help.update(props.page);
    languages.update(props);
    onPhones.update(props);
    theme.update(props.pages);
  };
}
