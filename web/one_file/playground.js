/**
 * The host of the one-file playground: mounts the app's own part with what its page holds. It opens with the knobs
 * that it was made with, or with those of its hash.
 */

import { createFailures } from "../core/failures.js";
import { createFrame } from "../core/frame.js";
import { firstState } from "../core/state.js";
import { createStore } from "../core/store.js";
import { createPlayground } from "../playground/playground.js";
import { createHash } from "./hash.js";
import { fillLabels } from "./labels.js";
import { followTheme } from "./theme.js";

/** @type {import("../core/types.js").Store} */
const store = createStore(firstState(), (error) => failed(error));
const failed = createFailures(store);
const frame = createFrame((fn) => requestAnimationFrame(fn), failed);
const place = document.getElementById("playground");
const root = place.attachShadow({ mode: "open" });
const sent = JSON.parse(document.getElementById("sent").textContent);
const end = new AbortController();
const update = createPlayground({ root, store, frame, signal: end.signal });

fillLabels(document);
const hash = createHash(() => location.reload());
const asked = () => new URLSearchParams(location.hash.slice(1)).get("play") ?? sent.play;
followTheme(() => update({ ...sent, play: asked() }));
store.watch(["pageQuery"], keep);
keep();

function keep() {
  const play = store.state.pageQuery?.play ?? "";
  hash.write(play === sent.play ? "" : `#play=${play}`);
}
