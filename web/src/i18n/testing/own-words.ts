import { parseSync } from 'vite'

/** A node of the syntax tree as far as it matters here. */
interface Node {
  type: string
  [field: string]: unknown
}

/** Attributes that people read or hear. */
const readable = new Set([
  ...['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'aria-placeholder', 'title', 'alt'],
  ...['placeholder', 'label', 'description', 'help', 'error', 'word', 'lead', 'name', 'submitLabel'],
])
/** Fields of what is said by a call: notices, tips, questions. */
const spoken = new Set(['text', 'title', 'label', 'message', 'description'])
const speaks = new Set(['notify', 'alert', 'confirm', 'prompt', 'tipMarks'])
/** Names of form fields, which only programs read. */
const forPrograms = new Set(['email', 'password', 'language', 'scope'])

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function partsOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  )
}

function nodeOf(node: Node, field: string): Node | null {
  const value = node[field]
  return isNode(value) ? value : null
}

function nameOf(node: Node | null): string {
  if (!node) return ''
  if (node.type === 'JSXNamespacedName') return `${nameOf(nodeOf(node, 'namespace'))}:${nameOf(nodeOf(node, 'name'))}`
  if (node.type === 'MemberExpression') return nameOf(nodeOf(node, 'property'))
  return typeof node['name'] === 'string' ? node['name'] : typeof node['value'] === 'string' ? node['value'] : ''
}

/** Words that an expression may come to, not those that it is asked by: `t('list.all')` is none, `a ? 'Yes' : b` is. */
function wordsIn(node: Node | null): string[] {
  if (!node) return []
  switch (node.type) {
    case 'Literal':
      return typeof node['value'] === 'string' ? [node['value']] : []
    case 'TemplateElement': {
      const { cooked } = node['value'] as { cooked?: string }
      return [cooked ?? '']
    }
    case 'TemplateLiteral':
      return partsOf(node).flatMap(wordsIn)
    case 'ConditionalExpression':
      return [...wordsIn(nodeOf(node, 'consequent')), ...wordsIn(nodeOf(node, 'alternate'))]
    case 'LogicalExpression':
    case 'BinaryExpression':
      return node['operator'] === '===' || node['operator'] === '!=='
        ? []
        : [...wordsIn(nodeOf(node, 'left')), ...wordsIn(nodeOf(node, 'right'))]
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
      return wordsIn(nodeOf(node, 'expression'))
    default:
      return []
  }
}

function wordsOf(node: Node): string[] {
  if (node.type === 'JSXElement') {
    // Key caps are the same in every language.
    const opening = nodeOf(node, 'openingElement')
    const isCap = nameOf(opening && nodeOf(opening, 'name')) === 'Key'
    const children = partsOf({ type: 'children', list: node['children'] })
    return isCap
      ? []
      : children.flatMap((child) => (child.type === 'JSXText' ? [String(child['value'])] : wordsIn(child)))
  }
  if (node.type === 'JSXFragment') {
    const children = partsOf({ type: 'children', list: node['children'] })
    return children.flatMap((child) => (child.type === 'JSXText' ? [String(child['value'])] : wordsIn(child)))
  }
  if (node.type === 'JSXAttribute' && readable.has(nameOf(nodeOf(node, 'name')))) {
    return wordsIn(nodeOf(node, 'value')).filter((word) => !forPrograms.has(word))
  }
  if (node.type === 'CallExpression' && speaks.has(nameOf(nodeOf(node, 'callee')))) {
    const given = partsOf({ type: 'arguments', list: node['arguments'] })
    return given.flatMap((argument) =>
      argument.type === 'ObjectExpression'
        ? partsOf(argument)
            .filter((field) => spoken.has(nameOf(nodeOf(field, 'key'))))
            .flatMap((field) => wordsIn(nodeOf(field, 'value')))
        : wordsIn(argument),
    )
  }
  if (
    node.type === 'AssignmentExpression' &&
    /^(?:title|textContent|innerText|ariaLabel)$/.test(nameOf(nodeOf(node, 'left')))
  ) {
    return wordsIn(nodeOf(node, 'right'))
  }
  return []
}

/** Words that a source has of its own where people read or hear them, instead of taking them from the texts. */
export function ownWords(source: string): string[] {
  const found: string[] = []
  const visit = (node: Node) => {
    found.push(...wordsOf(node))
    for (const part of partsOf(node)) visit(part)
  }
  const tree: unknown = parseSync('source.tsx', source).program
  if (isNode(tree)) visit(tree)
  return found.map((words) => words.trim()).filter((words) => /\p{L}/u.test(words))
}
