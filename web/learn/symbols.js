/** The colours of the symbols, as the page's formulae have them (ui/learn/symbols.py). */

export const SYMBOLS = { x: "#1d8c63", mu: "#327ccd", sigma: "#bb631b", eps: "#937915", z: "#a950dd", out: "#e2326c" };
