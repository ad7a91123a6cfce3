import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { PASSWORD_LENGTH } from '@/contracts/people';

export { hashPassword, verifyPassword };

let common: Promise<ReadonlySet<string>> | undefined;

/** What is wrong with a password that somebody wants, in a sentence; undefined when it may be taken. */
export async function passwordProblem(
  password: string,
  own: { readonly name: string; readonly email: string },
): Promise<string | undefined> {
  if ([...password].length < PASSWORD_LENGTH.least)
    return `A password has at least ${PASSWORD_LENGTH.least} characters. Four random words are good, too.`;
  if ([...password].length > PASSWORD_LENGTH.most)
    return `A password has at most ${PASSWORD_LENGTH.most} characters.`;
  const said = password.toLowerCase();
  if (new Set(said).size < 3) return 'That is the same character again and again: anyone would try it.';
  if ([own.name, own.email, own.email.split('@')[0] ?? ''].some((word) => word.toLowerCase() === said))
    return 'That is your name: anyone would try it.';
  common ??= readCommon();
  return (await common).has(said)
    ? 'That is one of the passwords that are tried first everywhere.'
    : undefined;
}

/** The 49,000 most used ones, of the zxcvbn-ts project; read when a password is first set. */
async function readCommon(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common'] as readonly string[]);
}
