import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { errorMessage } from '../../std/errors.ts';

const timeoutMilliseconds = 10_000;

/** The tools and resources of an MCP server, used over the wire. Connects when it is first used, and again after a connection that failed. */
export class ToolClient implements AsyncDisposable {
  readonly #url: URL;
  #client: Promise<Client> | undefined;

  constructor(url: string) {
    this.#url = new URL(url);
  }

  /**
   * Structured content of the tool's answer.
   * @throws an Error with the tool's own words when it refuses, or when it gives nothing structured
   */
  async call(tool: string, args: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<unknown> {
    const client = await this.#connect();
    const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]);
    const { content, structuredContent, isError } = await client.callTool({ name: tool, arguments: { ...args } }, { signal: limited });
    const text = content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
    if (isError === true) throw new Error(`the tool ${tool} answered: ${text}`);
    if (structuredContent === undefined) throw new Error(`the tool ${tool} gave no structured content`);
    return structuredContent;
  }

  /** Resources whose address has this scheme, in the order of the server. */
  async listResources(
    scheme: string,
    signal: AbortSignal,
  ): Promise<readonly { readonly name: string; readonly title?: string | undefined }[]> {
    const client = await this.#connect();
    const { resources } = await client.listResources({}, { signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]) });
    return resources.filter(({ uri }) => uri.startsWith(scheme));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const client = await this.#client?.catch(() => undefined);
    await client?.close().catch(() => undefined);
  }

  async #connect(): Promise<Client> {
    this.#client ??= this.#open();
    try {
      return await this.#client;
    } catch (error) {
      this.#client = undefined;
      throw new Error(`the tools at ${this.#url.host} cannot be reached: ${errorMessage(error)}`, { cause: error });
    }
  }

  async #open(): Promise<Client> {
    const client = new Client({ name: 'infra-test-agent', version: '1' }, { versionNegotiation: { mode: 'auto' } });
    await client.connect(new StreamableHTTPClientTransport(this.#url), { timeout: timeoutMilliseconds });
    return client;
  }
}
