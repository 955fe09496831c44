export const THEMES = ['auto', 'light', 'dark'] as const
/** `auto`: as the reader's system has it. */
export type Theme = (typeof THEMES)[number]
