// Who may import whom. ARCHITECTURE.md draws the same house; scripts/boundaries.test.ts plants a break of each rule.

const workspaces = ['contract', 'mail', 'server', 'web', 'embed', 'lab', 'e2e', 'bench', 'docs']

/**
 * What of ours each workspace may import beside itself.
 * @type {Record<string, string[]>}
 */
const mayImport = {
  contract: [],
  mail: [],
  lab: [],
  server: ['contract/', 'mail/', 'lab/'],
  // The browser's wall filters styles as the server's does; nothing else of mail/ has a place in a browser.
  web: ['contract/', 'mail/src/letter-css\\.ts$'],
  embed: ['contract/', 'web/src/public\\.ts$'],
  e2e: ['contract/', 'lab/'],
  // A bench fills and asks the database beside the program: it starts that itself.
  bench: ['contract/', 'lab/', 'server/src/platform/(embedded-postgres|log)\\.ts$'],
  docs: ['contract/'],
}

/** The floors of the server above platform, from the top. A feature imports floors below its own, never beside it. */
const floors = [
  ['mailbox', 'outbox', 'jobs'],
  ['emails', 'sms', 'search', 'webhooks', 'notifications'],
  ['interactions'],
  ['rules', 'contacts', 'records', 'templates'],
  ['folders'],
  ['accounts', 'discovery'],
  ['settings'],
  ['users'],
]

/**
 * What a feature shows to others. actor.ts holds the type that every service function takes first, an audience file to
 * whom the feature's events may be told.
 */
const publicRooms = ['\\.(service|view|access|job)\\.ts$', '-audience\\.ts$', '^server/src/users/actor\\.ts$']

const tests = '\\.test\\.tsx?$|/testing/'
/** @param {readonly string[]} names */
const anyOf = (names) => `(${names.join('|')})`

const workspaceRules = workspaces.map((name) => ({
  name: `${name}-imports`,
  comment: `${name} may import of ours: ${(mayImport[name] ?? []).join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: `^${name}/` },
  to: {
    path: `^${anyOf([...workspaces, 'scripts'])}/`,
    pathNot: `^${anyOf([`${name}/`, ...(mayImport[name] ?? [])])}`,
  },
}))

const floorRules = floors.flatMap((floor, level) => {
  const forbidden = floors.slice(0, level).flat()
  return floor.map((feature) => ({
    name: `floor-of-${feature}`,
    comment: `${feature} may import the floors below it, not those above or beside it`,
    severity: 'error',
    from: { path: `^server/src/${feature}/`, pathNot: tests },
    to: {
      path: `^server/src/(${anyOf([...forbidden, ...floor])}/|app\\.ts$|main\\.ts$)`,
      pathNot: `^server/src/${feature}/`,
    },
  }))
})

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...workspaceRules,
    ...floorRules,
    {
      name: 'no-relative-import-across-workspaces',
      comment: 'another workspace is reached by its package name, or the compiler writes files into its sources',
      severity: 'error',
      from: { path: `^${anyOf(workspaces)}/` },
      to: {
        path: `^${anyOf([...workspaces, 'scripts'])}/`,
        pathNot: '^$1/',
        dependencyTypesNot: ['aliased-workspace'],
      },
    },
    {
      name: 'contract-imports-two-packages',
      comment: 'the contract is read by browsers and strangers: zod and the contract builder only',
      severity: 'error',
      from: { path: '^contract/src/', pathNot: tests },
      to: { pathNot: '^contract/src/|node_modules/(zod|@orpc/contract)/' },
    },
    {
      name: 'mail-is-pure',
      comment: 'mail knowledge opens no socket and starts no process',
      severity: 'error',
      from: { path: '^mail/src/', pathNot: tests },
      to: {
        path: '^(node:)?(net|tls|http|https|http2|dgram|dns|child_process|cluster)(/|$)',
        dependencyTypes: ['core'],
      },
    },
    {
      name: 'lab-is-for-tests',
      comment: 'the program itself never needs the lab',
      severity: 'error',
      from: { path: '^server/src/', pathNot: tests },
      to: { path: '^lab/' },
    },
    {
      name: 'platform-knows-no-feature',
      comment: 'platform has no domain word inside',
      severity: 'error',
      from: { path: '^server/src/platform/', pathNot: tests },
      to: { path: '^server/src/', pathNot: '^server/src/(platform/|config\\.ts$)' },
    },
    {
      name: 'private-rooms',
      comment:
        'of another feature only service, view, access and job files are open; store, routes and run are its own',
      severity: 'error',
      from: { path: '^server/src/([^/]+)/', pathNot: tests },
      to: {
        path: '^server/src/[^/]+/',
        pathNot: ['^server/src/$1/', '^server/src/platform/', ...publicRooms],
      },
    },
    {
      name: 'job-declares-only',
      comment: 'a job file is a declaration that any service may import without a cycle',
      severity: 'error',
      from: { path: '\\.job\\.ts$' },
      to: { pathNot: 'node_modules/zod/|^server/src/platform/jobs\\.ts$' },
    },
    {
      name: 'tests-stay-tests',
      comment: 'program code imports nothing that exists for tests',
      severity: 'error',
      from: { path: '^(contract|mail|server|web|embed)/src/', pathNot: tests },
      to: { path: `^${anyOf(workspaces)}/.*(${tests})` },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-undeclared-packages',
      comment: 'a package that only happens to be installed is missing from package.json',
      severity: 'error',
      from: { path: `^${anyOf(workspaces)}/` },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.json'],
    },
  },
}
