import type { AccountObjectKind, PlainKind, PolicyKind } from '../catalog/objects.ts';

/** Kinds whose CREATE is `CREATE kind name OPTION = value ...`. */
export type OptionKind = PlainKind | 'SEQUENCE' | AccountObjectKind | 'WAREHOUSE' | 'USER';
export type ObjectWord = OptionKind | PolicyKind | 'DATABASE' | 'SCHEMA' | 'TABLE' | 'VIEW' | 'ROLE' | 'DATABASE ROLE';

/** Kinds of two words come first, so that DATABASE alone never matches DATABASE ROLE. */
export const objectWords = [
  'DATABASE ROLE', 'FILE FORMAT', 'MASKING POLICY', 'ROW ACCESS POLICY', 'NETWORK POLICY', 'NETWORK RULE', 'RESOURCE MONITOR', 'REPLICATION GROUP',
  'FAILOVER GROUP', 'DATABASE', 'SCHEMA', 'TABLE', 'VIEW', 'SEQUENCE', 'STAGE', 'TAG', 'WAREHOUSE', 'USER', 'ROLE', 'INTEGRATION',
] as const satisfies readonly ObjectWord[]; // prettier-ignore

const schemaObjectWords = [
  'SEQUENCE', 'STAGE', 'FILE FORMAT', 'TAG', 'NETWORK RULE', 'MASKING POLICY', 'ROW ACCESS POLICY',
] as const satisfies readonly ObjectWord[]; // prettier-ignore

const accountObjectWords = [
  'RESOURCE MONITOR', 'NETWORK POLICY', 'REPLICATION GROUP', 'FAILOVER GROUP', 'INTEGRATION',
] as const satisfies readonly AccountObjectKind[]; // prettier-ignore

export function isSchemaObjectWord(word: string): word is (typeof schemaObjectWords)[number] {
  return (schemaObjectWords as readonly string[]).includes(word);
}

export function isAccountObjectWord(word: string): word is AccountObjectKind {
  return (accountObjectWords as readonly string[]).includes(word);
}

export function pluralOf(word: string): string {
  return word.endsWith('Y') ? `${word.slice(0, -1)}IES` : `${word}S`;
}

/** `Masking policy` for messages. */
export function titleOf(word: string): string {
  return word.charAt(0) + word.slice(1).toLowerCase();
}

/** Privileges that exist on each kind of object, OWNERSHIP aside. */
export const privilegesOn: Readonly<Record<string, readonly string[]>> = {
  ACCOUNT: [
    'CREATE DATABASE', 'CREATE ROLE', 'CREATE WAREHOUSE', 'CREATE USER', 'CREATE NETWORK POLICY', 'CREATE INTEGRATION', 'CREATE REPLICATION GROUP',
    'CREATE FAILOVER GROUP', 'MANAGE GRANTS', 'MANAGE WAREHOUSES', 'MONITOR USAGE', 'MONITOR EXECUTION', 'MONITOR SECURITY', 'ATTACH POLICY',
    'APPLY MASKING POLICY', 'APPLY ROW ACCESS POLICY', 'APPLY TAG',
  ],
  DATABASE: ['USAGE', 'CREATE SCHEMA', 'CREATE DATABASE ROLE', 'MODIFY', 'MONITOR', 'IMPORTED PRIVILEGES'],
  SCHEMA: ['USAGE', 'CREATE TABLE', 'CREATE VIEW', ...schemaObjectWords.map((word) => `CREATE ${word}`), 'MODIFY', 'MONITOR'],
  TABLE: ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES'],
  VIEW: ['SELECT', 'REFERENCES'],
  SEQUENCE: ['USAGE'],
  STAGE: ['USAGE', 'READ', 'WRITE'],
  'FILE FORMAT': ['USAGE'],
  TAG: ['APPLY', 'READ'],
  'NETWORK RULE': ['USAGE'],
  'MASKING POLICY': ['APPLY'],
  'ROW ACCESS POLICY': ['APPLY'],
  'NETWORK POLICY': ['USAGE'],
  'RESOURCE MONITOR': ['MONITOR', 'MODIFY'],
  'REPLICATION GROUP': ['MODIFY', 'MONITOR', 'REPLICATE'],
  'FAILOVER GROUP': ['MODIFY', 'MONITOR', 'REPLICATE', 'FAILOVER'],
  INTEGRATION: ['USAGE'],
  WAREHOUSE: ['USAGE', 'OPERATE', 'MODIFY', 'MONITOR'],
  USER: ['MONITOR'],
  ROLE: [],
  'DATABASE ROLE': [],
}; // prettier-ignore

/** All privileges, those of several words first, so that CREATE alone never matches them. */
export const privilegeWords: readonly string[] = [...new Set(['OWNERSHIP', ...Object.values(privilegesOn).flat()])].sort(
  (one, other) => other.split(' ').length - one.split(' ').length || other.length - one.length,
);
