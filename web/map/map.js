/**
 * The map: watches for the host's chart, lets gestures and scene live on it, and offers its tools.
 *
 * The points belong to the surface (here Streamlit's Plotly chart), everything live belongs to the overlay.
 */

import { el } from "../kit/dom.js";
import { readTheme, STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";
import { zoomed } from "./camera.js";
import { createLiveMap } from "./live_map.js";
import { createMapTools } from "./tools.js";

const CONTAINER = "st-key-map";
const NO_SURFACE_MS = 15_000;

export function createMap({ root, store, frame, lens, emit, signal }) {
  const host = el("section", { class: "ll map-tools", "aria-label": text("map.tools") }, el("style", {}, STYLE));
  root.append(host);
  let theme = readTheme(host);
  /** @type {ReturnType<typeof createLiveMap> | null} from when its container is there */
  let live = null;

  const setCamera = cameraOfHost(store, emit);
  const zoom = (factor) => live?.camera() && setCamera(zoomed(live.camera(), factor));
  const tools = createMapTools({ store, lens, emit, signal, zoom, setCamera });
  host.append(tools.element);
  const onSurface = { store, frame, lens, signal, zoom, lassoed: tools.lassoed, theme: () => theme };
  const start = (container) => {
    live = createLiveMap({ container, ...onSurface });
  };
  whenPresent(`.${CONTAINER}`, start, signal);
  lens.requests.serve("focus", (place) => place === "map" && live?.focus(), signal);
  lens.maps.add({ camera: () => live?.camera() ?? null }, signal);
  const missing = setTimeout(() => !live?.camera() && emit("fallback", true), NO_SURFACE_MS);
  signal.addEventListener("abort", () => {
    clearTimeout(missing);
    host.remove();
  });
  return (props) => {
    const before = theme.background;
    theme = readTheme(host);
    tools.update(props, theme);
    if (theme.background !== before) live?.renew();
  };
}

/** Asks the host for other axis ranges, or with null for the whole map; the count makes every wish a new one. */
function cameraOfHost(store, emit) {
  const { state } = store;
  let wishes = Date.now();
  return (camera) => {
    wishes += 1;
    store.set({ mapView: camera && { ...camera, projection: state.projection } });
    emit("camera", { ...camera, projection: state.projection, wish: wishes });
  };
}

/** Calls back with the element once it is there: parts and containers come in any order. */
function whenPresent(selector, found, signal) {
  const find = () => {
    const element = document.querySelector(selector);
    if (!element) return false;
    observer.disconnect();
    found(element);
    return true;
  };
  const observer = new MutationObserver(find);
  if (find()) return;
  observer.observe(document.body, { childList: true, subtree: true });
  signal.addEventListener("abort", () => observer.disconnect());
}
