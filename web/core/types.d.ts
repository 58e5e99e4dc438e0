/** Names for what is passed around everywhere, so that a comment can say `import("../core/types.js").Lens`. */

import type { createFrame } from "./frame.js";
import type { createLens } from "./lens.js";
import type { createStore } from "./store.js";
import type { State } from "./state.js";

export type { Engine } from "../engine/engine.js";
export type { AtlasView } from "./atlas_view.js";
export type { Support } from "../meter/support.js";
export type { Bench } from "../bench/bench.js";
export type { Theme } from "../kit/theme.js";
export type { Camera, Direction, Group, Origin, Pin, PlaneView, Row, State } from "./state.js";

export type Store = ReturnType<typeof createStore<State>>;
export type Frame = ReturnType<typeof createFrame>;
export type Lens = ReturnType<typeof createLens>;

/** Tells the host; an event of a part's, which ends in a callback of its page. */
export type Emit = (event: string, value: unknown) => void;

/** What every part is given. */
export interface PartContext {
  root: ShadowRoot | HTMLElement;
  store: Store;
  frame: Frame;
  lens: Lens;
  /** Hears the keys, and what is pasted, that are meant for the page, or for this explorer where others share it. */
  keys: EventTarget;
  emit: Emit;
  signal: AbortSignal;
}

/** A part is made once; what comes back takes the props of the host, again whenever they or the theme change. */
export type Part<Props = object> = (context: PartContext) => (props: Props) => void;

/** What Streamlit, or another host, hands over. */
export interface Component {
  parentElement: ShadowRoot | HTMLElement;
  data: { part: string; page?: string; session?: string; model?: string; z?: number[] | null; stamp?: string };
  setTriggerValue: Emit;
}
