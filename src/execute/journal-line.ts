import type { JournalEntry } from '../model/run.ts';
import { outcomeStatuses } from '../model/words.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The entry of one journal line; undefined for a line that is torn, empty or not an entry. */
export function parseJournalLine(line: string): JournalEntry | undefined {
  // A line is torn at its end, so most torn lines are told without parsing them.
  if (!line.startsWith('{') || !line.trimEnd().endsWith('}')) return undefined;
  try {
    const entry: unknown = JSON.parse(line);
    return isFields(entry) && typeof entry['run'] === 'string' && isEntry(entry) ? (entry as unknown as JournalEntry) : undefined;
  } catch {
    return undefined;
  }
}

/** Looks at what replaying reads; a journal may come from another machine, so its shape is not taken on trust. */
function isEntry(entry: Fields): boolean {
  switch (entry['type']) {
    case 'run-started':
      return isHeader(entry['header']);
    case 'check-started':
      return isNumber(entry['atMilliseconds']);
    case 'check-finished':
      return isOutcome(entry['outcome']);
    case 'resource-creating':
    case 'resource-removed':
      return (
        isFields(entry['resource']) && ['component', 'kind', 'name'].every((key) => typeof (entry['resource'] as Fields)[key] === 'string')
      );
    case 'deployments':
      return Array.isArray(entry['deployments']) && entry['deployments'].every(isDeployment);
    case 'run-finished':
      return isNumber(entry['durationMilliseconds']) && (entry['stoppedBy'] === null || typeof entry['stoppedBy'] === 'string');
    default:
      return false;
  }
}

function isHeader(header: unknown): boolean {
  if (!isFields(header) || !isNumber(header['startedAtMilliseconds'])) return false;
  const { checks, components, targets } = header;
  const isListed = Array.isArray(components) && Array.isArray(targets) && isShardFacts(header['shards']);
  return isListed && isFields(header['environment']) && Array.isArray(checks) && checks.every((check) => typeof check?.id === 'string');
}

function isShardFacts(facts: unknown): boolean {
  if (facts === undefined) return true;
  if (!isFields(facts) || !isNumber(facts['count']) || !isNumbers(facts['present']) || typeof facts['selection'] !== 'string') return false;
  const { plan, heldBy, components, targets } = facts;
  if (!Array.isArray(plan) || !plan.every((check) => typeof check?.id === 'string')) return false;
  return (
    Array.isArray(heldBy) && heldBy.every(isNumbers) && Array.isArray(components) && components.every(isFields) && Array.isArray(targets)
  );
}

function isOutcome(outcome: unknown): boolean {
  if (!isFields(outcome) || typeof outcome['checkId'] !== 'string' || typeof outcome['reason'] !== 'string') return false;
  const { status, attempts } = outcome;
  return outcomeStatuses.some((word) => word === status) && Array.isArray(attempts) && attempts.every(isAttempt);
}

function isAttempt(attempt: unknown): boolean {
  if (!isFields(attempt) || !isNumber(attempt['startedAtMilliseconds']) || !isNumber(attempt['durationMilliseconds'])) return false;
  const isTold = ['findings', 'measurements', 'metrics', 'notes'].every((key) => Array.isArray(attempt[key]));
  return isTold && (attempt['hops'] === undefined || isHops(attempt['hops']));
}

function isDeployment(deployment: unknown): boolean {
  return isFields(deployment) && isNumber(deployment['startedAtMilliseconds']) && isHops(deployment['hops']);
}

function isHops(hops: unknown): boolean {
  return Array.isArray(hops) && hops.every(isHop);
}

function isHop(hop: unknown): boolean {
  if (!isFields(hop) || !isNumber(hop['startMilliseconds']) || !isNumber(hop['durationMilliseconds'])) return false;
  const isTold = ['name', 'component', 'detail'].every((key) => typeof hop[key] === 'string');
  return isTold && (hop['state'] === 'done' || hop['state'] === 'failed');
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumbers(value: unknown): boolean {
  return Array.isArray(value) && value.every(isNumber);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}
