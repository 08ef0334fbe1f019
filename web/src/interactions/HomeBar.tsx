import type { RefObject } from 'react'
import { useIsNarrow } from '../ui/useIsNarrow.ts'
import { CommandBar } from './CommandBar.tsx'
import type { TreePlace } from './HomeTree.tsx'
import { LetterBar } from './LetterBar.tsx'
import { SearchBox } from './SearchBox.tsx'
import type { HomeModel } from './useHome.ts'

interface HomeBarProps {
  title: string
  home: HomeModel
  place: TreePlace
  receive: { run: () => void; isRunning: boolean } | null
  isLetterAlone: boolean
  searchRef: RefObject<HTMLInputElement | null>
  onLeaveSearch: () => void
}

/** The bar over list and letter; over a letter alone it holds the letter's commands and the way back. */
export function HomeBar({ title, home, place, receive, isLetterAlone, searchRef, onLeaveSearch }: HomeBarProps) {
  const isNarrow = useIsNarrow()
  const { filter, change, review } = home
  if (isLetterAlone)
    return <LetterBar title={title} review={review} move={home.move.choose} onBack={() => home.open(undefined)} />
  return (
    <CommandBar
      title={title}
      onShowTree={place.isBeside ? null : place.show}
      review={isNarrow ? null : review}
      move={home.move.choose}
      receive={receive}
      search={
        <SearchBox
          inputRef={searchRef}
          words={filter.q ?? ''}
          onSearch={(q) => change({ q: q === '' ? undefined : q }, { replace: filter.q !== undefined })}
          onLeave={onLeaveSearch}
        />
      }
    />
  )
}
