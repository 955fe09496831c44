/** A text in the languages that people read Weisu in. */
export interface Labels {
  en: string
  zh: string
}
