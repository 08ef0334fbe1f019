import { afterAll, beforeAll, expect, test } from 'vitest'
import { renderSchemaSql } from './render-schema-sql.ts'
import { renderSchemaTypes } from './render-schema-types.ts'
import { readCatalog } from './schema-catalog.ts'
import { openTestDatabase, type TestDatabase } from './testing/test-database.ts'

const SCHEMA = `
  create type mood as enum ('calm', 'it''s late');
  create sequence ticket_numbers as bigint;
  create function double_it(n int) returns int language sql immutable as 'select n * 2';
  create function refuse() returns trigger language plpgsql as 'begin return null; end';
  create table owners (id bigint generated always as identity primary key, login text not null unique);
  create table little_things (
    thing_id uuid primary key,
    owner_id bigint not null references owners (id) on delete cascade,
    kind text not null default 'a' check (kind in ('a', 'it''s b')),
    mood mood,
    labels text[] not null default '{}',
    seen_at timestamptz,
    made_at timestamptz not null default now(),
    size integer generated always as (double_it(3)) stored,
    details jsonb not null,
    bytes bytea,
    check (seen_at is null or seen_at > made_at)
  ) with (fillfactor = 70);
  alter table little_things alter column bytes set storage external;
  create index little_things_seen on little_things (seen_at desc) where seen_at is not null;
  create trigger little_things_refuse before delete on little_things for each row execute function refuse();
  create view busy_owners as select owner_id, count(*) as things from little_things group by owner_id;
`
const RESET = 'drop schema public cascade; create schema public'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  await database.pool.query(RESET)
})
afterAll(() => database.close())

async function readSchema(schema: string) {
  await database.pool.query(`${RESET}; ${schema}`)
  const client = await database.pool.connect()
  try {
    return await readCatalog(client)
  } finally {
    client.release()
  }
}

test('the written schema makes the same schema again', async () => {
  const text = renderSchemaSql(await readSchema(SCHEMA))
  const tables = text.split('\n\n')
  // Tables come in the order of their names, which references do not follow: owners first.
  const ordered = [...tables.filter((block) => block.includes('create table owners')), ...tables]
  const again = renderSchemaSql(await readSchema([...new Set(ordered)].join('\n\n')))
  expect(again).toBe(text)
  for (const part of [
    'set storage external',
    'fillfactor=70',
    'CREATE TRIGGER',
    'create view busy_owners',
    "'it''s late'",
  ]) {
    expect(text).toContain(part)
  }
})

test('row types know defaults, nulls, unions, and which columns cannot be written', async () => {
  const types = renderSchemaTypes(await readSchema(SCHEMA))
  for (const line of [
    '  id: GeneratedAlways<string>',
    '  thingId: string',
    '  ownerId: Digits',
    "  kind: Defaulted<'a' | 'it\\'s b'>",
    "  mood: Nullable<'calm' | 'it\\'s late'>",
    '  labels: Defaulted<string[]>',
    '  seenAt: Nullable<Timestamp>',
    '  madeAt: Defaulted<Timestamp>',
    '  size: GeneratedAlways<number | null>',
    '  details: Json',
    '  littleThings: LittleThingsTable',
    '  busyOwners: BusyOwnersView',
  ]) {
    expect(types.split('\n')).toContain(line)
  }
})

test('a name that camelCase would lose, and a type nobody has described, stop the generator', async () => {
  expect(() => renderSchemaTypes({ ...empty, tables: [] })).not.toThrow()
  const lost = await readSchema('create table things (line_1 text)')
  expect(() => renderSchemaTypes(lost)).toThrow(/line_1/)
  const unknown = await readSchema('create table things (place point)')
  expect(() => renderSchemaTypes(unknown)).toThrow(/things\.place: no type for point/)
})

const empty = { extensions: [], enums: [], sequences: [], functions: [], tables: [], views: [] }
