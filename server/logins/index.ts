export { LoginBook, type NotLetIn } from './login-book';
export { type DiaryEntry, LoginDiary } from './login-diary';
export { withOwnLogin } from './own-logins';
export { type Login, mayPublish, maySubscribe } from './rights';
