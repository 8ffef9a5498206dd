import { escapeWorkflowData, escapeWorkflowProperty } from '../../std/escape.ts';

type Properties = Readonly<Record<string, string | number | undefined>>;

/** A line that the runner acts on, `::name key=value,...::data`, in which neither values nor data can begin another. Absent properties are left out. */
export function workflowCommand(name: string, properties: Properties, data: string): string {
  const list = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapeWorkflowProperty(String(value))}`)
    .join(',');
  return `::${name}${list === '' ? '' : ` ${list}`}::${escapeWorkflowData(data)}`;
}
