const headerBytes = 8;

/**
 * The text of a stream in which an engine mixes stdout and stderr: frames of a header (stream, three zeros, length) and bytes.
 * A frame that was cut off gives what is there. https://docs.docker.com/reference/api/engine/ (Attach to a container)
 */
export function textOfFrames(stream: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; at + headerBytes <= stream.length;) {
    const length = stream.readUInt32BE(at + 4);
    parts.push(stream.subarray(at + headerBytes, at + headerBytes + length));
    at += headerBytes + length;
  }
  return Buffer.concat(parts).toString('utf8');
}
