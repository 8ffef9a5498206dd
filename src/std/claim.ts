/**
 * What samples allow to say about a quantile, by order statistics: the number of samples over a limit is binomial with
 * probability `1 - q` when the limit is the quantile itself, whatever the distribution (`n >= 59` without a sample over the
 * limit for p95 at 95 %; 93 with one, 124 with two).
 */
export type Claim = 'met' | 'missed' | 'undecided';

/** Rounding of `1 - q` must not decide: one sample over a p95 is exactly 5 %. */
const tolerance = 1e-9;

/**
 * Is quantile `q` (0..1) at or below a limit that `over` of `total` samples exceed? `met` and `missed` are each decided with
 * `confidence`; samples that allow neither are `undecided`.
 */
export function quantileClaim(q: number, total: number, over: number, confidence = 0.95): Claim {
  checkArguments(q, over, confidence);
  if (!(Number.isInteger(total) && total >= over)) throw new RangeError(`expected a total of at least ${over} samples, got ${total}`);
  const error = 1 - confidence + tolerance;
  if (total > 0 && atMost(over, total, q) <= error) return 'met';
  if (over > 0 && 1 - atMost(over - 1, total, q) <= error) return 'missed';
  return 'undecided';
}

/** Fewest samples that decide `met` when `over` of them exceed the limit; Infinity for `q = 1`, which no sample decides. */
export function samplesNeeded(q: number, over: number, confidence = 0.95): number {
  checkArguments(q, over, confidence);
  if (q === 1) return Infinity;
  const error = 1 - confidence + tolerance;
  let low = over;
  let high = over + 1;
  while (atMost(over, high, q) > error) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (atMost(over, middle, q) > error) low = middle;
    else high = middle;
  }
  return high;
}

/** P(at most `count` of `total` samples lie over the quantile). Terms are kept as logarithms: `0.95 ** 20000` is 0. */
function atMost(count: number, total: number, q: number): number {
  if (count >= total) return 1;
  if (q === 1) return 1;
  if (q === 0) return 0;
  const logOdds = Math.log((1 - q) / q);
  let logTerm = total * Math.log(q);
  let sum = Math.exp(logTerm);
  for (let index = 0; index < count; index += 1) {
    logTerm += Math.log((total - index) / (index + 1)) + logOdds;
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}

function checkArguments(q: number, over: number, confidence: number): void {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`expected a quantile between 0 and 1, got ${q}`);
  if (!(Number.isInteger(over) && over >= 0)) throw new RangeError(`expected a whole number of samples over the limit, got ${over}`);
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`expected a confidence between 0 and 1, got ${confidence}`);
}
