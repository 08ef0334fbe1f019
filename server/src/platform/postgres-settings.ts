const MEGABYTE = 1024 * 1024

/** Durability of tests does not matter, their speed does. */
export type PostgresPurpose = 'production' | 'tests'

/**
 * Settings of the embedded server, by name. `freeDiskBytes` bounds the write-ahead log: up to a tenth of what is free,
 * at least 256 MB, at most 4 GB.
 */
export function planPostgresSettings(freeDiskBytes: number, purpose: PostgresPurpose): Record<string, string> {
  const walMegabytes = Math.min(4096, Math.max(256, Math.floor(freeDiskBytes / 10 / MEGABYTE)))
  const settings: Record<string, string> = {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    shared_buffers: '256MB',
    work_mem: '16MB',
    random_page_cost: '1.1',
    jit: 'off',
    max_wal_size: `${walMegabytes}MB`,
    log_checkpoints: 'off',
  }
  if (purpose === 'production') return settings
  return {
    ...settings,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    autovacuum: 'off',
    max_connections: '200',
  }
}
