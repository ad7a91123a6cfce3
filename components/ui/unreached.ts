/** What was sent never came, or its answer didn't. */
export const UNREACHED = { problem: 'That did not reach Hearth. Nothing was changed; try again.' } as const;
