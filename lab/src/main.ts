import { parseArgs } from 'node:util'
import { defaultUsers } from './default-users.ts'
import { LabError } from './lab-error.ts'
import { loadSampleMail } from './sample-mail/load-sample-mail.ts'
import { startLab } from './start-lab.ts'

const usage = `Starts mail servers with sample mail on free ports of 127.0.0.1 until Ctrl-C.

  node lab/src/main.ts [--json] [--empty] [--no-dns]

  --json    print one line of JSON instead of the table
  --empty   no sample mail
  --no-dns  no DNS server
`

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    empty: { type: 'boolean' },
    'no-dns': { type: 'boolean' },
    help: { type: 'boolean' },
  },
})

if (values.help) {
  console.log(usage)
} else {
  await run()
}

async function run() {
  const outside = { address: 'outside@client.test', password: 'secret', name: 'Everybody outside' }
  const lab = await startLab({
    dns: values['no-dns'] !== true,
    users: [...defaultUsers, outside],
    outsideMailbox: outside.address,
  }).catch((error: unknown) => {
    console.error(error instanceof LabError ? `${error.code}: ${error.message}` : error)
    process.exit(1)
  })
  // The servers hold no reference of their own, so something has to keep this process.
  const alive = setInterval(() => {}, 60_000)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      clearInterval(alive)
      void lab.stop().then(() => process.exit(0))
    })
  }
  const letters = values.empty ? 0 : await loadSampleMail(lab)
  const { hostname, host, ports, users, caFile, dir, notes } = lab
  if (values.json) {
    console.log(JSON.stringify({ hostname, host, ports, users, caFile, dir, notes, letters, pid: process.pid }))
    return
  }
  const lines = [
    `Mail servers on ${host} (certificate for ${hostname}), ${letters} sample letters`,
    '',
    ...Object.entries(ports).map(([name, port]) => `  ${name.padEnd(12)}${port === 0 ? '-' : port}`),
    '',
    ...users.map(({ address, password, name }) => `  ${address.padEnd(22)}${password.padEnd(10)}${name}`),
    '',
    `  CA file     ${caFile}`,
    ...notes.map((note) => `  Note        ${note}`),
    '',
    'Ctrl-C stops everything.',
  ]
  console.log(lines.join('\n'))
}
