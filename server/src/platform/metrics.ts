/** Labels of one series, for example `{ method: 'GET', status: '200' }`. Never an id that grows with the data. */
export type MetricLabels = Record<string, string>

export interface Metrics {
  /** Declares a number that only grows and returns how to raise it. */
  counter(name: string, help: string): (labels?: MetricLabels, by?: number) => void
  /** Declares a number that is asked for when somebody looks. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void
  /** The text of `GET /metrics` in the Prometheus exposition format, version 0.0.4. */
  render(): Promise<string>
}

interface Metric {
  help: string
  type: 'counter' | 'gauge'
  read(): Promise<[labels: string, value: number][]>
}

/** A registry; one per process. Throws for a name that is declared twice or is no name of the format. */
export function createMetrics(): Metrics {
  const metrics = new Map<string, Metric>()
  const declare = (name: string, metric: Metric) => {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`${name} is no name for a metric`)
    if (metrics.has(name)) throw new Error(`the metric ${name} is declared twice`)
    metrics.set(name, metric)
  }
  return {
    counter(name, help) {
      const series = new Map<string, number>()
      declare(name, { help, type: 'counter', read: async () => (series.size === 0 ? [['', 0]] : [...series]) })
      return (labels = {}, by = 1) => {
        const key = renderLabels(labels)
        series.set(key, (series.get(key) ?? 0) + by)
      }
    },
    gauge(name, help, read) {
      declare(name, { help, type: 'gauge', read: async () => [['', await read()]] })
    },
    async render() {
      const blocks: string[] = []
      for (const [name, { help, type, read }] of metrics) {
        const lines = (await read()).map(([labels, value]) => `${name}${labels} ${value}`)
        blocks.push([`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines].join('\n'))
      }
      return `${blocks.join('\n')}\n`
    },
  }
}

function renderLabels(labels: MetricLabels): string {
  const pairs = Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, value]) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
    )
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}
