import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { type ClipboardEvent, type KeyboardEvent, useState } from 'react'
import { api } from '../api/api-client.ts'
import { addRecipients, type Recipient, readRecipients, writeRecipient } from './recipient-input.ts'

const addressesQuery = (words: string) =>
  queryOptions({
    queryKey: ['addresses', words] as const,
    queryFn: ({ signal }) => api.outbox.addresses({ q: words, limit: 8 }, { signal }),
    enabled: words !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })

type SetPeople = (people: readonly Recipient[]) => void

/** Typing, pasting and choosing in a field of recipients. */
export function useRecipientInput(people: readonly Recipient[], onChange: SetPeople, input: HTMLInputElement | null) {
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const [isClosed, setClosed] = useState(false)
  const words = text.trim().slice(0, 200)
  const { data } = useQuery(addressesQuery(words))
  const present = new Set(people.map(({ address }) => address.toLowerCase()))
  const found = data?.items.filter(({ address }) => !present.has(address.toLowerCase())) ?? []
  const suggestions = words === '' || isClosed ? [] : found
  const marked = suggestions[active]
  const type = (typed: string) => {
    setText(typed)
    setActive(0)
    setClosed(false)
  }
  const add = (added: readonly Recipient[]) => {
    if (added.length > 0) onChange(addRecipients(people, added))
    type('')
  }
  const commit = () => add(readRecipients(text))
  const edit = (index: number) => {
    const person = people[index]
    if (!person) return
    const rest = people.filter((_, at) => at !== index)
    onChange(addRecipients(rest, readRecipients(text)))
    type(writeRecipient(person))
    input?.focus()
  }
  const onKeyDown = keysOf({
    text,
    suggestions,
    marked,
    move: (by) => setActive((active + suggestions.length + by) % suggestions.length),
    close: () => setClosed(true),
    add,
    commit,
    correct: people.length > 0 ? () => edit(people.length - 1) : null,
  })
  return {
    suggestions,
    active: marked ? active : -1,
    choose: (person: Recipient) => add([person]),
    edit,
    remove: (index: number) => {
      onChange(people.filter((_, at) => at !== index))
      input?.focus()
    },
    inputProps: {
      value: text,
      onChange: (event: { currentTarget: HTMLInputElement }) => type(event.currentTarget.value),
      onKeyDown,
      onBlur: commit,
      onPaste: (event: ClipboardEvent) => {
        const pasted = event.clipboardData.getData('text/plain')
        if (!pasted.includes('@') || text.trim() !== '') return
        event.preventDefault()
        add(readRecipients(pasted))
      },
    },
  }
}

interface KeyParts {
  text: string
  suggestions: readonly Recipient[]
  marked: Recipient | undefined
  move: (by: 1 | -1) => void
  close: () => void
  add: (people: readonly Recipient[]) => void
  commit: () => void
  /** Types the last recipient again. */
  correct: (() => void) | null
}

function keysOf({ text, suggestions, marked, move, close, add, commit, correct }: KeyParts) {
  const isOpen = suggestions.length > 0
  return (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const { key } = event
    // The window sends then, with what is typed here.
    if (key === 'Enter' && (event.ctrlKey || event.metaKey)) return commit()
    const chooses = (key === 'Enter' || key === 'Tab') && !event.shiftKey && !isWhole(text)
    if (key === 'Backspace' && text === '' && correct) correct()
    else if (key === 'ArrowDown' && isOpen) move(1)
    else if (key === 'ArrowUp' && isOpen) move(-1)
    else if (key === 'Escape' && isOpen) close()
    else if (chooses && marked) add([marked])
    else if (key === 'Enter' && text !== '') commit()
    else if (key === ';' && text.trim() !== '') commit()
    // A comma after «Иванов» goes on with the name.
    else if (key === ',' && text.includes('@') && !/<[^>]*$/.test(text)) commit()
    else return
    event.preventDefault()
  }
}

/** Typed to the end: what is suggested for it is not meant. */
function isWhole(text: string): boolean {
  return /@[^@\s]+\.[^@\s]{2,}$/.test(text.trim())
}
