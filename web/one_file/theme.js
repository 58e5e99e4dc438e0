/** The theme of a file, which no app chooses. */

/**
 * Light, dark or as the system says, until the button of the page is pressed; parts read the colours again then.
 *
 * @param {() => void} apply
 */
export function followTheme(apply) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  const show = () => {
    document.documentElement.dataset.theme = chosen ?? (system.matches ? "dark" : "light");
    apply();
  };
  system.addEventListener("change", show);
  document.getElementById("theme").addEventListener("click", () => {
    chosen = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    show();
  });
  show();
}
