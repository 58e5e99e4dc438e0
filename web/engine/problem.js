// What the engine throws: the message is one sentence for the visitor, what was expected, what came and what to do.
// Any other kind of error is a fault of the program.

export class Problem extends Error {}
