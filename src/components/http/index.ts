import type { Capabilities, HttpCapability } from '../../model/capability.ts';
import type { Component } from '../../model/component.ts';
import { runCertificate } from './checks/certificate.ts';
import { runLatency } from './checks/latency.ts';
import { runRefuses } from './checks/refuses.ts';
import { runRequest } from './checks/request.ts';
import type { HttpConnection } from './client.ts';
import { connect } from './connect.ts';
import { requestInput } from './request-options.ts';
import type { HttpSettings } from './settings-schema.ts';

export default {
  connect,
  checks: { request: runRequest, latency: runLatency, certificate: runCertificate, refuses: runRefuses },
  capabilities: (connection): Capabilities => ({ http: httpCapability(connection) }),
} satisfies Component<HttpSettings, HttpConnection>;

function httpCapability(connection: HttpConnection): HttpCapability {
  return {
    async request(method, path, body, signal) {
      const input = { ...requestInput({ path }, connection.settings), method, ...(body !== undefined && { body }) };
      const { status, headers, body: answered } = await connection.request(input, signal, true);
      return { status, headers, body: answered };
    },
  };
}
