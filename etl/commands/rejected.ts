import { select } from '../../sql/node/run.ts'
import type { CommandContext } from './context.ts'
import { requireOption, UsageError } from './usage.ts'

interface RejectedRow {
  line: number
  reasons: string[]
  raw: string
}

/** Rows that are read at once. */
const PAGE = 10_000

/** The rejected rows of a batch, in the file's order, page by page. */
async function* readRejected(context: CommandContext, batch: number) {
  for (let after = 0; ; ) {
    const rows = await select<RejectedRow>(
      context.warehouse,
      `SELECT line, reasons, raw FROM rejected
        WHERE batch = {batch:UInt32} AND line > {after:UInt64}
        ORDER BY line LIMIT {page:UInt32}`,
      { batch, after, page: PAGE },
    )
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = last.line
  }
}

/** `rejected --batch N [--json]`: the rows of a batch that are no complaints, as they came, and why. */
export async function runRejected(
  context: CommandContext,
  options: Record<string, unknown>,
): Promise<boolean> {
  const batch = Number(requireOption(options, 'batch'))
  if (!Number.isInteger(batch) || batch < 1 || batch > 0xffffffff) {
    throw new UsageError('--batch must be the number of a batch, as `status` shows it.')
  }
  for await (const row of readRejected(context, batch)) {
    const text = options.json
      ? JSON.stringify(row)
      : `line ${row.line}: ${row.reasons.join('; ')}\n  ${row.raw.replaceAll('\n', '\n  ')}`
    process.stdout.write(`${text}\n`)
  }
  return true
}
