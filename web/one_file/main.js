/** The one-file explorer of a model. */

import { openExplorer } from "./explorer.js";

openExplorer();
