import { joined } from '../../marks/joined.ts'
import type { BarLayout, PlacedBar } from './layout.ts'

export interface BarWords {
  name: (bar: PlacedBar) => string
  value: (bar: PlacedBar) => string
  /** The denominator, or nothing. */
  of: (bar: PlacedBar) => string
  change: (bar: PlacedBar) => string
}

const ARROWS = { up: '▲', down: '▼', level: '●' } as const

const percent = (share: number): string => `${100 * share}%`

const part = (parent: Element, tag: string, name: string): HTMLElement => {
  const element = joined<HTMLElement, { key: string }>(parent, tag, [{ key: name }]).node()
  return element as HTMLElement
}

const PARTS = ['name', 'track', 'value', 'change'].map((key) => ({ key }))

/** Draws ranked bars as a list of buttons; those of `chosen` are filtered by. */
export function drawBars(
  list: HTMLOListElement,
  placed: BarLayout,
  words: BarWords,
  chosen: readonly string[],
): void {
  list.dataset.mark = placed.mark
  joined<HTMLLIElement, PlacedBar>(list, 'li', placed.bars).each(function (bar) {
    const button = part(this, 'button', 'bar')
    button.setAttribute('type', 'button')
    button.setAttribute('aria-pressed', String(chosen.includes(bar.key)))
    button.dataset.place = String(bar.place)
    button.className = bar.bar.small ? 'bar-small' : ''
    const [name, track, value, change] = joined<HTMLElement, { key: string }>(button, 'span', PARTS)
      .attr('class', ({ key }) => `bar-${key}`)
      .nodes()
    if (!name || !track || !value || !change) return
    name.textContent = words.name(bar)
    drawTrack(track, bar)
    part(value, 'b', 'value').textContent = words.value(bar)
    const of = words.of(bar)
    joined<HTMLElement, { key: string }>(value, 'small', of ? [{ key: 'of' }] : []).text(` ${of}`)
    drawChange(change, bar, words.change(bar))
  })
}

function drawTrack(track: HTMLElement, { share, lastYear }: PlacedBar): void {
  joined<HTMLElement, { key: string; share: number }>(
    track,
    'i',
    share === null ? [] : [{ key: 'now', share }],
  )
    .attr('class', 'bar-now')
    .each(function (now) {
      this.style.setProperty('--share', percent(now.share))
    })
  joined<HTMLElement, { key: string; share: number }>(
    track,
    'em',
    lastYear === null ? [] : [{ key: 'before', share: lastYear }],
  )
    .attr('class', 'bar-before')
    .each(function (before) {
      this.style.setProperty('--share', percent(before.share))
    })
}

function drawChange(change: HTMLElement, { direction, turn, bar }: PlacedBar, text: string): void {
  const kind = turn === 1 ? 'better' : turn === -1 ? 'worse' : 'same'
  change.className = `bar-change ${bar.smallBefore ? 'same' : kind}`
  const arrow = joined<HTMLElement, { key: string }>(
    change,
    'i',
    direction === null ? [] : [{ key: 'arrow' }],
  )
  arrow.attr('aria-hidden', 'true').text(direction === null ? '' : ARROWS[direction])
  part(change, 'span', 'text').textContent = text
}
