/** A reason not to start that a person can mend. The message is one sentence: the problem and the way out. */
export class StartRefused extends Error {}
