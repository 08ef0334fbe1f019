/** Without letters and digits that look alike. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
const length = 16

/** A password that is read out or written on paper without mistakes: 79 random bits in four groups of four. */
export function makePassword(): string {
  const picked: string[] = []
  while (picked.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      // The last bytes are left out, so that every letter is equally likely.
      if (byte < 8 * letters.length && picked.length < length) picked.push(letters[byte % letters.length] ?? '')
    }
  }
  return picked.join('').match(/.{4}/g)?.join('-') ?? ''
}
