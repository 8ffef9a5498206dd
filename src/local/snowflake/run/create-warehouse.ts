import type { Warehouse } from '../catalog/catalog.ts';
import { optionFlag, optionNumber, optionText, valueText } from '../catalog/objects.ts';
import type { Options } from '../catalog/objects.ts';
import { checkOptions, invalidValue, warehouseSize } from '../catalog/option-rules.ts';
import { displayPart } from '../sql/names.ts';
import type { Statement } from '../sql/statement.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { requireCreate, requireOwnership } from './authorize.ts';
import { alreadyThere } from './already-there.ts';
import { checkReferences } from './option-references.ts';
import type { StatementContext } from './statement-context.ts';

/** A new warehouse is used by the session at once, as in Snowflake. */
export function createWarehouse(statement: Statement & { readonly type: 'create-object' }, context: StatementContext): Result {
  const { account, session } = context;
  const [name = ''] = statement.name;
  requireCreate('CREATE WAREHOUSE', 'ACCOUNT', session, account);
  const options = checkOptions('WAREHOUSE', statement.options);
  checkReferences('WAREHOUSE', options, context);
  const existing = account.catalog.warehouses.get(name);
  if (existing && statement.mode !== 'replace') return alreadyThere(statement.mode, [name], name);
  if (existing) {
    requireOwnership(existing, session, account);
    account.access.forget(existing);
  }
  const state = optionFlag(options, 'INITIALLY_SUSPENDED') ? 'SUSPENDED' : 'STARTED';
  const own = { kind: 'WAREHOUSE' as const, name, owner: session.role, comment: '', createdOn: new Date(), options: {} };
  const warehouse: Warehouse = { ...own, size: 'X-Small', autoSuspendSeconds: 600, state };
  setWarehouseOptions(warehouse, options);
  account.catalog.warehouses.set(name, warehouse);
  account.catalog.changed();
  session.warehouse = name;
  return statusResult(`Warehouse ${displayPart(name)} successfully created.`);
}

/** Takes over checked options; null is Snowflake's default, for AUTO_SUSPEND never. */
export function setWarehouseOptions(warehouse: Warehouse, options: Options): void {
  const { WAREHOUSE_SIZE: size, AUTO_SUSPEND: suspend, COMMENT: comment, INITIALLY_SUSPENDED: _start, ...rest } = options;
  const next: Options = { ...warehouse.options, ...rest };
  const [least, most] = [optionNumber(next, 'MIN_CLUSTER_COUNT') ?? 1, optionNumber(next, 'MAX_CLUSTER_COUNT') ?? 1];
  if (least < 1 || most > 10 || least > most) throw invalidValue('MAX_CLUSTER_COUNT', most);
  if (typeof suspend === 'number' && suspend < 0) throw invalidValue('AUTO_SUSPEND', suspend);
  if (size !== undefined) warehouse.size = warehouseSize(valueText(size));
  if (suspend !== undefined) warehouse.autoSuspendSeconds = typeof suspend === 'number' ? suspend : 0;
  if (comment !== undefined) warehouse.comment = comment === null ? '' : valueText(comment);
  warehouse.options = optionText(next, 'RESOURCE_MONITOR') === 'NULL' ? { ...next, RESOURCE_MONITOR: null } : next;
}
