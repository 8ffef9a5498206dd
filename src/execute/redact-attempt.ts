import type { Hop } from '../model/hop.ts';
import type { Attempt } from '../model/outcome.ts';
import type { Redact } from '../std/redact.ts';

/** Reasons are read by people and kept in every report; a server may answer with megabytes. */
const longestText = 4000;

/** Every text of an attempt that came from outside, without secrets. A text is cut after redaction, or a part of a secret would stay at the cut. */
export function redactAttempt(attempt: Attempt, redact: Redact): Attempt {
  return {
    ...attempt,
    reason: shorten(redact(attempt.reason)),
    findings: attempt.findings.map((finding) => ({
      ...finding,
      subject: shorten(redact(finding.subject)),
      expected: shorten(redact(finding.expected)),
      actual: shorten(redact(finding.actual)),
    })),
    measurements: attempt.measurements.map((measurement) => ({ ...measurement, operation: redact(measurement.operation) })),
    metrics: attempt.metrics.map((metric) => ({ ...metric, name: redact(metric.name) })),
    notes: attempt.notes.map((note) => shorten(redact(note))),
    ...(attempt.hops && { hops: attempt.hops.map((hop) => redactHop(hop, redact)) }),
  };
}

export function redactHop(hop: Hop, redact: Redact): Hop {
  return { ...hop, name: redact(hop.name), detail: shorten(redact(hop.detail)) };
}

/** Cuts what is longer than 4,000 characters and says so. */
function shorten(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}… (${text.length - longestText} more characters)`;
}
