/** The one-file explorer of a model, with the pages that stops of its talk hold. */

import { HELD_CHALLENGE } from "../challenge/held.js";
import { HELD_PLAYGROUND } from "../playground/held.js";
import { openExplorer } from "./explorer.js";

openExplorer({ playground: HELD_PLAYGROUND, challenge: HELD_CHALLENGE });
