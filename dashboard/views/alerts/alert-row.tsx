import { useSignal } from '@preact/signals'
import { language } from '../../state/language.ts'
import { AlertDetail } from './alert-detail.tsx'
import { namePlace } from './names.ts'
import { StageMark } from './stage-mark.tsx'
import type { Episode } from './state.ts'
import { tellAlert } from './tell.ts'
import { TEXT } from './text.ts'
import { Weeks } from './weeks.tsx'

/** One alert: its sentence and its weeks in a row, everything else when it is opened. */
export function AlertRow({ episode, asOf }: { episode: Episode; asOf: string }) {
  const lang = language.value
  const open = useSignal(false)
  const { id, stage, acknowledged, alert } = episode
  const detail = `alert-${id}`
  return (
    <li class="alert" data-open={open.value}>
      <div class="alert-row">
        <button
          type="button"
          class="alert-open"
          aria-expanded={open.value}
          aria-controls={detail}
          onClick={() => (open.value = !open.value)}
        >
          <svg class="alert-turn" viewBox="0 0 10 10" aria-hidden="true">
            <path d="M3 1 7 5 3 9" />
          </svg>
          <span class="alert-sentence" data-stage={stage}>
            {tellAlert(episode, namePlace(episode), asOf, lang)}
          </span>
        </button>
        <Weeks alert={alert} />
        <div class="alert-marks">
          <StageMark stage={stage} />
          {acknowledged && (
            <span class="alert-seen">
              <svg class="alert-shape line" viewBox="0 0 10 10" aria-hidden="true">
                <path d="M1.5 5.5 4 8 8.5 2" />
              </svg>
              {TEXT[lang].acknowledged}
            </span>
          )}
        </div>
      </div>
      <div id={detail} class="alert-detail" hidden={!open.value}>
        {open.value && <AlertDetail episode={episode} asOf={asOf} />}
      </div>
    </li>
  )
}
