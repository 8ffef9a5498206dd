import * as v from 'valibot';
import { asList, asRecord, asText } from '../as-record.ts';

/** The parts of agent cards that are required, or that we read. A2A 1.0: https://a2a-protocol.org/v1.0.0/specification/ */

const text = v.pipe(v.string(), v.minLength(1));
const modes = v.array(text);
const skill = v.object({ id: text, name: text, description: v.string(), tags: v.array(v.string()) });
const shared = {
  name: text,
  description: v.string(),
  version: text,
  capabilities: v.object({ streaming: v.optional(v.boolean()), pushNotifications: v.optional(v.boolean()) }),
  defaultInputModes: modes,
  defaultOutputModes: modes,
  skills: v.array(skill),
  securitySchemes: v.optional(v.record(v.string(), v.record(v.string(), v.unknown()))),
};
const modernCard = v.object({
  ...shared,
  supportedInterfaces: v.pipe(v.array(v.object({ url: text, protocolBinding: text, protocolVersion: text })), v.minLength(1)),
});
const legacyCard = v.object({
  ...shared,
  protocolVersion: text,
  url: text,
  preferredTransport: v.optional(text),
  additionalInterfaces: v.optional(v.array(v.object({ url: text, transport: text }))),
});

/** One address at which the agent is spoken to. */
export interface AgentInterface {
  readonly url: string;
  readonly binding: string;
  /** Such as `1.0`. */
  readonly version: string;
}

export interface AgentCard {
  readonly name: string;
  readonly version: string;
  readonly interfaces: readonly AgentInterface[];
  readonly streams: boolean;
  /** Ids of skills. */
  readonly skills: readonly string[];
  /** Such as `http bearer`. */
  readonly securitySchemes: readonly string[];
  /** What is missing or wrong, in short; empty when the card is as its version says. */
  readonly problems: readonly string[];
}

type Card = Readonly<Record<string, unknown>>;

/** Reads a card of either version as far as it can be read. */
export function readCard(body: unknown): AgentCard {
  const card = asRecord(body);
  const isModern = card['supportedInterfaces'] !== undefined;
  const checked = isModern ? v.safeParse(modernCard, body) : v.safeParse(legacyCard, body);
  return {
    name: asText(card['name']) ?? '',
    version: asText(card['version']) ?? '',
    interfaces: isModern ? modernInterfaces(card) : legacyInterfaces(card),
    streams: asRecord(card['capabilities'])['streaming'] === true,
    skills: asList(card['skills']).flatMap((skill) => asText(asRecord(skill)['id']) ?? []),
    securitySchemes: Object.entries(asRecord(card['securitySchemes'])).map(([name, scheme]) => schemeWords(name, asRecord(scheme))),
    problems: (checked.issues ?? []).map((issue) => `${v.getDotPath(issue) ?? 'the card'}: ${issue.message}`),
  };
}

/** The newest version that is offered as JSON-RPC, or the one that is asked for. */
export function chooseInterface(interfaces: readonly AgentInterface[], version: string | undefined): AgentInterface | undefined {
  const spoken = interfaces.filter((offer) => offer.binding === 'JSONRPC' && isSpoken(offer.version));
  const fitting = spoken.filter((offer) => version === undefined || majorMinor(offer.version) === version);
  return fitting.toSorted((one, two) => majorMinor(two.version).localeCompare(majorMinor(one.version)))[0];
}

export function majorMinor(version: string): string {
  return /^\d+\.\d+/.exec(version)?.[0] ?? version;
}

function modernInterfaces(card: Card): readonly AgentInterface[] {
  return asList(card['supportedInterfaces']).map((offer) => {
    const { url, protocolBinding, protocolVersion } = asRecord(offer);
    return { url: asText(url) ?? '', binding: asText(protocolBinding) ?? '', version: asText(protocolVersion) ?? '' };
  });
}

function legacyInterfaces(card: Card): readonly AgentInterface[] {
  const version = asText(card['protocolVersion']) ?? '';
  const own = { url: asText(card['url']) ?? '', binding: asText(card['preferredTransport']) ?? 'JSONRPC', version };
  const others = asList(card['additionalInterfaces']).map((offer) => {
    const { url, transport } = asRecord(offer);
    return { url: asText(url) ?? '', binding: asText(transport) ?? '', version };
  });
  return own.url === '' ? others : [own, ...others];
}

function isSpoken(version: string): boolean {
  return ['0.3', '1.0'].includes(majorMinor(version));
}

/** In 0.3 a scheme has a `type`; in 1.0 it is the name of its one member. */
function schemeWords(name: string, scheme: Readonly<Record<string, unknown>>): string {
  const [kind = ''] = Object.keys(scheme);
  return `${name} (${typeof scheme['type'] === 'string' ? scheme['type'] : kind.replace(/SecurityScheme$/, '')})`;
}
