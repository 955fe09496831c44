import type { ComponentChildren } from 'preact'
import { MESSAGES } from '../i18n/messages.ts'
import type { Language } from '../i18n/text.ts'
import { health } from '../state/freshness.ts'
import { language } from '../state/language.ts'
import { change, city, type View, view } from '../state/view.ts'
import { THEMES, type Theme } from '../theme/theme.ts'

const LANGUAGES: { id: Language; tag: string; name: string; short: string }[] = [
  { id: 'en', tag: 'en', name: 'English', short: 'EN' },
  { id: 'zh', tag: 'zh-CN', name: '中文', short: '中文' },
]

const ICONS: Record<Theme | 'print', ComponentChildren> = {
  auto: <path d="M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11" fill-rule="evenodd" />,
  light: (
    <path d="M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8 13 13M13 3l-1.2 1.2M4.2 11.8 3 13" />
  ),
  dark: <path d="M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7" />,
  print: <path d="M4.5 6V2h7v4M4.5 11.5H2V6h12v5.5h-2.5M4.5 9.5h7V14h-7z" />,
}

function Icon({ of }: { of: keyof typeof ICONS }) {
  return (
    <svg class={`icon icon-${of}`} viewBox="0 0 16 16" aria-hidden="true">
      {ICONS[of]}
    </svg>
  )
}

/** City, language, appearance, print. */
export function Tools() {
  const text = MESSAGES[language.value]
  return (
    <div class="tools">
      <CityChoice />
      <fieldset class="segments languages">
        <legend class="hidden">{text.chooseLanguage}</legend>
        {LANGUAGES.map(({ id, tag, name, short }) => (
          <button
            key={id}
            type="button"
            lang={tag}
            title={name}
            aria-pressed={language.value === id}
            onClick={() => change({ language: id })}
          >
            {short}
          </button>
        ))}
      </fieldset>
      <fieldset class="segments themes">
        <legend class="hidden">{text.theme}</legend>
        {THEMES.map((theme) => (
          <button
            key={theme}
            type="button"
            title={text.themes[theme]}
            aria-label={text.themes[theme]}
            aria-pressed={view.value.theme === theme}
            onClick={() => change({ theme })}
          >
            <Icon of={theme} />
          </button>
        ))}
      </fieldset>
      <button
        type="button"
        class="print-button"
        title={text.print}
        aria-label={text.print}
        onClick={() => print()}
      >
        <Icon of="print" />
      </button>
    </div>
  )
}

/** A city knows neither the members nor, perhaps, the measure of another one. */
const UNFILTERED: Partial<View> = { where: [], cases: false, measure: 'complaints' }

/** Which city, where the server has more than one with data. */
function CityChoice() {
  const lang = language.value
  const cities = health.value?.cities.filter(({ version }) => version > 0) ?? []
  if (cities.length < 2) return null
  return (
    <select
      class="city-choice"
      aria-label={MESSAGES[lang].chooseCity}
      value={city.value?.id}
      onChange={(event) => change({ ...UNFILTERED, city: event.currentTarget.value })}
    >
      {cities.map(({ id, names }) => (
        <option key={id} value={id}>
          {names[lang]}
        </option>
      ))}
    </select>
  )
}
