/** What the browser side keeps on globalThis; it outlives Streamlit's page switches. */

import type { Runtime } from "./host.js";

declare global {
  var latentLens: Runtime | undefined;
  /** Of the words that the runtime was sent with. */
  var latentLensLanguage: string | undefined;
  /** Fulfilled with the runtime; `resolve` fulfils it, where a stub came before the runtime (ui/host.py). */
  var latentLensReady: (Promise<Runtime> & { resolve?: (runtime: Runtime) => void }) | undefined;
}
