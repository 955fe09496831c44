import { MESSAGES } from '../i18n/messages.ts'
import { TipLayer } from '../marks/tip.tsx'
import { CityToday } from '../pages/today/city-today.tsx'
import { path } from '../state/address.ts'
import { health } from '../state/freshness.ts'
import { language } from '../state/language.ts'
import { lazily } from './lazily.tsx'
import { Masthead } from './masthead.tsx'

const AheadPage = lazily(async () => (await import('../pages/ahead/ahead-page.tsx')).AheadPage)
const BriefingsPage = lazily(
  async () => (await import('../pages/briefings/briefings-page.tsx')).BriefingsPage,
)
const DataPage = lazily(async () => (await import('../pages/data-page/data-page.tsx')).DataPage)

/** The page that the address names. */
function Page() {
  const [first = ''] = path.value.split('/').filter(Boolean)
  if (first === '') return <CityToday />
  if (first === 'ahead') return <AheadPage />
  if (first === 'briefings') return <BriefingsPage />
  if (first === 'data') return <DataPage />
  return <p class="reading">{MESSAGES[language.value].notFound}</p>
}

export function App() {
  const text = MESSAGES[language.value]
  const state = health.value
  return (
    <>
      <Masthead />
      <main id="content" tabIndex={-1}>
        <Page />
        <TipLayer />
      </main>
      <footer class="foot">
        <span>Weisu 未诉</span>
        {state && <span>{text[state.engine]}</span>}
        <a href="/api/openapi.json">{text.api}</a>
      </footer>
    </>
  )
}
