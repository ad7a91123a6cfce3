export { arrivalOnPhone, findArrival, heardBelow, readArrivals, watchEvents } from './stored';
