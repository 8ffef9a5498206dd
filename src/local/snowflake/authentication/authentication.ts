import { AccessTokens } from './access-tokens.ts';
import { LoginGuard } from './login-guard.ts';
import { LoginLog } from './login-log.ts';

/** What the account keeps about logins, besides its users. */
export class Authentication {
  readonly accessTokens = new AccessTokens();
  readonly guard = new LoginGuard();
  readonly log = new LoginLog();
  /** Secrets of authenticator apps, by user. */
  readonly passcodeSecrets = new Map<string, Buffer>();

  renameUser(from: string, to: string | undefined): void {
    this.guard.reset(from);
    const secret = this.passcodeSecrets.get(from);
    this.passcodeSecrets.delete(from);
    if (secret && to !== undefined) this.passcodeSecrets.set(to, secret);
    for (const token of this.accessTokens.of(from)) {
      this.accessTokens.remove(from, token.name);
      if (to !== undefined) this.accessTokens.put({ ...token, user: to });
    }
  }
}
