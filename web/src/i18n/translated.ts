type PluralStem<Key> = Key extends `${infer Stem}_other` ? Stem : never
type PluralKey<Key> = Key extends `${string}_${'one' | 'other'}` ? Key : never
type RussianForm = 'one' | 'few' | 'many' | 'other'

/**
 * The shape of a Russian text table that answers to an English one: the same keys, and for every English plural
 * (`_one`, `_other`) the four Russian forms. A missing key or form does not compile.
 */
export type Translated<English> = English extends string
  ? string
  : { [Key in Exclude<keyof English, PluralKey<keyof English>>]: Translated<English[Key]> } & {
      [Key in `${PluralStem<keyof English>}_${RussianForm}`]: string
    }
