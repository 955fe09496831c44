/** A named column of a layer. */
export type Definition = readonly [name: string, sql: string]

/**
 * Stacks definitions as nested selects, each of which sees the columns of all before it. One level a
 * dependency keeps every expression written, and computed, once.
 */
export function stackLayers(from: string, layers: readonly (readonly Definition[])[]): string {
  return layers
    .filter((layer) => layer.length > 0)
    .reduce((inner, layer) => {
      const columns = layer.map(([name, sql]) => `${sql} AS ${name}`)
      return `(SELECT *, ${columns.join(',\n  ')}\nFROM ${inner})`
    }, from)
}
