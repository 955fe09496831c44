import type { Language } from '../../i18n/text.ts'

export const TEXT: Record<Language, { title: string; lead: string }> = {
  en: {
    title: 'Ahead',
    lead: 'How many complaints are to be expected, and where they begin to gather.',
  },
  zh: { title: '前瞻', lead: '预计会有多少诉求，哪里开始聚集。' },
}
