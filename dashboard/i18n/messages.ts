import { en } from './en.ts'
import type { Language, Messages } from './text.ts'
import { zh } from './zh.ts'

export const MESSAGES: Record<Language, Messages> = { en, zh }
