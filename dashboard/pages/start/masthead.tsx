import { MESSAGES } from '../../i18n/messages.ts'
import type { Language } from '../../i18n/text.ts'
import { language } from '../../state/language.ts'
import { change } from '../../state/view.ts'

const LANGUAGES: { id: Language; tag: string; name: string }[] = [
  { id: 'en', tag: 'en', name: 'English' },
  { id: 'zh', tag: 'zh-CN', name: '中文' },
]

export function Masthead() {
  const text = MESSAGES[language.value]
  return (
    <header>
      <div class="brand">
        <span class="seal" lang="zh-CN" aria-hidden="true">
          <span>未</span>
          <span>诉</span>
        </span>
        <div>
          <p class="name">
            Weisu <span lang="zh-CN">未诉</span>
          </p>
          <h1>{text.tagline}</h1>
          <p class="lead">{text.lead}</p>
        </div>
      </div>
      <fieldset class="languages">
        <legend class="hidden">{text.chooseLanguage}</legend>
        {LANGUAGES.map(({ id, tag, name }) => (
          <button
            key={id}
            type="button"
            lang={tag}
            aria-pressed={language.value === id}
            onClick={() => change({ language: id })}
          >
            {name}
          </button>
        ))}
      </fieldset>
    </header>
  )
}
