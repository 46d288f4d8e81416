/** Text for people as Markdown shows it unchanged; code in back quotes stays code. */
export function prose(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith('`') ? part : part.replace(/[\\<>*[\]]/g, '\\$&').replace(/(?<!\w)_|_(?!\w)/g, '\\_'),
    )
    .join('');
}

/** In a table's cell, where a bar would end it. */
export function cell(text: string): string {
  return text.replaceAll('\n', ' ').replaceAll('|', '\\|');
}

export function row(...cells: readonly string[]): string {
  return `| ${cells.map(cell).join(' | ')} |`;
}

export function code(text: string): string {
  return `\`${text}\``;
}

/** A block of rule text; the fence is longer than any in it. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}fence\n${text}\n${fence}`;
}

/** The anchors of a page's headings, as they are made from the headings' texts. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  const times = new Map<string, number>();
  for (const heading of headingsOf(page)) {
    const slug = slugOf(heading);
    const before = times.get(slug) ?? 0;
    times.set(slug, before + 1);
    anchors.add(before === 0 ? slug : `${slug}-${before}`);
  }
  for (const [, id] of page.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(id!);
  return anchors;
}

function headingsOf(page: string): string[] {
  const withoutCode = page.replace(/^(`{3,}).*\n[\s\S]*?^\1$/gm, '');
  return [...withoutCode.matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading]) => heading!.trim());
}

function slugOf(heading: string): string {
  const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
  return text.replace(/[^\p{L}\p{N}\p{M} _-]/gu, '').replaceAll(' ', '-');
}
