import type { ReactNode } from 'react';

interface Column<Row> {
  key: string;
  heading: string;
  cell: (row: Row) => ReactNode;
  align?: 'left' | 'right';
}

interface DataTableProps<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
}

/** A dense table for work: 36 px rows, headings that stay, sideways scroll inside its own box. */
export function DataTable<Row>({ caption, columns, rows, rowKey }: DataTableProps<Row>) {
  return (
    <div className="overflow-x-auto rounded-card border border-hairline bg-card">
      <table className="w-full border-collapse text-15">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-hairline text-left text-13 text-muted">
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={`h-9 px-3 font-semibold whitespace-nowrap ${column.align === 'right' ? 'text-right' : ''}`}
              >
                {column.heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-hairline">
          {rows.map((row) => (
            <tr key={rowKey(row)} className="hover:bg-sunken">
              {columns.map((column) => (
                <td
                  key={column.key}
                  className={`h-9 px-3 whitespace-nowrap ${column.align === 'right' ? 'figures text-right' : ''}`}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
