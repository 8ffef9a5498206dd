import { Script, createContext } from 'node:vm';

/** One test of a text. A pattern with nested repetitions can take longer than the sun shines. */
const testTimeoutMilliseconds = 100;

const context = createContext({ regExp: /x/, text: '' });
const script = new Script('regExp.test(text)');

/** Tests against a regular expression of a stranger. Throws an `Error` when it takes longer than 100 ms. */
export function testPattern(regExp: RegExp, text: string): boolean {
  Object.assign(context, { regExp, text });
  return script.runInContext(context, { timeout: testTimeoutMilliseconds }) as boolean;
}
