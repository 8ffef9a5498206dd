import { createAuthority } from '../../../src/local/http/certificate.ts';

const dayMilliseconds = 86_400_000;

export interface Leaf {
  readonly host?: string;
  readonly fromDays?: number;
  readonly toDays?: number;
}

/** A certificate authority of a test: its PEM, and leaves for any host and validity. */
export function createTestAuthority() {
  const authority = createAuthority({ from: days(-400), until: days(400) });
  return {
    pem: authority.certificate,
    issue({ host = 'api.example.test', fromDays = -30, toDays = 60 }: Leaf = {}): { cert: string; key: string } {
      const { certificate, privateKey } = authority.issue(host, { from: days(fromDays), until: days(toDays) });
      return { cert: certificate, key: privateKey };
    },
  };
}

function days(count: number): Date {
  return new Date(Date.now() + count * dayMilliseconds);
}
