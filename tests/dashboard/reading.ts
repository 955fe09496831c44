import type { Page } from 'playwright-core'
import type { Row } from '../../sql/model/answer.ts'
import type { MeasureId } from '../../sql/model/measures.ts'

/** What is there once the headline numbers are shown. */
export const HEADLINE = ['.tile[data-measure=repeatRate] .change-on', '.views .panel']
/** What is there once the views are drawn. */
export const DRAWN = [
  '#trend .lines path',
  '#week .cells rect',
  '#matrix .matrix-cell',
  '#bars .bar-now',
]

export const countOf = (row: Row | undefined): number => Number(row?.complaints ?? 0)
export const tipOf = (page: Page) => page.locator('[role=tooltip]')
export const addressOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams)
export const tileOf = (page: Page, measure: MeasureId) =>
  page.locator(`.tile[data-measure=${measure}]`)
export const figureOf = async (page: Page, measure: MeasureId) =>
  (await tileOf(page, measure).locator('.tile-value').textContent())?.trim()

/** The numbers of a panel's table, by the name of their row. */
export async function readTable(page: Page, panel: string): Promise<Record<string, string[]>> {
  await page.locator(`#${panel}`).getByRole('button', { name: 'As table' }).click()
  const rows = await page
    .locator(`#${panel} .panel-table tbody tr`)
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')))
  return Object.fromEntries(rows.map(([name, ...numbers]) => [name ?? '', numbers]))
}
