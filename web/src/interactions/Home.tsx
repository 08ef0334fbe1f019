import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { LetterPane } from '../letter/LetterPane.tsx'
import { useSession } from '../session/session-query.ts'
import { Splitter } from '../ui/Splitter.tsx'
import { useIsMedium, useIsNarrow } from '../ui/useIsNarrow.ts'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { usePaneWidth } from '../ui/usePaneWidth.ts'
import styles from './Home.module.css'
import { HomeBar } from './HomeBar.tsx'
import { HomeTree, useTreePlace } from './HomeTree.tsx'
import { highlightWords } from './highlight.ts'
import { ListPane } from './ListPane.tsx'
import { useHome } from './useHome.ts'
import { useHomeShortcuts } from './useHomeShortcuts.ts'
import { useNarrowFocus } from './useNarrowFocus.ts'
import { useReceive } from './useReceive.ts'

/** Tree, list and letter: three panes, two on a middling screen, one on a narrow one. */
export function Home() {
  const { t } = useTranslation()
  const { otherInteractions } = useSession()
  const title = t(otherInteractions ? 'frame.homeAll' : 'frame.home')
  usePageTitle(title)
  const home = useHome()
  const receive = useReceive(home.filter)
  const searchRef = useRef<HTMLInputElement>(null)
  const letterRef = useRef<HTMLElement>(null)
  const listRef = useRef<HTMLElement>(null)
  useHomeShortcuts(home, { search: searchRef, letter: letterRef, list: listRef }, receive?.run ?? null)

  const isNarrow = useIsNarrow()
  const isMedium = useIsMedium()
  const place = useTreePlace()
  const initial = isMedium ? 408 : 520
  const listPane = usePaneWidth(isMedium ? 'list-medium' : 'list', { initial, min: 320, max: 760 })
  const words = useMemo(() => highlightWords(home.filter.q), [home.filter.q])
  const isLetterAlone = isNarrow && home.openId !== undefined
  useNarrowFocus(isNarrow, isLetterAlone, { letter: letterRef, list: listRef })
  return (
    <div className={styles['home']}>
      <HomeTree title={title} place={place} home={home} />
      <main className={styles['main']} id="content" tabIndex={-1}>
        <HomeBar
          title={title}
          home={home}
          place={place}
          receive={receive}
          isLetterAlone={isLetterAlone}
          searchRef={searchRef}
          onLeaveSearch={() => listRef.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()}
        />
        <div className={styles['panes']}>
          {isLetterAlone ? null : (
            <ListPane
              name={title}
              home={home}
              words={words}
              paneRef={listRef}
              width={isNarrow ? undefined : listPane.width}
              otherInteractions={otherInteractions}
            />
          )}
          {isNarrow ? null : <Splitter pane={listPane} />}
          {isNarrow && !isLetterAlone ? null : (
            <div className={styles['letter']}>
              <LetterPane
                id={home.openId}
                neighbours={home.neighbours}
                paneRef={letterRef}
                onOpen={(id) => home.open(id)}
              />
            </div>
          )}
        </div>
      </main>
      {home.move.dialog}
    </div>
  )
}
