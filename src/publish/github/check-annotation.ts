import { cutText, showHidden } from '../../std/escape.ts';
import type { Annotation } from './annotations.ts';

/** GitHub's limits. */
const titleLimitCharacters = 255;
const messageLimitBytes = 64 * 1024;
const detailsLimitBytes = 64 * 1024;
/** A longer message pushes the code out of sight; the rest is behind "raw output". */
const messageLines = 8;
/** What `cutText` adds at most. */
const cutNoteCharacters = 40;

/** An annotation as the API of check runs takes it. */
export interface CheckAnnotation {
  path: string;
  start_line: number;
  end_line: number;
  start_column?: number;
  end_column?: number;
  annotation_level: 'failure' | 'warning' | 'notice';
  title: string;
  message: string;
  raw_details?: string;
}

/** On one line, because columns are refused on several. */
export function toCheckAnnotation({ level, source, title, message }: Annotation): CheckAnnotation {
  const { file, line, column } = source;
  const lines = showHidden(message).split('\n');
  const isLong = lines.length > messageLines;
  const rest = `… ${lines.length - messageLines} more lines below`;
  const shown = isLong ? [...lines.slice(0, messageLines), rest] : lines;
  return {
    path: file,
    start_line: line,
    end_line: line,
    ...(column > 0 && { start_column: column, end_column: column }),
    annotation_level: level === 'error' ? 'failure' : level,
    title: cutText(showHidden(title), titleLimitCharacters - cutNoteCharacters),
    message: cutToBytes(shown.join('\n'), messageLimitBytes),
    ...(isLong && { raw_details: cutToBytes(lines.join('\n'), detailsLimitBytes) }),
  };
}

/** A UTF-16 unit is at most three bytes of UTF-8. */
function cutToBytes(text: string, limitBytes: number): string {
  return Buffer.byteLength(text) <= limitBytes ? text : cutText(text, Math.floor(limitBytes / 3) - cutNoteCharacters);
}
