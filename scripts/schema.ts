import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { registry as allComponents } from '../src/components/registry.ts';
import { checkFieldsSchema, componentSchema, fileSchema } from '../src/config/file-schema.ts';
import { componentNamePattern, environmentNamePattern } from '../src/config/limits.ts';
import type { CheckKind, ComponentSettings, Registry } from '../src/model/component.ts';

/** A JSON Schema as plain data. */
type Schema = { readonly [key: string]: unknown };
type Properties = Readonly<Record<string, Schema>>;

/** Where the committed schema is. */
export const schemaFile = fileURLToPath(new URL('../schema.json', import.meta.url));

const variable = { $ref: '#/definitions/variable' };
const textWithVariable = { $ref: '#/definitions/textWithVariable' };

/** The JSON Schema of the config for editors, made of the schemas that the loader validates with. */
export async function schemaText(registry: Registry = allComponents): Promise<string> {
  const kinds = await Promise.all(
    Object.entries(registry).map(async ([uses, entry]): Promise<readonly [string, ComponentSettings]> => [uses, await entry.settings()]),
  );
  const file = convert(fileSchema);
  const { environments } = propertiesOf(file);
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://raw.githubusercontent.com/sophia/infra-test-action/v1/schema.json',
    title: 'infra-test.yml',
    description: 'What infra-test checks and where it runs.',
    ...file,
    properties: {
      ...propertiesOf(file),
      environments: { ...environments, propertyNames: { pattern: environmentNamePattern.source } },
      components: {
        type: 'object',
        description: 'What is under test, by name.',
        minProperties: 1,
        propertyNames: { pattern: componentNamePattern.source },
        additionalProperties: { $ref: '#/definitions/component' },
      },
    },
    definitions: {
      ...variableDefinitions,
      component: componentOf(kinds),
      check: convert(checkFieldsSchema),
      ...optionDefinitions(kinds),
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

const variableDefinitions = {
  variable: {
    type: 'string',
    description: 'An environment variable; `secret` values are masked everywhere.',
    pattern: String.raw`^\$\{(env|secret)\.[A-Za-z_][A-Za-z0-9_]*\}$`,
  },
  textWithVariable: { type: 'string', pattern: String.raw`\$\{(env|secret)\.[A-Za-z_][A-Za-z0-9_]*\}` },
};

type Kinds = readonly (readonly [string, ComponentSettings])[];

function componentOf(kinds: Kinds): Schema {
  const component = convert(componentSchema);
  return {
    ...component,
    title: 'component',
    properties: {
      ...propertiesOf(component),
      uses: { description: 'Kind of the component.', oneOf: kinds.map(([uses, door]) => ({ const: uses, description: door.summary })) },
    },
    allOf: kinds.map(([uses, door]) =>
      conditional({ properties: { uses: { const: uses } }, required: ['uses'] }, { properties: kindProperties(uses, door) }),
    ),
  };
}

const conditionalKeywords = { when: 'if', consequence: 'then' } as const;

/** An object with a literal key `then` looks like a promise, so the keys have names. */
function conditional(when: Schema, consequence: Schema): Schema {
  return { [conditionalKeywords.when]: when, [conditionalKeywords.consequence]: consequence };
}

/** The options of every check once: both places where they may stand refer to them. */
function optionDefinitions(kinds: Kinds): Schema {
  const options = kinds.flatMap(([uses, door]) =>
    Object.entries(door.checks).map(([name, kind]) => [optionsName(uses, name), withVariables(convert(kind.options))]),
  );
  return Object.fromEntries(options);
}

function optionsName(uses: string, kind: string): string {
  return `${uses}.${kind}`;
}

function kindProperties(uses: string, door: ComponentSettings): Schema {
  return {
    with: { ...withVariables(convert(door.with)), description: `Settings of ${uses}: ${door.summary}` },
    checks: { type: 'array', description: `What is checked of ${uses}.`, items: checkEntry(uses, door) },
  };
}

/** `config`, or a mapping with the one key that names the kind. */
function checkEntry(uses: string, door: ComponentSettings): Schema {
  const kinds = Object.entries(door.checks);
  return {
    anyOf: [
      { oneOf: kinds.map(([name, kind]) => ({ const: name, description: kind.summary })) },
      ...kinds.map(([name, kind]) => checkMapping(uses, name, kind)),
    ],
  };
}

/** Options and common fields may stand behind the kind and beside it, so neither place can require them. */
function checkMapping(uses: string, name: string, kind: CheckKind): Schema {
  const options = references(optionsName(uses, name), propertiesOf(convert(kind.options)));
  const fields = references('check', propertiesOf(convert(checkFieldsSchema)));
  const primary = kind.primary === undefined ? [] : [options[kind.primary] ?? {}];
  const inside = { type: 'object', properties: { ...options, ...fields }, additionalProperties: false };
  const behind = kind.primaryIsMapping === true ? primary : [...primary, inside, { type: 'null' }];
  return {
    type: 'object',
    title: name,
    required: [name],
    properties: { ...options, ...fields, [name]: { description: kind.summary, anyOf: behind } },
    additionalProperties: false,
  };
}

/** The properties of a definition, by reference. */
function references(definition: string, properties: Properties): Properties {
  const pointer = (name: string) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
  return Object.fromEntries(
    Object.keys(properties).map((name) => [name, { $ref: `#/definitions/${definition}/properties/${pointer(name)}` }]),
  );
}

/** Editors see what may be written: the input side of a schema. Rules that JSON Schema cannot say are left to the loader. */
function convert(schema: GenericSchema): Schema {
  const { $schema: _, ...converted } = toJsonSchema(schema, { typeMode: 'input', errorMode: 'ignore', target: 'draft-07' });
  return anyOfOnly(converted) as Schema;
}

/** With variables allowed several alternatives may match, which `oneOf` would forbid. */
function anyOfOnly(value: unknown): unknown {
  return mapSchema(value, ({ oneOf, ...rest }) => (oneOf === undefined ? rest : { ...rest, anyOf: oneOf }));
}

/** A text with a variable may stand wherever the loader replaces it: for numbers, booleans and texts of a certain form. */
function withVariables(schema: Schema): Schema {
  return mapSchema(schema, (part) => (takesVariable(part) ? allowVariable(part) : part)) as Schema;
}

function takesVariable({ type, enum: choices, pattern, format, minLength, maxLength }: Schema): boolean {
  if (type === 'number' || type === 'integer' || type === 'boolean' || choices !== undefined) return true;
  return type === 'string' && [pattern, format, minLength, maxLength].some((rule) => rule !== undefined);
}

/** A text of a certain form may hold variables in the middle; a number, a boolean or a choice is one variable as a whole. */
function isFreeText({ type, enum: choices }: Schema): boolean {
  return type === 'string' && choices === undefined;
}

function allowVariable({ description, default: byDefault, ...rule }: Schema): Schema {
  return {
    ...(description !== undefined && { description }),
    ...(byDefault !== undefined && { default: byDefault }),
    anyOf: [rule, isFreeText(rule) ? textWithVariable : variable],
  };
}

/** Applies `change` to every schema inside a schema, innermost first. Names of properties are no schemas. */
function mapSchema(value: unknown, change: (part: Schema) => Schema): unknown {
  if (Array.isArray(value)) return value.map((item) => mapSchema(item, change));
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(([key, part]) => {
    if (key === 'properties') return [key, mapProperties(part as Properties, change)];
    // Keys of a mapping are never replaced, and these two hold values.
    return ['propertyNames', 'enum', 'default', 'const'].includes(key) ? [key, part] : [key, mapSchema(part, change)];
  });
  return change(Object.fromEntries(parts) as Schema);
}

function mapProperties(properties: Properties, change: (part: Schema) => Schema): Schema {
  return Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, mapSchema(part, change)]));
}

function propertiesOf(schema: Schema): Properties {
  return (schema['properties'] ?? {}) as Properties;
}

if (import.meta.main) {
  const text = await schemaText();
  const before = await readFile(schemaFile, 'utf8').catch(() => '');
  if (before !== text) await writeFile(schemaFile, text);
  console.log(before === text ? 'schema.json is current' : 'schema.json written');
}
