import { render } from 'preact'
import { App } from './frame/app.tsx'
import { followPrinting } from './frame/printing.ts'
import { followAddress } from './state/address.ts'
import { keepAsking } from './state/asking.ts'
import { followCatalog } from './state/catalog.ts'
import { keepFresh } from './state/freshness.ts'
import { followMembers } from './state/known-members.ts'
import { followLook } from './state/language.ts'
import { followCubes } from './state/local-cubes.ts'

const page = document.getElementById('page')
if (page) {
  followPrinting()
  followAddress()
  followLook()
  keepFresh()
  followCatalog()
  followMembers()
  keepAsking()
  followCubes()
  render(<App />, page)
}
