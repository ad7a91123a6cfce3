export { LoginBook, type NotLetIn } from './login-book';
export { withOwnLogin } from './own-logins';
export { type Login, mayPublish, maySubscribe } from './rights';
