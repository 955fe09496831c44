import { useSignal } from '@preact/signals'
import { addDays } from '../../state/days.ts'
import { language } from '../../state/language.ts'
import { PERIODS, readCustom } from '../../state/period.ts'
import { change, range, view } from '../../state/view.ts'
import { Popover } from './popover.tsx'
import { TEXT } from './text.ts'

/** The period: one of the usual ones, or any days. */
export function Periods() {
  const text = TEXT[language.value]
  const { period } = view.value
  return (
    <fieldset class="segments">
      <legend class="hidden">{text.period}</legend>
      {PERIODS.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={period === each}
          onClick={() => change({ period: each })}
        >
          {text.periods[each]}
        </button>
      ))}
      <Popover
        id="custom-period"
        title={text.custom}
        label={text.custom}
        pressed={readCustom(period) !== null}
      >
        {(close) => <Days close={close} />}
      </Popover>
    </fieldset>
  )
}

function Days({ close }: { close: () => void }) {
  const text = TEXT[language.value]
  const from = useSignal(range.value?.from ?? '')
  const last = useSignal(range.value ? addDays(range.value.to, -1) : '')
  return (
    <form
      class="days"
      onSubmit={(event) => {
        event.preventDefault()
        change({ period: `${from.value}..${addDays(last.value, 1)}` })
        close()
      }}
    >
      <label>
        {text.from}
        <input
          type="date"
          required
          value={from.value}
          max={last.value}
          onInput={(event) => {
            from.value = event.currentTarget.value
          }}
        />
      </label>
      <label>
        {text.until}
        <input
          type="date"
          required
          value={last.value}
          min={from.value}
          onInput={(event) => {
            last.value = event.currentTarget.value
          }}
        />
      </label>
      <button type="submit">{text.apply}</button>
    </form>
  )
}
