export { arrivalOnPhone, findArrival, heardBelow, readArrivals, taughtTopics, watchEvents } from './stored';
