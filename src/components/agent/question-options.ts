import * as v from 'valibot';

export const questionText = v.pipe(
  v.string(),
  v.check((text) => text.trim() !== '', 'expected a question'),
  v.maxLength(8000),
  v.description('The question'),
);

const longestSlug = 40;

/** A question as a part of an id and a name that conditions can say: `What is it?` is `what_is_it`. */
export function questionSlug(question: string): string {
  const words = question
    .toLowerCase()
    .replaceAll(/\{\w+\}/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let slug = words[0] ?? 'question';
  for (const word of words.slice(1)) if (slug.length + word.length < longestSlug) slug += `_${word}`;
  return /^[a-z]/.test(slug) ? slug.slice(0, longestSlug) : `_${slug.slice(0, longestSlug)}`;
}

/** A question in a title. */
export function shortQuestion(question: string): string {
  return question.length > 60 ? `"${question.slice(0, 60)}..."` : `"${question}"`;
}
