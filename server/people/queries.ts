export { readAudit } from './audit-log';
export { hasAdmin, readLink } from './enter';
export { openPeople, type People } from './people';
export { readPeoplePage } from './people-page';
export { readSessions } from './sessions';
export { readTokens } from './tokens';
export { type Identified, identify, readVisitors, SHARE_COOKIE } from './visitor';
