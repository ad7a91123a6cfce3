import { describe, expect, it } from 'vitest';
import { aclFile, type MosquittoLogin, mosquittoHash, passwordFile } from '@/server/logins/mosquitto';

const PLUG: MosquittoLogin = {
  id: 'sensor-abc',
  name: 'Kitchen plug',
  kind: 'sensor',
  prefixes: ['tele/plug', 'stat/plug'],
  reads: ['cmnd/plug/#'],
  mosquittoHash: '$7$1000$c2FsdA==$aGFzaA==',
  hasTwo: false,
};
const rules = (file: string) => file.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

describe('the password file', () => {
  it('holds a line a login', () => {
    expect(rules(passwordFile([PLUG, { ...PLUG, id: 'sensor-def' }]))).toEqual([
      'sensor-abc:$7$1000$c2FsdA==$aGFzaA==',
      'sensor-def:$7$1000$c2FsdA==$aGFzaA==',
    ]);
  });

  it('leaves out of whom no password is known, and holds nothing but lines of logins', () => {
    const file = passwordFile([{ ...PLUG, mosquittoHash: null }, PLUG]);

    expect(file).toBe('sensor-abc:$7$1000$c2FsdA==$aGFzaA==\n');
    expect(passwordFile([])).toBe('');
  });

  it('has another salt each time, and none of the password', async () => {
    const [one, other] = [await mosquittoHash('secret'), await mosquittoHash('secret')];

    expect(one).toMatch(/^\$7\$1000\$[\w+/]{16}\$[\w+/]{86}==$/);
    expect(one).not.toBe(other);
  });
});

describe('the file of rights', () => {
  it('lets each publish and read as it may here', () => {
    expect(rules(aclFile([PLUG]))).toEqual([
      'user sensor-abc',
      'topic readwrite tele/plug/#',
      'topic readwrite stat/plug/#',
      'topic read cmnd/plug/#',
    ]);
  });

  it('says what Hearth needs there, unless somebody reads everything already', () => {
    const hint = 'Hearth itself needs a login';

    expect(aclFile([PLUG])).toContain(hint);
    expect(aclFile([{ ...PLUG, kind: 'program', prefixes: [], reads: ['#'] }])).not.toContain(hint);
  });

  it('says of which password nothing is known, and of which there are two', () => {
    expect(aclFile([{ ...PLUG, mosquittoHash: null }])).toContain('# Kitchen plug. Not in the password file');
    expect(aclFile([{ ...PLUG, hasTwo: true }])).toContain('# Kitchen plug. The password file holds its new');
  });

  it('is never given a rule by a name or a topic', () => {
    const sly = { ...PLUG, name: 'Plug\ntopic readwrite #', prefixes: ['a\ntopic readwrite #\n'] };

    expect(rules(aclFile([{ ...sly, reads: ['b\r\nuser sensor-def'] }]))).toEqual(['user sensor-abc']);
  });
});
