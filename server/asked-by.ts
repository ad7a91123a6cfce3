/** Between our own HTTP server and the pages it hands requests to: what a client sends by these names is thrown away. */
export const VISITOR_HEADER = 'x-hearth-visitor';
export const ADDRESS_HEADER = 'x-hearth-address';
export const PATH_HEADER = 'x-hearth-path';
