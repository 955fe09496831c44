import type {
  AskedQuestion,
  Chart,
  DailyNotification,
  Fact,
  Language,
  Piece,
  Prose,
  Section,
  Table,
} from '../document.ts'
import { formatFact, writeValue } from '../format.ts'
import { nameWeekday } from '../wording.ts'
import { escapeHtml } from './escape.ts'
import { questionsBehind } from './sources.ts'
import { STYLE } from './style.ts'

const WORDS = {
  en: {
    tag: 'en',
    issue: (year: string, number: string) => `No. ${number} of ${year}`,
    made: (time: string) => `Made at ${time}`,
    sources: 'Sources',
    version: (version: number) =>
      `Every number is the answer to one of these Questions, or computed from such answers, at data version ${version}.`,
    through: (time: string) => ` Cut-off of the data: ${time}.`,
    source: 'Source',
  },
  zh: {
    tag: 'zh-CN',
    issue: (year: string, number: string) => `${year}年第${number}期`,
    made: (time: string) => `${time}制`,
    sources: '数据来源',
    version: (version: number) =>
      `文中每个数字均为下列问题之一的答案，或由其计算得出，数据版本${version}。`,
    through: (time: string) => `数据截至${time}。`,
    source: '来源',
  },
} as const

function writePiece(piece: Piece, facts: Record<string, Fact>, language: Language): string {
  if (typeof piece === 'string') return escapeHtml(piece)
  if ('name' in piece) return escapeHtml(piece.name.names[language])
  const fact = facts[piece.fact]
  if (!fact) return ''
  const text = escapeHtml(formatFact(fact, language, piece.as))
  const value = fact.value === null ? '' : String(fact.value)
  return `<data value="${escapeHtml(value)}" data-fact="${fact.id}">${text}</data>`
}

/** Small links to the Questions behind what stands before them. */
function writeRefs(ids: readonly string[], language: Language): string {
  if (ids.length === 0) return ''
  const links = ids.map((id) => {
    const number = id.slice(1)
    return `<a href="#${id}" aria-label="${WORDS[language].source} ${number}">${number}</a>`
  })
  return `<span class="ref">[${links.join(', ')}]</span>`
}

function writeProse(document: DailyNotification, prose: Prose, language: Language): string {
  const words = prose.map((piece) => writePiece(piece, document.facts, language)).join('')
  return `${words}${writeRefs(questionsBehind(prose, document), language)}`
}

function writeTable(document: DailyNotification, table: Table, language: Language): string {
  const { columns, rows, title } = table
  const pieces = rows.flat().filter((cell) => typeof cell === 'string' || !('en' in cell))
  const refs = writeRefs(questionsBehind(pieces as Piece[], document), language)
  const head = columns
    .map(
      ({ names, numeric }) =>
        `<th scope="col"${numeric ? ' class="n"' : ''}>${escapeHtml(names[language])}</th>`,
    )
    .join('')
  const body = rows
    .map((row) => {
      const cells = row.map((cell, i) => {
        const text =
          typeof cell === 'object' && 'en' in cell
            ? escapeHtml(cell[language])
            : writePiece(cell, document.facts, language)
        if (i === 0) return `<th scope="row">${text}</th>`
        return `<td${columns[i]?.numeric ? ' class="n"' : ''}>${text}</td>`
      })
      return `<tr>${cells.join('')}</tr>`
    })
    .join('')
  const caption = `<caption>${escapeHtml(title[language])}${refs}</caption>`
  return `<div class="scroll${columns.length > 5 ? ' wide' : ''}"><table>${caption}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}

function writeChart({ title, questions, svg }: Chart, language: Language): string {
  const label = escapeHtml(title[language])
  return `<figure><figcaption>${label}${writeRefs(questions, language)}</figcaption><div role="img" aria-label="${label}">${svg[language]}</div></figure>`
}

function writeSection(
  document: DailyNotification,
  { id, title, paragraphs, charts, tables }: Section,
  language: Language,
): string {
  return [
    `<section class="told" id="${id}"><h2>${escapeHtml(title[language])}</h2>`,
    ...paragraphs.map((one) => `<p>${writeProse(document, one[language], language)}</p>`),
    ...charts.map((chart) => writeChart(chart, language)),
    tables.length === 0
      ? ''
      : `<div class="tables">${tables.map((table) => writeTable(document, table, language)).join('')}</div>`,
    '</section>',
  ].join('\n')
}

function writeSource({ id, names, question }: AskedQuestion, language: Language): string {
  return `<li id="${id}" value="${id.slice(1)}">${escapeHtml(names[language])}<br><code>${escapeHtml(JSON.stringify(question))}</code></li>`
}

/**
 * A daily notification as one page that stands alone: no script, nothing from elsewhere, one style
 * sheet inside (STYLE), the charts inline.
 */
export function writeHtml(document: DailyNotification, language: Language): string {
  const words = WORDS[language]
  const { title, day, number, madeAt, headline, sections, questions, version, through } = document
  const date = writeValue(day, 'day')[language]
  const weekday = nameWeekday(day)[language]
  const head = escapeHtml(title[language])
  return `<!doctype html>
<html lang="${words.tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${head} ${day}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<h1>${head}</h1>
<p class="line"><span>${escapeHtml(words.issue(day.slice(0, 4), String(number.value)))}</span><time datetime="${day}">${escapeHtml(date)} ${weekday}</time><span>${escapeHtml(words.made(writeValue(madeAt, 'time')[language]))}</span></p>
<hr class="rule">
</header>
<p class="lead">${headline[language].map((piece) => writePiece(piece, document.facts, language)).join('')}</p>
${sections.map((section) => writeSection(document, section, language)).join('\n')}
<section class="sources" id="sources"><h2>${words.sources}</h2>
<p>${escapeHtml(words.version(version))}${through === null ? '' : escapeHtml(words.through(writeValue(through, 'time')[language]))}</p>
<ol>${questions.map((question) => writeSource(question, language)).join('\n')}</ol>
</section>
</main>
</body>
</html>
`
}
