export { readFloors } from './floors';
export { removalConsequences } from './removal';
export { readRooms } from './rooms';
export { readArchived, readEditedSensor } from './sensors';
