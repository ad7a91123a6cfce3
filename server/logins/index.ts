export { type Login, LoginBook, type NotLetIn } from './login-book';
export { mayPublish, maySubscribe } from './rights';
