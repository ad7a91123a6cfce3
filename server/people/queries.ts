export { readAudit } from './audit-log';
export { readLink } from './enter';
export { openPeople, type People } from './people';
export { readPeoplePage } from './people-page';
export { readSessions } from './sessions';
export { readTokens } from './tokens';
export { identify, readVisitors, SHARE_COOKIE } from './visitor';
export { createVisitorBook, type VisitorBook } from './visitor-book';
