import { Transform } from 'node:stream';

/** Passes half of the first piece on, waits once, and passes on the rest. */
export function pauseInTheMiddle(milliseconds: number): Transform {
  let paused = false;
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      if (paused) return done(null, piece);
      paused = true;
      const half = Math.floor(piece.length / 2);
      this.push(piece.subarray(0, half));
      setTimeout(() => done(null, piece.subarray(half)), milliseconds);
    },
  });
}
