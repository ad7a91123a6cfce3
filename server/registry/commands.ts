export { allOrNothing, announceChange, MOST_NAME } from './fields';
export { addFloor, mergeFloors, orderFloors, placeRoom, renameFloor } from './floors';
export { KNOWN_AFTER_MS, removeSensors } from './removal';
export { addRoom, mergeRooms, orderRooms, renameRoom } from './rooms';
export { addSensor, archiveSensor, editSensor, makeSensor } from './sensors';
