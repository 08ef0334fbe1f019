import type pg from 'pg'

/** A column as the catalog describes it; `type` is the SQL spelling, `default` also holds a generated expression. */
export interface CatalogColumn {
  name: string
  type: string
  notNull: boolean
  default: string | null
  identity: 'always' | 'by default' | null
  generated: boolean
  storage: string | null
}

export interface CatalogTable {
  name: string
  options: string[]
  partitionKey: string | null
  columns: CatalogColumn[]
  constraints: { name: string; definition: string }[]
  indexes: string[]
  triggers: string[]
}

/** Everything our migrations may have made in the schema `public`, each list in a fixed order. */
export interface Catalog {
  extensions: string[]
  enums: { name: string; labels: string[] }[]
  sequences: { name: string; type: string }[]
  functions: string[]
  tables: CatalogTable[]
  views: { name: string; columns: CatalogColumn[]; definition: string }[]
}

/** `collate "C"` in every order: the same file on every machine, whatever the locale of its server. */
const QUERIES = {
  extensions: `select extname as name from pg_extension where extname <> 'plpgsql' order by extname collate "C"`,
  enums: `
    select t.typname as name, array_agg(e.enumlabel::text order by e.enumsortorder) as labels
    from pg_type t join pg_enum e on e.enumtypid = t.oid
    where t.typnamespace = 'public'::regnamespace group by t.typname order by t.typname collate "C"`,
  sequences: `
    select c.relname as name, format_type(s.seqtypid, null) as type
    from pg_class c join pg_sequence s on s.seqrelid = c.oid
    where c.relnamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('i', 'a', 'e'))
    order by c.relname collate "C"`,
  functions: `
    select pg_get_functiondef(p.oid) as definition from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p')
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    order by p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`,
  relations: `
    select c.relname as name, c.relkind::text as kind, coalesce(c.reloptions, '{}') as options,
      case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end as "partitionKey",
      case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end as definition
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by c.relname collate "C"`,
  columns: `
    select c.relname as relation, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      a.attnotnull as "notNull", pg_get_expr(d.adbin, d.adrelid) as default, a.attgenerated <> '' as generated,
      case a.attidentity when 'a' then 'always' when 'd' then 'by default' end as identity,
      case when a.attstorage <> t.typstorage then
        case a.attstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end
      end as storage
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
      and a.attnum > 0 and not a.attisdropped
    order by c.relname collate "C", a.attnum`,
  constraints: `
    select c.relname as relation, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.connamespace = 'public'::regnamespace and k.contype in ('p', 'u', 'f', 'c', 'x')
    order by c.relname collate "C", array_position('{p,u,f,c,x}'::"char"[], k.contype), k.conname collate "C"`,
  indexes: `
    select c.relname as relation, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
    where c.relnamespace = 'public'::regnamespace
      and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
    order by c.relname collate "C", x.relname collate "C"`,
  triggers: `
    select c.relname as relation, pg_get_triggerdef(t.oid) as definition
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace and not t.tgisinternal
    order by c.relname collate "C", t.tgname collate "C"`,
}

interface Relation {
  name: string
  kind: string
  options: string[]
  partitionKey: string | null
  definition: string | null
}
interface Belonging {
  relation: string
  definition: string
}

/** Reads the schema `public`. Extensions' and the job queue's own objects are not ours and stay out. */
export async function readCatalog(client: pg.ClientBase): Promise<Catalog> {
  const read = async <Row extends pg.QueryResultRow>(sql: string) => (await client.query<Row>(sql)).rows
  const relations = await read<Relation>(QUERIES.relations)
  const columns = await read<CatalogColumn & { relation: string }>(QUERIES.columns)
  const constraints = await read<Belonging & { name: string }>(QUERIES.constraints)
  const indexes = await read<Belonging>(QUERIES.indexes)
  const triggers = await read<Belonging>(QUERIES.triggers)
  const definitionsOf = (rows: Belonging[], name: string) =>
    rows.filter((row) => row.relation === name).map((row) => row.definition)
  const columnsOf = (name: string) => columns.filter((column) => column.relation === name)
  const isTable = (relation: Relation) => relation.kind === 'r' || relation.kind === 'p'
  return {
    extensions: (await read<{ name: string }>(QUERIES.extensions)).map((row) => row.name),
    enums: await read<{ name: string; labels: string[] }>(QUERIES.enums),
    sequences: await read<{ name: string; type: string }>(QUERIES.sequences),
    functions: (await read<{ definition: string }>(QUERIES.functions)).map((row) => row.definition),
    tables: relations.filter(isTable).map(({ name, options, partitionKey }) => ({
      name,
      options,
      partitionKey,
      columns: columnsOf(name),
      constraints: constraints.filter((constraint) => constraint.relation === name),
      indexes: definitionsOf(indexes, name),
      triggers: definitionsOf(triggers, name),
    })),
    views: relations
      .filter((relation) => !isTable(relation))
      .map(({ name, definition }) => ({ name, columns: columnsOf(name), definition: definition ?? '' })),
  }
}
