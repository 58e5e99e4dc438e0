/** Colours of the presenter's stage: Streamlit's own variables, so that every part follows. */

export const THEMES = {
  light: {
    "text-color": "#1d2230",
    "background-color": "#ffffff",
    "secondary-background-color": "#f4f5f8",
    "primary-color": "#3f5bd8",
  },
  dark: {
    "text-color": "#e8eaf2",
    "background-color": "#0b0d13",
    "secondary-background-color": "#1b2030",
    "primary-color": "#8ea2ff",
  },
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
  element.style.setProperty("--st-font", 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif');
  element.style.colorScheme = name === "dark" ? "dark" : "light";
  element.dataset.theme = name;
}

/** @param {string} name @returns {string} */
export function nextTheme(name) {
  const names = Object.keys(THEMES);
  return names[(names.indexOf(name) + 1) % names.length];
}
