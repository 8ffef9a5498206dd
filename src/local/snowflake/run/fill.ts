import { quoteText } from '../sql/names.ts';
import { fillMarkers } from '../translate/marker.ts';
import type { Marker } from '../translate/marker.ts';
import { bindValue, findBind, printBind } from './binds.ts';
import type { Binds } from './binds.ts';
import { printCatalogMarker } from './catalog-marker.ts';
import { printInformationView } from './information-views.ts';
import { sessionValue } from './session-value.ts';
import type { StatementContext } from './statement-context.ts';

/** SQL of a translation with its markers filled for this session. @throws SnowflakeFailure 002049 */
export function fill(sql: string, binds: Binds, context: StatementContext, row = 0): string {
  return fillMarkers(sql, (marker: Marker) => {
    if (marker.kind === 'bind') {
      const bind = findBind(binds, marker.index);
      return printBind(bind.type, bindValue(bind, row));
    }
    if (marker.kind === 'view') return printInformationView(marker.database, marker.name, context);
    if (marker.kind === 'roles' || marker.kind === 'ddl') return printCatalogMarker(marker, context);
    const value = sessionValue(marker.value, context);
    return value === undefined ? 'CAST(NULL AS VARCHAR)' : quoteText(value);
  });
}
