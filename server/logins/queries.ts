export { readLogins } from './stored';
