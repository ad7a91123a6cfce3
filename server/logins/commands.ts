export { addLogin, revokeLogin, rotateLogin } from './stored';
