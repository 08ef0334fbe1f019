import { BlockList, isIP } from 'node:net'

/** IANA special-purpose registries (RFC 6890 and its updates): nothing in here is a host of the public internet. */
const IPV4_RANGES: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Link-local, and the metadata service of the large clouds.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

const IPV6_RANGES: [string, number][] = [
  // Unspecified, loopback and the old IPv4-compatible form.
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]

/** IPv6 prefixes whose last 32 bits are an IPv4 address that is really reached: mapped (RFC 4291) and NAT64 (RFC 6052). */
const EMBEDDING_PREFIXES = ['::ffff:0:0', '64:ff9b::']

const ipv4Private = new BlockList()
for (const [network, prefix] of IPV4_RANGES) ipv4Private.addSubnet(network, prefix, 'ipv4')
const ipv6Private = new BlockList()
for (const [network, prefix] of IPV6_RANGES) ipv6Private.addSubnet(network, prefix, 'ipv6')
const ipv6Embedding = new BlockList()
for (const network of EMBEDDING_PREFIXES) ipv6Embedding.addSubnet(network, 96, 'ipv6')

/** True for an address that is not a host of the public internet. A text that is no address counts as private. */
export function isPrivateAddress(address: string): boolean {
  const [bare = ''] = address.split('%')
  if (isIP(bare) === 4) return ipv4Private.check(bare, 'ipv4')
  if (isIP(bare) !== 6) return true
  const embedded = readEmbeddedIpv4(bare)
  return embedded === undefined ? ipv6Private.check(bare, 'ipv6') : ipv4Private.check(embedded, 'ipv4')
}

function readEmbeddedIpv4(address: string): string | undefined {
  if (!ipv6Embedding.check(address, 'ipv6')) return undefined
  const dotted = /:(\d+\.\d+\.\d+\.\d+)$/.exec(address)
  if (dotted !== null) return dotted[1]
  const words = expandIpv6(address)
  const [high = 0, low = 0] = words.slice(-2)
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** The eight 16-bit words of a valid address without a dotted part. */
function expandIpv6(address: string): number[] {
  const [head = '', tail] = address.split('::')
  const parse = (part: string) => (part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16)))
  const [front, back] = [parse(head), parse(tail ?? '')]
  return [...front, ...Array.from({ length: 8 - front.length - back.length }, () => 0), ...back]
}
