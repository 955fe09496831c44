import { useEffect, useState } from 'preact/hooks'
import type { Briefing, BriefingEntry } from '../../../server/contract/briefings.ts'
import { Link } from '../../frame/link.tsx'
import { formatDateline } from '../../i18n/format.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import { path } from '../../state/address.ts'
import { language } from '../../state/language.ts'
import { city, linkTo } from '../../state/view.ts'
import '../../theme/briefings.css'
import { readBriefing, readBriefings } from './read.ts'
import { Reader } from './reader.tsx'
import { TEXT } from './text.ts'

/** Asks again when `of` changes; undefined: not answered yet, null: there is none. */
function useRead<Told>(
  of: string | null,
  read: (of: string, signal: AbortSignal) => Promise<Told | null>,
): Told | null | undefined {
  const [told, setTold] = useState<{ of: string; told: Told | null }>()
  useEffect(() => {
    if (of === null) return
    const leaving = new AbortController()
    read(of, leaving.signal).then(
      (answer) => setTold({ of, told: answer }),
      () => leaving.signal.aborted || setTold({ of, told: null }),
    )
    return () => leaving.abort()
  }, [of, read])
  return told?.of === of ? told?.told : undefined
}

function List({ entries, open }: { entries: BriefingEntry[]; open: string | null }) {
  const lang = language.value
  const text = TEXT[lang]
  return (
    <nav class="briefings-list" aria-label={text.all}>
      <h2>{text.all}</h2>
      <ul>
        {entries.map(({ id, day, headline }) => (
          <li key={id}>
            <Link href={linkTo(`/briefings/${id}`)} current={id === open}>
              <time dateTime={day}>{formatDateline(day, lang)}</time>
              <span>{headline[lang]}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Opened({ id }: { id: string }) {
  const briefing = useRead<Briefing>(id, readBriefing)
  const lang = language.value
  if (briefing === undefined) return <p class="reading">{MESSAGES[lang].loading}</p>
  return briefing ? <Reader briefing={briefing} /> : <p class="reading">{TEXT[lang].notThere}</p>
}

/** The briefings of the city: the list of them, and one to read, the newest unless the address names one. */
export function BriefingsPage() {
  const text = TEXT[language.value]
  const shown = city.value?.id ?? null
  const found = useRead(shown, readBriefings)
  const [, named = null] = path.value.split('/').filter(Boolean)
  if (found === undefined) return <p class="reading">{MESSAGES[language.value].loading}</p>
  const entries = found?.briefings ?? []
  const open = named === null ? (entries[0]?.id ?? null) : decodeURIComponent(named)
  return (
    <div class="briefings">
      {entries.length > 0 && <List entries={entries} open={open} />}
      {open ? (
        <Opened key={open} id={open} />
      ) : (
        <div class="briefings-none">
          <h1>{text.title}</h1>
          <p>{text.none}</p>
          <p>
            {text.noneHow} <code class="command">npm run etl -- brief --city {shown}</code>
          </p>
        </div>
      )}
    </div>
  )
}
