import type { ComplaintsRequest } from '../../../server/contract/complaints.ts'
import { formatCount } from '../../i18n/format.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import { language } from '../../state/language.ts'
import { CaseRow } from './case-row.tsx'
import { TEXT } from './text.ts'
import { useCases } from './use-cases.ts'

interface CaseListProps {
  request: ComplaintsRequest
  /** How many there are; null while that is being asked. */
  count: number | null
}

/** The cases, page by page. */
export function CaseList({ request, count }: CaseListProps) {
  const lang = language.value
  const text = TEXT[lang]
  const messages = MESSAGES[lang]
  const { cases, next, through, loading, failed, more } = useCases(request)
  const shown = formatCount(cases.length, lang)
  const columns = [text.received, text.subject, text.place, text.state, text.due, text.department]
  return (
    <>
      {cases.length > 0 && (
        <>
          <div class="case-columns" aria-hidden="true">
            {columns.map((name) => (
              <span key={name}>{name}</span>
            ))}
          </div>
          <ol class="case-list" aria-label={text.title}>
            {cases.map((one) => (
              <CaseRow key={`${one.source} ${one.id}`} one={one} through={through} />
            ))}
          </ol>
        </>
      )}
      {failed !== null && (
        <div class="panel-failed" role="alert">
          <p>{failed || `${text.failed} ${messages.notAnswered}`}</p>
          <button type="button" onClick={more}>
            {messages.tryAgain}
          </button>
        </div>
      )}
      <p class="case-end" role="status">
        {loading
          ? messages.loading
          : failed !== null || next !== null
            ? ''
            : cases.length === 0
              ? text.none
              : text.all(shown)}
      </p>
      {next !== null && !loading && failed === null && (
        <button type="button" class="case-more" onClick={more}>
          {text.more(shown, count === null ? '…' : formatCount(count, lang))}
        </button>
      )}
    </>
  )
}
