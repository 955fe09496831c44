import type { ComponentChildren } from 'preact'

interface NumberTableProps {
  caption: string
  /** The heading of the first column, which names the rows, and those of the numbers. */
  columns: string[]
  rows: { key: string; name: ComponentChildren; numbers: string[] }[]
}

/** The numbers of a chart as a table. */
export function NumberTable({ caption, columns, rows }: NumberTableProps) {
  return (
    <table class="number-table">
      <caption class="hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((name, index) => (
            <th key={name} scope="col" class={index === 0 ? '' : 'number'}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, numbers }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            {numbers.map((number, index) => (
              <td key={columns[index + 1]} class="number">
                {number}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
