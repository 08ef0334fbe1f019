import { endpoint } from './endpoint.ts'

export const health = {
  healthz: endpoint('anyone', { body: 'stream' }).route({
    method: 'GET',
    path: '/healthz',
    summary: '200 only when serving',
  }),
  readyz: endpoint('anyone', { body: 'stream' }).route({
    method: 'GET',
    path: '/readyz',
    summary: '200 when the database answers',
  }),
  metrics: endpoint('administrator', { body: 'stream' }).route({
    method: 'GET',
    path: '/metrics',
    summary: 'Figures as Prometheus text',
  }),
  openapi: endpoint('anyone', { body: 'stream' }).route({
    method: 'GET',
    path: '/openapi.json',
    summary: 'This contract as OpenAPI 3.1',
  }),
}
