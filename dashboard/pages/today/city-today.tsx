import { MESSAGES } from '../../i18n/messages.ts'
import { language } from '../../state/language.ts'

/** The city today: the headline numbers and the views behind them. */
export function CityToday() {
  const text = MESSAGES[language.value]
  return (
    <main>
      <h1>{text.today}</h1>
    </main>
  )
}
