export { bindDevices } from './bind-devices';
export { takeBack } from './take-back';
export { teach } from './teach';
