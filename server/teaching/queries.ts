export { recentTeachings } from './read-teachings';
