/** Where the role hears that there is something to do, or another connection. */
export const SEARCH_CHANNEL = 'hearth_search';
