import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { identifySelf, judgeProcess, type ProcessIdentity } from './process-table.ts'

/** This process in the table of those that run jobs. */
export interface WorkerNode {
  nodeId: string
  self: ProcessIdentity
}

interface NodeRow extends ProcessIdentity {
  nodeId: string
  workerIds: string[]
  isSilent: boolean
}

/** A process of another machine or container counts as dead after this silence; one of ours is looked up instead. */
const SILENCE = '60 seconds'

export async function describeWorkerNode(): Promise<WorkerNode> {
  return { nodeId: randomUUID(), self: await identifySelf() }
}

/** Writes or renews the row of this process; `workerIds` are the names under which it locks jobs. */
export async function beat(pool: pg.Pool, node: WorkerNode, workerIds: string[]): Promise<void> {
  const { bootId, pidNamespace, pid, startTicks } = node.self
  await pool.query(
    `insert into worker_heartbeats (node_id, worker_ids, boot_id, pid_namespace, pid, start_ticks)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (node_id) do update set worker_ids = excluded.worker_ids, beaten_at = now()`,
    [node.nodeId, workerIds, bootId, pidNamespace, pid, startTicks],
  )
}

/** The last word of a process that stops in order. */
export async function leave(pool: pg.Pool, node: WorkerNode): Promise<void> {
  await pool.query('delete from worker_heartbeats where node_id = $1', [node.nodeId])
}

/**
 * Frees the jobs and queues that dead processes still hold and forgets these processes. A lock of a worker that no
 * row names is one of a process that died before its first beat; it goes after the same silence, or at once where
 * `isOnlyProcess` is known (the embedded database has one owner). Returns how many workers were freed.
 */
export async function freeDeadWorkers(pool: pg.Pool, node: WorkerNode, isOnlyProcess: boolean): Promise<number> {
  const { rows } = await pool.query<NodeRow>(
    `select node_id as "nodeId", worker_ids as "workerIds", boot_id as "bootId", pid_namespace as "pidNamespace",
       pid, start_ticks as "startTicks", beaten_at < now() - $1::interval as "isSilent"
     from worker_heartbeats where node_id <> $2`,
    [SILENCE, node.nodeId],
  )
  const dead: NodeRow[] = []
  for (const row of rows) if (isOnlyProcess || (await isDead(node.self, row))) dead.push(row)
  const deadIds = dead.map((row) => row.nodeId)
  const workerIds = new Set(dead.flatMap((row) => row.workerIds))
  const nameless = await pool.query<{ workerId: string }>(
    `select distinct locked_by as "workerId" from (
       select locked_by, locked_at from graphile_worker._private_jobs where locked_by is not null
       union all
       select locked_by, locked_at from graphile_worker._private_job_queues where locked_by is not null
     ) locks
     where ($2 or locked_at < now() - $1::interval)
       and not exists (select from worker_heartbeats h where locks.locked_by = any (h.worker_ids))`,
    [SILENCE, isOnlyProcess],
  )
  for (const { workerId } of nameless.rows) workerIds.add(workerId)
  if (workerIds.size > 0) await pool.query('select graphile_worker.force_unlock_workers($1)', [[...workerIds]])
  if (deadIds.length > 0) await pool.query('delete from worker_heartbeats where node_id = any ($1)', [deadIds])
  return workerIds.size
}

async function isDead(self: ProcessIdentity, row: NodeRow): Promise<boolean> {
  const verdict = await judgeProcess(self, row)
  return verdict === 'elsewhere' ? row.isSilent : verdict === 'dead'
}
