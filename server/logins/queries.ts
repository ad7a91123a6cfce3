export { readSeenLogin, type SeenLogin } from './seen';
export { readLogins } from './stored';
