/** Colours of the presenter's stage: Streamlit's own variables, so that every part follows. */

import SHARED from "../../vae_core/shared.json" with { type: "json" };

/** The app's own colours of a theme, as Streamlit's variables are called. */
const ofApp = (theme) =>
  Object.fromEntries(Object.entries(SHARED.theme[theme]).map(([name, colour]) => [`${name}-color`, colour]));

const THEMES = {
  light: ofApp("light"),
  dark: { ...ofApp("dark"), "background-color": "#0b0d13" }, // of a wall: darker than a screen on a desk
  // A weak lamp in a bright room keeps only black and white apart: 21:1.
  projector: {
    "text-color": "#000000",
    "background-color": "#ffffff",
    "secondary-background-color": "#ffffff",
    "primary-color": "#0000c0",
  },
};

export function applyTheme(element, name) {
  for (const [key, value] of Object.entries(THEMES[name])) element.style.setProperty(`--st-${key}`, value);
  element.style.setProperty(
    "--st-font",
    'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
  );
  element.style.colorScheme = name === "dark" ? "dark" : "light";
  element.dataset.theme = name;
}

/** @param {string} name @returns {string} */
export function nextTheme(name) {
  const names = Object.keys(THEMES);
  return names[(names.indexOf(name) + 1) % names.length];
}
