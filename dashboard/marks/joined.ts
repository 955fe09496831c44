import { type BaseType, type Selection, select } from 'd3'

/** The group of a name in a chart, which holds one kind of marks; groups are drawn in the order of `names`. */
export function layerOf<Name extends string>(
  svg: SVGSVGElement,
  names: readonly Name[],
  name: Name,
): SVGGElement {
  const layers = select(svg)
    .selectAll<SVGGElement, Name>(':scope > g')
    .data(names, (one) => one)
    .join((enter) => enter.append('g').attr('class', (one) => one))
  return layers.nodes()[names.indexOf(name)] as SVGGElement
}

/** One mark of a tag for each datum, kept by its key as the data change. */
export function joined<Mark extends Element, Datum extends { key: string }>(
  parent: Element,
  tag: string,
  data: readonly Datum[],
): Selection<Mark, Datum, BaseType, unknown> {
  return select<BaseType, unknown>(parent)
    .selectAll<Mark, Datum>(`:scope > ${tag}`)
    .data(data, ({ key }) => key)
    .join((enter) => enter.append<Mark>(tag))
    .order()
}

/** Frames a chart. */
export function frame(
  svg: SVGSVGElement,
  { width, height }: { width: number; height: number },
): void {
  select(svg).attr('width', width).attr('height', height).attr('viewBox', `0 0 ${width} ${height}`)
}

/** Writes a text where it is another one, so that what stays need not be laid out again. */
export function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text
}
