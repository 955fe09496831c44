import { MESSAGES } from '../i18n/messages.ts'
import { path } from '../state/address.ts'
import { language } from '../state/language.ts'
import { linkTo } from '../state/view.ts'
import { Freshness } from './freshness.tsx'
import { Link } from './link.tsx'
import { Tools } from './tools.tsx'

/** The head of every page: whose it is, the way around, how fresh the data are, how it looks. */
export function Masthead() {
  const text = MESSAGES[language.value]
  const pages = [
    { page: '/', name: text.today, current: path.value === '/' },
    { page: '/ahead', name: text.ahead, current: path.value.startsWith('/ahead') },
    { page: '/briefings', name: text.briefings, current: path.value.startsWith('/briefings') },
    { page: '/data', name: text.data, current: path.value.startsWith('/data') },
  ]
  return (
    <>
      <a class="skip" href="#content">
        {text.skip}
      </a>
      <header class="masthead">
        <Link class="brand" href={linkTo('/')}>
          <span class="seal" lang="zh-CN" aria-hidden="true">
            <span>未</span>
            <span>诉</span>
          </span>
          <span class="brand-name">
            Weisu <span lang="zh-CN">未诉</span>
          </span>
          <span class="brand-motto">{text.motto}</span>
        </Link>
        <nav aria-label={text.pages}>
          <ul class="pages">
            {pages.map(({ page, name, current }) => (
              <li key={page}>
                <Link href={linkTo(page)} current={current}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <Freshness />
        <Tools />
      </header>
    </>
  )
}
