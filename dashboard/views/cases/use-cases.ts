import { useEffect, useRef, useState } from 'preact/hooks'
import type { ComplaintsRequest } from '../../../server/contract/complaints.ts'
import { RefusedError, readComplaints } from '../../api/read.ts'
import { health } from '../../state/freshness.ts'
import type { Case } from './state.ts'

export interface CaseList {
  cases: Case[]
  /** Where the next page begins; null: all have been read, or none yet. */
  next: string | null
  /** The cut-off that the states speak of. */
  through: string | null
  loading: boolean
  /** Why there are none, in words for a person; empty: the server could not be reached. */
  failed: string | null
}

const NOTHING: CaseList = { cases: [], next: null, through: null, loading: true, failed: null }

/** The cases behind filters, page by page; read anew when the filters change or the data do. */
export function useCases(request: ComplaintsRequest | null): CaseList & { more: () => void } {
  const version = health.value?.cities.find(({ id }) => id === request?.city)?.version
  const key = request && `${version} ${JSON.stringify(request)}`
  const [list, setList] = useState(NOTHING)
  const aborter = useRef<AbortController | null>(null)

  const read = (from: CaseList) => {
    if (!request) return
    aborter.current?.abort()
    const own = new AbortController()
    aborter.current = own
    setList({ ...from, loading: true, failed: null })
    const page = from.next === null ? request : { ...request, after: from.next }
    readComplaints(page, own.signal).then(
      ({ complaints, next, through }) => {
        if (own.signal.aborted) return
        setList({
          cases: [...from.cases, ...complaints],
          next,
          through,
          loading: false,
          failed: null,
        })
      },
      (error: unknown) => {
        if (own.signal.aborted) return
        const failed = error instanceof RefusedError ? error.message : ''
        setList({ ...from, loading: false, failed })
      },
    )
  }
  useEffect(() => {
    if (request) read(NOTHING)
    return () => aborter.current?.abort()
  }, [key])
  return { ...list, more: () => read(list) }
}
