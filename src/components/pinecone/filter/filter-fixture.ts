import type { VectorRecord } from '../../../model/capability.ts';
import type { Filter } from './filter.ts';
import { sampleVector } from '../recall/sample-vector.ts';

const metadata: readonly Readonly<Record<string, unknown>>[] = [
  { genre: 'comedy', year: 2018, is_new: false, tags: ['funny', 'short'] },
  { genre: 'comedy', year: 2020, is_new: true, tags: ['funny'] },
  { genre: 'drama', year: 2020, is_new: false, tags: ['sad', 'long'] },
  { genre: 'drama', year: 2021.5, is_new: true, tags: ['long'] },
  { genre: 'Drama', year: -1, is_new: true, tags: ['sad'] },
  { genre: 'action', year: 0, is_new: false, tags: ['loud', 'funny'] },
  { genre: '2020', year: 1_999, is_new: true, tags: ['2020'] },
  { year: 2020, is_new: true },
  { genre: 'comedy' },
  {},
];

/** One record for each way in which filters have been seen to differ: other case, a number as text, missing fields. */
export function fixtureRecords(dimension: number): readonly VectorRecord[] {
  return metadata.map((fields, index) => ({ id: `filter-${index}`, values: sampleVector(`filter ${index}`, dimension), metadata: fields }));
}

/** Every operator of the language, alone and combined. */
export const fixtureFilters: readonly { readonly words: string; readonly filter: Filter }[] = [
  { words: 'equal, short form', filter: { genre: 'drama' } },
  { words: '$eq text', filter: { genre: { $eq: 'comedy' } } },
  { words: '$eq number', filter: { year: { $eq: 2020 } } },
  { words: '$eq boolean', filter: { is_new: { $eq: true } } },
  { words: '$eq on a list', filter: { tags: { $eq: 'funny' } } },
  { words: '$eq false', filter: { is_new: false } },
  { words: '$eq zero', filter: { year: 0 } },
  { words: '$eq fraction', filter: { year: 2021.5 } },
  { words: '$eq number as text', filter: { genre: '2020' } },
  { words: '$ne text', filter: { genre: { $ne: 'comedy' } } },
  { words: '$ne number', filter: { year: { $ne: 2020 } } },
  { words: '$ne boolean', filter: { is_new: { $ne: true } } },
  { words: '$in text', filter: { genre: { $in: ['drama', 'action'] } } },
  { words: '$in numbers', filter: { year: { $in: [2020, -1] } } },
  { words: '$in on a list', filter: { tags: { $in: ['sad', 'loud'] } } },
  { words: '$nin text', filter: { genre: { $nin: ['drama', 'action'] } } },
  { words: '$nin numbers', filter: { year: { $nin: [2020, -1] } } },
  { words: '$gt', filter: { year: { $gt: 2020 } } },
  { words: '$gte', filter: { year: { $gte: 2020 } } },
  { words: '$lt below zero', filter: { year: { $lt: 0 } } },
  { words: '$lte', filter: { year: { $lte: 0 } } },
  { words: '$exists', filter: { genre: { $exists: true } } },
  { words: 'not $exists', filter: { genre: { $exists: false } } },
  { words: '$exists on a list', filter: { tags: { $exists: true } } },
  { words: '$exists on a boolean', filter: { is_new: { $exists: true } } },
  { words: 'range', filter: { year: { $gte: 2018, $lt: 2021 } } },
  { words: 'two fields', filter: { genre: 'comedy', is_new: true } },
  { words: '$and', filter: { $and: [{ genre: 'drama' }, { year: { $gt: 2020 } }] } },
  { words: '$or', filter: { $or: [{ genre: 'action' }, { year: { $lt: 0 } }] } },
  { words: '$or in $and', filter: { $and: [{ is_new: true }, { $or: [{ genre: 'drama' }, { tags: 'funny' }] }] } },
  {
    words: '$and in $or',
    filter: { $or: [{ $and: [{ genre: 'comedy' }, { is_new: true }] }, { $and: [{ year: { $lte: 0 } }, { tags: 'sad' }] }] },
  },
  {
    words: 'three deep',
    filter: { $and: [{ $or: [{ $and: [{ is_new: false }, { year: { $gt: 0 } }] }, { genre: 'Drama' }] }, { tags: { $exists: true } }] },
  },
  { words: '$and beside a field', filter: { is_new: true, $or: [{ year: 2020 }, { genre: 'Drama' }] } },
  { words: 'no match', filter: { genre: 'western' } },
];
