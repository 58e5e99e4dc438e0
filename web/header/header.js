/** In the header of every page: the model, help, and light or dark. Share and "Add to talk" stand beside it. */

import { el } from "../kit/dom.js";
import { STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";
import { createHelp } from "./help.js";
import { createModelDialog } from "./model_dialog.js";
import { HEADER_CSS } from "./style.js";
import { createThemeButton } from "./theme_button.js";

export function createHeader({ root, emit, signal }) {
  const models = createModelDialog({ choose: (name) => emit("choose", name) });
  const help = createHelp();
  const theme = createThemeButton();
  const host = el(
    "section",
    { class: "ll header", "aria-label": text("header.region") },
    el("style", {}, STYLE + HEADER_CSS),
    models.button,
    help.button,
    theme.element,
    models.dialog,
    help.dialog,
  );
  root.append(host);
  signal.addEventListener("abort", () => host.remove());
  return (props) => {
    models.update(props);
    help.update(props.page);
    theme.update(props.pages);
  };
}
