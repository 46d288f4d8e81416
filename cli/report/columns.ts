import type { Style } from './style';

export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly right?: boolean;
  readonly style?: (text: string, row: Row) => string;
}

/** A table with a line of titles, each column as wide as its widest text; no spaces at line ends. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[], style: Style): string[] {
  const widths = columns.map(({ title, text }) => Math.max(title.length, ...rows.map((row) => text(row).length)));
  const line = (cell: (column: Column<Row>) => [text: string, styled: string]) =>
    columns
      .map((column, index) => {
        const [text, styled] = cell(column);
        const space = ' '.repeat(widths[index]! - text.length);
        return column.right ? space + styled : styled + space;
      })
      .join('  ')
      .trimEnd();
  const titles = line(({ title }) => [title, style('gray', title)]);
  const body = rows.map((row) =>
    line(({ text, style: paint }) => [text(row), paint ? paint(text(row), row) : text(row)]),
  );
  return [titles, ...body];
}
