import type { Language } from '../../i18n/text.ts'
import type { MatrixMode } from '../../state/view-url.ts'

interface MatrixText {
  title: (measure: string, row: string, column: string) => string
  summary: (title: string, days: string, highest: string | null) => string
  highest: (row: string, column: string, value: string) => string
  modes: Record<MatrixMode, string>
  chooseMode: string
  /** What the numbers of each way of showing are. */
  meanings: Record<MatrixMode, string>
  total: string
  expected: string
  ratio: string
  filter: string
  nothing: string
  few: string
}

export const TEXT: Record<Language, MatrixText> = {
  en: {
    title: (measure, row, column) => `${measure}: ${row.toLowerCase()} by ${column.toLowerCase()}`,
    summary: (title, days, highest) => `${title}, ${days}${highest ? `; ${highest}` : ''}.`,
    highest: (row, column, value) => `highest ${row} in ${column}: ${value}`,
    modes: { level: 'Level', change: 'Change', expected: 'Unusual' },
    chooseMode: 'What the cells show',
    meanings: {
      level: 'Each cell: the value in the period. Stronger colour needs more attention',
      change: 'Each cell: change on the period before',
      expected:
        'Each cell: times what its row and column let expect; coloured where chance hardly explains it',
    },
    total: 'Total',
    expected: 'To be expected',
    ratio: 'Times what was expected',
    filter: 'Click or Enter: show these alone.',
    nothing: 'No complaints in this period.',
    few: 'Italics: few cases',
  },
  zh: {
    title: (measure, row, column) => `${measure}：${row} × ${column}`,
    summary: (title, days, highest) => `${title}，${days}${highest ? `；${highest}` : ''}。`,
    highest: (row, column, value) => `最高为${column}的${row}：${value}`,
    modes: { level: '数值', change: '变化', expected: '异常' },
    chooseMode: '单元格显示',
    meanings: {
      level: '各单元格为期内数值，颜色越醒目越需关注',
      change: '各单元格为与上一时段相比的变化',
      expected: '各单元格为按行列合计推算应有数量的倍数；偶然波动难以解释的才着色',
    },
    total: '合计',
    expected: '推算应有',
    ratio: '为推算的倍数',
    filter: '单击或回车：只看该类该区。',
    nothing: '该时段没有诉求。',
    few: '斜体：件数较少',
  },
}
