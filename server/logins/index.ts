export { LoginBook, type NotLetIn } from './login-book';
export { type DiaryEntry, LoginDiary } from './login-diary';
export { withOwnLogin } from './own-logins';
export { looksLikeUser } from './password';
export { type Login, mayPublish, maySubscribe } from './rights';
