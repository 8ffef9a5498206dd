import type { Options } from '../catalog/objects.ts';
import type { ObjectName } from '../sql/names.ts';
import type { CreateMode } from '../sql/statement.ts';
import type { StageLocation } from './stage-location.ts';

export type StageStatement =
  | { readonly type: 'put-files'; readonly source: string; readonly location: StageLocation; readonly options: Options }
  | { readonly type: 'get-files'; readonly location: StageLocation; readonly target: string; readonly options: Options }
  | { readonly type: 'list-files'; readonly location: StageLocation; readonly pattern: string | undefined }
  | { readonly type: 'remove-files'; readonly location: StageLocation; readonly pattern: string | undefined }
  | { readonly type: 'create-temporary-stage'; readonly name: ObjectName; readonly mode: CreateMode; readonly options: Options }
  | {
      readonly type: 'copy-into-table';
      readonly table: ObjectName;
      /** All columns when there are none. */
      readonly columns: readonly string[];
      readonly from: StageLocation;
      readonly options: Options;
    }
  | {
      readonly type: 'copy-into-location';
      readonly location: StageLocation;
      /** The query whose rows are written. */
      readonly select: string;
      readonly options: Options;
    };
