export { type Actor, actorOf } from './actor';
export { acceptInvitation, setNewPassword, setUp, setUpHere, setupPath } from './enter';
export { adminLink, invite, resetLink, withdrawInvitation } from './invite';
export { addPerson, changeStanding, RoleName, removePerson } from './persons';
export { changePassword, endSessions } from './sessions';
export { endShare, openShare, share } from './shares';
export { type Seat, type SignedIn, signIn, signOut } from './sign-in';
export { tidyPeople } from './tidy';
export { addToken, revokeToken, TokenScopeName } from './tokens';
