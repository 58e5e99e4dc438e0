/** What the actions of key_actions.js do in a running talk. */

import { nextTheme } from "./themes.js";

/**
 * @param {Object} talk
 * @param {ReturnType<typeof import("./stops.js").createStops>} talk.stops
 * @param {ReturnType<typeof import("./talk_view.js").createTalkView>} talk.view
 * @param {ReturnType<typeof import("./notes_window.js").createNotesWindow>} talk.notes
 * @param {ReturnType<typeof import("./guide_bar.js").createGuideBar> | null} talk.bar of a guided tour
 * @param {string} talk.theme the first one
 * @param {() => void} talk.end
 * @returns {Record<string, () => void>} by name
 */
export function createActions({ stops, view, notes, bar, theme, end }) {
  let themeName = theme;

  function next() {
    if (stops.playOnce()) return;
    if (bar && stops.at() === stops.count - 1) bar.finish();
    else stops.go(stops.at() + 1);
  }

  function changeTheme() {
    themeName = nextTheme(themeName);
    view.theme(themeName);
  }

  function leave() {
    if (view.isOpen("help")) view.close("help");
    else end();
  }

  return {
    next,
    back: () => stops.go(stops.at() - 1),
    first: () => stops.go(0),
    last: () => stops.go(stops.count - 1),
    black: () => view.toggle("blank"),
    spot: () => view.toggle("spot"),
    help: () => view.toggle("help"),
    walk: stops.toggleWalk,
    theme: changeTheme,
    fullscreen: view.fullscreen,
    notes: notes.open,
    leave,
  };
}
