/** The text is no condition. The message says what was expected and what came. */
export class ConditionSyntaxError extends Error {
  override readonly name = 'ConditionSyntaxError';
  /** Where in the text, from 0, counted in UTF-16 units; the length of the text when something is missing at its end. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
