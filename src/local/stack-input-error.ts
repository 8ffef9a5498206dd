/** The embedded stack cannot do what it was asked because of what the user gave: a file, a folder, an option. The message is for people. */
export class StackInputError extends Error {
  override readonly name = 'StackInputError';
}
