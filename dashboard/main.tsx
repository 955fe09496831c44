import { render } from 'preact'
import { StartPage } from './pages/start/start-page.tsx'
import { keepFresh } from './state/freshness.ts'
import { followLanguage } from './state/language.ts'

const page = document.getElementById('page')
if (page) {
  followLanguage()
  keepFresh()
  render(<StartPage />, page)
}
