import type { TimeTravelText } from './statement.ts';
import type { TokenCursor } from './token-cursor.ts';

/** `AT | BEFORE (TIMESTAMP | OFFSET | STATEMENT => expression)`; undefined when neither word is next. */
export function parseTimeTravel(cursor: TokenCursor): TimeTravelText | undefined {
  const word = cursor.acceptOneOf('AT', 'BEFORE');
  if (!word) return undefined;
  cursor.expect('(');
  const kind = cursor.acceptOneOf('TIMESTAMP', 'OFFSET', 'STATEMENT');
  if (!kind) throw cursor.unexpected();
  cursor.expect('=>');
  const text = cursor.expressionText();
  cursor.expect(')');
  return { before: word === 'BEFORE', kind, text };
}
