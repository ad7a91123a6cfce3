/** A command line that can't be used. The message says what is wrong with it and what is allowed. */
export class BadCommand extends Error {}
