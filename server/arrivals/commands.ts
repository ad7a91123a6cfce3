export { beginArrival, cancelArrival, finishArrival, phonePath } from './arrive';
export { provisionSensor, revokeSensorLogin } from './provision';
