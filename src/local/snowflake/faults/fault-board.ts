import { FaultBoard as GeneralFaultBoard } from '../../admin/fault-board.ts';
import { textOf } from '../request.ts';
import type { Request } from '../request.ts';
import type { FaultRule } from './fault-rule.ts';
import { matchesPattern } from './matches-pattern.ts';
import { requestKindOf } from './request-kind.ts';

export type FaultBoard = GeneralFaultBoard<FaultRule>;

export function newFaultBoard(): FaultBoard {
  return new GeneralFaultBoard<FaultRule>();
}

/** The fault that a request meets. */
export function faultOf(request: Request, board: FaultBoard): FaultRule | undefined {
  const kind = requestKindOf(request);
  return board.pick(
    ({ on, statement }) => on === kind && (statement === undefined || matchesPattern(textOf(request.body, 'sqlText') ?? '', statement)),
  );
}
