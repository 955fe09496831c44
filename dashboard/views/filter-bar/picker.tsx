import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { formatCount } from '../../i18n/format.ts'
import { catalog } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import { change, view } from '../../state/view.ts'
import { clearFacet, countChosen, type Facet, toggle } from './facets.ts'
import { type Option, offer } from './options.ts'
import { Popover } from './popover.tsx'
import { TEXT } from './text.ts'

/** A button for one facet that opens a list to search and choose from. */
export function Picker({ facet }: { facet: Facet }) {
  const text = TEXT[language.value]
  const name = text.facets[facet.id]
  const count = countChosen(view.value.where, facet)
  return (
    <Popover
      id={`pick-${facet.id}`}
      title={name}
      class={`pick ${count > 0 ? 'picked' : ''}`}
      label={
        <>
          {name}
          {count > 0 && <span class="pick-count">{count}</span>}
        </>
      }
    >
      {(close) => <Choices facet={facet} name={name} close={close} />}
    </Popover>
  )
}

interface ChoicesProps {
  facet: Facet
  name: string
  close: () => void
}

function Choices({ facet, name, close }: ChoicesProps) {
  const lang = language.value
  const text = TEXT[lang]
  const typed = useSignal('')
  const active = useSignal<string | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const listId = `list-${facet.id}`
  const { where } = view.value
  const offered = catalog.value && offer(facet, catalog.value, where, typed.value, lang)
  const options = offered?.options ?? []
  const at = Math.max(
    0,
    options.findIndex(({ key, chosen }) => (active.value ? key === active.value : chosen)),
  )
  const current = options[at]

  useLayoutEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  }, [current?.key])

  const choose = ({ key, dimension, code }: Option) => {
    active.value = key
    change({ where: toggle(where, facet, dimension, code) })
  }
  const move = (to: number) => {
    active.value = options[Math.max(0, Math.min(options.length - 1, to))]?.key ?? null
  }
  const press = (event: KeyboardEvent) => {
    const steps: Record<string, () => void> = {
      ArrowDown: () => move(at + 1),
      ArrowUp: () => move(at - 1),
      PageDown: () => move(at + 8),
      PageUp: () => move(at - 8),
      Enter: () => current && choose(current),
    }
    const step = steps[event.key]
    if (!step || event.isComposing) return
    event.preventDefault()
    step()
  }
  return (
    <div class="choices">
      <input
        type="text"
        role="combobox"
        aria-label={text.search(name)}
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={current && `${listId}-${at}`}
        placeholder={offered ? text.searchAll(formatCount(offered.all, lang)) : ''}
        autocomplete="off"
        spellcheck={false}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value
          active.value = null
        }}
        onKeyDown={press}
      />
      <div
        id={listId}
        ref={list}
        role="listbox"
        aria-label={name}
        aria-multiselectable="true"
        onMouseDown={(event) => event.preventDefault()}
      >
        {options.map((option, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the search field takes the keys.
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the search field.
          <div
            key={option.key}
            id={`${listId}-${i}`}
            role="option"
            aria-selected={option.chosen}
            data-active={i === at || undefined}
            data-depth={option.depth}
            onClick={() => choose(option)}
          >
            <span class="tick" aria-hidden="true" />
            <span>
              {option.name}
              {option.path && <span class="option-path">{option.path}</span>}
            </span>
          </div>
        ))}
      </div>
      {offered && options.length === 0 && <p class="choices-note">{text.noneFound}</p>}
      {offered && offered.more > 0 && (
        <p class="choices-note">{text.more(formatCount(offered.more, lang))}</p>
      )}
      <div class="choices-end">
        <button
          type="button"
          class="quiet"
          disabled={countChosen(where, facet) === 0}
          onClick={() => change({ where: clearFacet(where, facet) })}
        >
          {text.clear}
        </button>
        <button type="button" onClick={close}>
          {text.done}
        </button>
      </div>
    </div>
  )
}
