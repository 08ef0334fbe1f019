import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Account, CheckStep } from '../api/wire-types.ts'
import { isAboutPassword } from './check-report.ts'
import { watchCheck } from './watch-check.ts'

export interface CheckCommand {
  path: string
  body: object | null
}

/** A check that shows each step as it ends; leaving the page gives it up, and nothing is saved then. */
export function useWatchedCheck(onDone: (account: Account | null) => void | Promise<void>) {
  const [steps, setSteps] = useState<readonly CheckStep[]>([])
  const [attempts, setAttempts] = useState({ of: '', count: 0 })
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  const { mutate, isPending, error, isSuccess, reset } = useMutation({
    mutationFn: ({ path, body }: CheckCommand) => {
      const controller = new AbortController()
      running.current?.abort()
      running.current = controller
      setSteps([])
      const onStep = (step: CheckStep) => {
        if (!controller.signal.aborted) setSteps((old) => [...old, step])
      }
      return watchCheck(path, body, { onStep, signal: controller.signal })
    },
    onSuccess: onDone,
    onError: ({ code }, { body }) => {
      const of = JSON.stringify(body)
      if (code !== 'SERVER_UNREACHABLE' && isAboutPassword(code)) {
        setAttempts((old) => ({ of, count: old.of === of ? old.count + 1 : 1 }))
      }
    },
  })
  return {
    run: (command: CheckCommand) => mutate(command),
    stop: () => {
      running.current?.abort()
      reset()
      setSteps([])
    },
    steps,
    /** How often in a row the same was refused for its password. */
    attempts: attempts.count,
    isRunning: isPending,
    isPassed: isSuccess,
    failure: isPending ? null : error,
  }
}

export type WatchedCheck = ReturnType<typeof useWatchedCheck>
