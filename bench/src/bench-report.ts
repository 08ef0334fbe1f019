export interface BenchOptions {
  letters: number
  /** Progress for whoever waits. */
  say(line: string): void
}

export interface BenchReport {
  name: string
  /** What was measured, in seconds, megabytes or counts: `unit` says which. */
  figures: { what: string; value: number; unit: 's' | 'MB' | 'letters' | 'ms' | 'ratio' | 'load' }[]
  /** Ours divided by the peers', both from this run. */
  ratio: number
  goal: number
}

/** A plain table; the ratio last. */
export function renderReport(report: BenchReport): string {
  const width = Math.max(...report.figures.map((figure) => figure.what.length))
  const lines = report.figures.map(
    ({ what, value, unit }) => `${what.padEnd(width)}  ${value.toFixed(unit === 'letters' ? 0 : 2)} ${unit}`,
  )
  return [
    report.name,
    ...lines,
    `${'ratio, ours to the peers'.padEnd(width)}  ${report.ratio.toFixed(2)} (goal ${report.goal})`,
  ].join('\n')
}
