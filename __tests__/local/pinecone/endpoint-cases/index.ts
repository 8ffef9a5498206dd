import { accessAreas } from './access.ts';
import { backupAreas } from './backups.ts';
import { documentAreas } from './documents.ts';
import type { EndpointArea } from './endpoint-case.ts';
import { indexAreas } from './indexes.ts';
import { recordAreas } from './records.ts';

export const endpointAreas: readonly EndpointArea[] = [...indexAreas, ...recordAreas, ...documentAreas, ...backupAreas, ...accessAreas];
