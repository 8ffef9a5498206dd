import { describe, expect, it } from 'vitest';
import { indexWithoutServer } from './index-without-server.ts';

const record = { id: 'a', values: [1, 0, 0], metadata: { color: 'red' } };

describe('limits of the data plane', () => {
  it.each([
    ['/vectors/upsert', { vectors: [record], padding: 'x'.repeat(2_100_000) }, 'tooLarge: Error, message length too large'],
    ['/vectors/upsert', { vectors: [record], namespace: 'x'.repeat(513) }, '1 to 512 ASCII characters'],
    ['/vectors/upsert', { vectors: [record], namespace: 'naïve' }, '1 to 512 ASCII characters'],
    ['/vectors/upsert', { vectors: [{ ...record, values: [1e39, 0, 0] }] }, 'finite float32 numbers'],
    ['/vectors/upsert', { vectors: [{ ...record, values: [1e-50, 0, 0] }] }, 'contains only zeros'],
    ['/vectors/upsert', { vectors: [{ ...record, metadata: { $a: 1 } }] }, 'may not begin with $'],
    ['/vectors/upsert', { vectors: [{ ...record, metadata: { a: 'x'.repeat(40_960) } }] }, 'exceeds the limit of 40960 bytes'],
    ['/vectors/upsert', { vectors: [{ ...record, values: [9e-9, 0, 0] }] }, 'contains only zeros'],
    ['/vectors/upsert', { vectors: [{ ...record, id: 'naïve' }] }, 'Vector ID must be ASCII'],
    ['/vectors/fetch_by_metadata', {}, 'A non-empty filter must be given'],
    ['/vectors/delete', { filter: {} }, 'A non-empty filter must be given'],
    ['/vectors/update', { filter: {}, setMetadata: { a: 1 } }, 'A non-empty filter must be given'],
    ['/vectors/update', { id: 'a', filter: { a: 1 } }, 'An update by filter takes setMetadata alone'],
    ['/vectors/update', { id: 'a', values: [0, 0, 0] }, 'contains only zeros'],
    ['/vectors/delete', { ids: Array.from({ length: 1001 }, String) }, 'At most 1000 ids'],
    ['/query', { vector: [1, 0, 0], topK: 2, scanFactor: 5 }, 'scanFactor must be from 0.5 to 4'],
    ['/query', { vector: [1, 0, 0], topK: 2, maxCandidates: 1 }, 'maxCandidates must be from topK to 100000'],
    ['/records/namespaces/x/search', { query: { top_k: 1, inputs: { text: 'a' } } }, 'Integrated inference is not configured'],
    ['/namespaces/x/documents/list', {}, 'use the vectors operations'],
  ])('%s refuses: %#', (path, body, words) => {
    expect(indexWithoutServer().refusal(path, body)).toContain(words);
  });

  it('take tuning of dedicated nodes, which changes nothing in an exact scan', () => {
    const { post } = indexWithoutServer();
    post('/vectors/upsert', { vectors: [record] });
    expect(post('/query', { vector: [1, 0, 0], topK: 1, scanFactor: 0.5, maxCandidates: 10 })).toMatchObject({ matches: [{ id: 'a' }] });
  });
});

describe('statistics', () => {
  it('tell how full dedicated nodes are', () => {
    const readCapacity = { mode: 'Dedicated', nodeType: 'b1', replicas: 1, shards: 2 } as const;
    const { post } = indexWithoutServer({ readCapacity });
    post('/vectors/upsert', { vectors: [record] });
    // An id of one byte, metadata of 15, three values of four, in two shards of 250 GB.
    expect(post('/describe_index_stats', {})).toMatchObject({ indexFullness: 0, storageFullness: (1 + 15 + 12) / 500e9 });
    expect(indexWithoutServer().post('/describe_index_stats', {})).not.toHaveProperty('storageFullness');
  });
});

describe('namespaces', () => {
  it('are created with the metadata that filters may use', () => {
    const { post, get, refusal } = indexWithoutServer();
    const created = post('/namespaces', { name: 'made', schema: { fields: { color: { filterable: true } } } });
    expect(created).toEqual({
      name: 'made',
      record_count: '0',
      size_bytes: '0',
      schema: { fields: { color: { filterable: true } } },
      indexed_fields: { fields: ['color'] },
    });
    post('/vectors/upsert', { namespace: 'made', vectors: [record] });
    expect(get('/namespaces/made')).toMatchObject({ record_count: '1', size_bytes: String(1 + 15 + 12) });
    expect(post('/query', { namespace: 'made', vector: [1, 0, 0], topK: 1, filter: { color: 'red' } })).toMatchObject({
      matches: [{ id: 'a' }],
    });
    expect(refusal('/query', { namespace: 'made', vector: [1, 0, 0], topK: 1, filter: { size: 1 } })).toContain('size is not indexed');
    expect(refusal('/namespaces', { name: 'made' })).toContain('exists: ');
    expect(refusal('/namespaces', { name: '__default__' })).toContain('always exists');
    expect(refusal('/namespaces', { name: 'x', schema: { fields: { a: { filterable: false } } } })).toContain(
      'is set to filterable: false',
    );
  });

  it('weigh what they hold, also after updates and deletes', () => {
    const { post, index } = indexWithoutServer();
    const vectors = [record, { id: 'bb', values: [0, 1, 0] }];
    post('/vectors/upsert', { vectors });
    const size = index.existing('__default__').sizeBytes;
    expect(size).toBe(1 + 15 + 12 + 2 + 12);
    post('/vectors/upsert', { vectors });
    expect(index.existing('__default__').sizeBytes).toBe(size);
    post('/vectors/delete', { ids: ['a'] });
    expect(index.existing('__default__').sizeBytes).toBe(2 + 12);
  });

  it('count the units of each read', () => {
    const { post, get } = indexWithoutServer();
    const vectors = Array.from({ length: 25 }, (_, number) => ({ id: `r${number}`, values: [1, number, 0], metadata: { all: true } }));
    post('/vectors/upsert', { vectors });
    expect(post('/query', { id: 'r1', topK: 1 })).toMatchObject({ usage: { readUnits: 0.25 } });
    expect(post('/vectors/fetch_by_metadata', { filter: { all: true } })).toMatchObject({ usage: { readUnits: 3 } });
    expect(get('/vectors/fetch?ids=r1')).toMatchObject({ usage: { readUnits: 1 } });
    expect(get('/vectors/list')).toMatchObject({ usage: { readUnits: 1 } });
  });
});
