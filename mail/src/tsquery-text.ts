/** The text form of a PostgreSQL tsquery, to be bound as a parameter and cast: `$1::tsquery`. */

/** A lexeme as an operand; with `prefix` it stands for every lexeme that begins so. */
export function operand(lexeme: string, prefix = false): string {
  return `'${lexeme.replace(/\\/g, '\\\\').replace(/'/g, "''")}'${prefix ? ':*' : ''}`
}

function join(expressions: readonly (string | null)[], operator: ' & ' | ' | '): string | null {
  const distinct = [...new Set(expressions.filter((expression) => expression !== null))]
  return distinct.length > 1 ? `(${distinct.join(operator)})` : (distinct[0] ?? null)
}

/** All of the expressions; null where there is none. */
export function allOf(expressions: readonly (string | null)[]): string | null {
  return join(expressions, ' & ')
}

/** Any of the expressions; null where there is none. */
export function anyOf(expressions: readonly (string | null)[]): string | null {
  return join(expressions, ' | ')
}
