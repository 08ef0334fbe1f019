import { account, checkStep } from '@besedka/contract/accounts'
import { contract } from '@besedka/contract/contract'
import type { EndpointMeta } from '@besedka/contract/endpoint'
import { errorTable } from '@besedka/contract/errors'
import { liveEvent } from '@besedka/contract/events'
import { folderState } from '@besedka/contract/folders'
import { attachment, interaction, interactionItem, participant, recordRef } from '@besedka/contract/interactions'
import { record } from '@besedka/contract/records'
import { session } from '@besedka/contract/sessions'
import { settingsShape } from '@besedka/contract/settings'
import { user } from '@besedka/contract/users'
import { type AnyContractProcedure, isContractProcedure, type OpenAPI } from '@orpc/contract'
import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'

type Methods = 'get' | 'post' | 'put' | 'patch' | 'delete'
/** An operation with what the standard has no word for: who may ask, and whether the master switch has to be on. */
type Operation = OpenAPI.OperationObject<{ 'x-access'?: string; 'x-needs-mail-client'?: boolean }>

const DESCRIPTION = `The interface of Besedka uses this API and no other.

Lists are read by pages: \`?limit&cursor\` gives \`items\` and \`next\`, the cursor of the next page, \`null\` on the last one.
Times are ISO 8601 in UTC. Every failed answer is a problem (RFC 9457) with a \`code\` of the closed table below.
\`x-access\` names who may ask; what one may not read does not exist (404).`

/** Shapes that several endpoints speak of, described once. */
const SHARED = {
  User: { schema: user, strategy: 'output' },
  Session: { schema: session, strategy: 'output' },
  Settings: { schema: settingsShape, strategy: 'output' },
  Account: { schema: account, strategy: 'output' },
  CheckStep: { schema: checkStep, strategy: 'output' },
  FolderState: { schema: folderState, strategy: 'output' },
  Participant: { schema: participant, strategy: 'output' },
  RecordRef: { schema: recordRef, strategy: 'output' },
  Record: { schema: record, strategy: 'output' },
  InteractionItem: { schema: interactionItem, strategy: 'output' },
  Attachment: { schema: attachment, strategy: 'output' },
  Interaction: { schema: interaction, strategy: 'output' },
  LiveEvent: { schema: liveEvent, strategy: 'output' },
} as const

/** Media types of the endpoints whose bytes the contract does not describe. */
const STREAMS: Record<string, string> = {
  'accounts.createWatched': 'text/event-stream',
  'accounts.updateWatched': 'text/event-stream',
  'accounts.checkWatched': 'text/event-stream',
  'interactions.source': 'message/rfc822',
  'interactions.attachments': 'application/zip',
  'interactions.attachment': 'application/octet-stream',
  'interactions.signedAttachment': 'application/octet-stream',
  'interactions.outsidePicture': 'application/octet-stream',
  'events.stream': 'text/event-stream',
  'health.healthz': 'text/plain',
  'health.readyz': 'text/plain',
  'health.metrics': 'text/plain',
  'health.openapi': 'application/json',
}

const POSTED_BYTES: OpenAPI.RequestBodyObject = {
  required: true,
  content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
}

/** Text of `docs/openapi.json`: OpenAPI 3.1, from the contract alone, the same each time. */
export async function renderOpenApi(): Promise<string> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(contract, {
    info: { title: 'Besedka', version: '1', description: DESCRIPTION, license: { name: 'AGPL-3.0-or-later' } },
    servers: [{ url: '/api/v1' }],
    commonSchemas: SHARED,
    components: {
      schemas: { Problem: problemSchema() },
      responses: {
        Problem: {
          description: 'What went wrong, by its code',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: {
        cookie: { type: 'apiKey', in: 'cookie', name: 'besedka_session', description: 'Given by POST /session' },
        token: { type: 'http', scheme: 'bearer', description: 'Made by POST /tokens' },
      },
    },
  })
  for (const { name, procedure } of listProcedures(contract)) describe(document, name, procedure)
  return `${JSON.stringify(document, null, 2)}\n`
}

function describe(document: OpenAPI.Document, name: string, procedure: AnyContractProcedure): void {
  const { route } = procedure['~orpc']
  const { access, needsMailClient, body } = procedure['~orpc'].meta as EndpointMeta
  const operation: Operation | undefined = document.paths?.[route.path ?? '']?.[route.method?.toLowerCase() as Methods]
  if (operation === undefined) throw new Error(`${name} is missing in the generated document`)
  const [tag = name] = name.split('.')
  operation.tags = [tag]
  operation['x-access'] = access
  operation['x-needs-mail-client'] = needsMailClient
  operation.security = access === 'anyone' || access === 'signed-address' ? [] : [{ cookie: [] }, { token: [] }]
  const isUpload = body === 'stream' && route.method === 'POST'
  if (isUpload) operation.requestBody = POSTED_BYTES
  operation.parameters = operation.parameters?.map(toPlainQuery)
  operation.responses = {
    ...(body === 'stream' && !isUpload ? streamAnswer(name) : operation.responses),
    default: { $ref: '#/components/responses/Problem' },
  }
}

/** Lists in a query are given by repeating the name: `?kind=email&kind=call`. */
function toPlainQuery(parameter: NonNullable<Operation['parameters']>[number]): typeof parameter {
  if (!('in' in parameter) || parameter.in !== 'query') return parameter
  const { allowEmptyValue: _empty, allowReserved: _reserved, style: _style, ...kept } = parameter
  return { ...kept, style: 'form', explode: true }
}

function streamAnswer(name: string): OpenAPI.ResponsesObject {
  const type = STREAMS[name]
  if (type === undefined) throw new Error(`${name} answers bytes of a type that is not known here`)
  return { 200: { description: 'OK', content: { [type]: { schema: { type: 'string' } } } } }
}

function problemSchema(): OpenAPI.SchemaObject {
  const codes = Object.entries(errorTable).map(([code, { status, title }]) => `- \`${code}\` (${status}): ${title}`)
  return {
    type: 'object',
    description: codes.join('\n'),
    required: ['type', 'title', 'status', 'code'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      code: { type: 'string', enum: Object.keys(errorTable) },
      detail: { type: 'string' },
      instance: { type: 'string' },
    },
    additionalProperties: true,
  }
}

interface Part {
  [name: string]: Part | AnyContractProcedure
}

function listProcedures(part: Part, above = ''): { name: string; procedure: AnyContractProcedure }[] {
  return Object.entries(part).flatMap(([key, value]) => {
    const name = above === '' ? key : `${above}.${key}`
    return isContractProcedure(value) ? [{ name, procedure: value }] : listProcedures(value, name)
  })
}
