/** Lets one piece of work through at a time, urgent ones before others. */
export class Turnstile {
  private readonly urgentOnes: (() => void)[] = []
  private readonly others: (() => void)[] = []
  private isBusy = false

  async run<Result>(work: () => Promise<Result>, urgent: boolean): Promise<Result> {
    if (this.isBusy) {
      const queue = urgent ? this.urgentOnes : this.others
      await new Promise<void>((resolve) => queue.push(resolve))
    }
    this.isBusy = true
    try {
      return await work()
    } finally {
      const next = this.urgentOnes.shift() ?? this.others.shift()
      if (next === undefined) this.isBusy = false
      else next()
    }
  }
}
