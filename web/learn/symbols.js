/** The colours of the symbols, those of the page's formulae. */

import SHARED from "../../vae_core/shared.json" with { type: "json" };

export const SYMBOLS = SHARED.symbol_colours;
