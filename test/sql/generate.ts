/** A statement whose tables are all pinned, each by one link that nothing else replaces. */
export interface Generated {
  readonly links: number;
  /** The text; with a number, that link compares something else. */
  text(broken?: number): string;
}

/** A FROM item. An open one is pinned from outside, by its alias's tenant_id; a closed one pins itself. */
interface Item {
  readonly text: string;
  readonly alias: string;
  readonly open: boolean;
}

type Random = (below: number) => number;

/** The same statement for the same seed. */
export function generate(seed: number): Generated {
  const random = randomFrom(seed);
  const maker = new Maker(random);
  const template = maker.statement();
  return {
    links: maker.links,
    text: (broken) =>
      template.replace(/⟦(\d+)\|([^|]*)\|([^⟧]*)⟧/g, (_, at: string, whole: string, other: string) =>
        Number(at) === broken ? other : whole,
      ),
  };
}

function randomFrom(seed: number): Random {
  let state = (seed * 2654435761) >>> 0;
  return (below) => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return (state >>> 8) % below;
  };
}

class Maker {
  links = 0;
  private names = 0;

  constructor(private readonly random: Random) {}

  statement(): string {
    const query = this.query(3, undefined);
    const [first] = [this.alias()];
    switch (this.random(6)) {
      case 0:
        return `UPDATE orders SET x = 1 WHERE ${this.pin('orders')} AND id IN (SELECT id FROM (${query}) ${first})`;
      case 1:
        return `DELETE FROM orders WHERE id IN (SELECT id FROM (${query}) ${first}) AND ${this.pin('orders')}`;
      case 2:
        return `INSERT INTO orders (id, tenant_id) SELECT id, ${this.value()} FROM (${query}) ${first}`;
      case 3:
        return `WITH ${first} AS (${query}) SELECT * FROM ${first}`;
      default:
        return query;
    }
  }

  /** A SELECT of tenant_id and id, closed. With a partner, it is pinned by that instead of a parameter. */
  private query(depth: number, partner: string | undefined): string {
    const items = Array.from({ length: 1 + this.random(3) }, () => this.item(depth - 1));
    const [first, ...others] = items;
    const conditions: string[] = [];
    if (first!.open) conditions.push(partner === undefined ? this.pin(first!.alias) : this.link(first!.alias, partner));
    let from = first!.text;
    for (const other of others) {
      const kind = ['JOIN', 'LEFT JOIN', 'INNER JOIN'][this.random(3)]!;
      const on = other.open ? this.link(other.alias, first!.alias) : `${other.alias}.id = ${first!.alias}.id`;
      from += ` ${kind} ${other.text} ON ${on}`;
    }
    if (depth > 1 && this.random(3) === 0) {
      const not = this.random(2) === 0 ? 'NOT ' : '';
      conditions.push(`${not}EXISTS (${this.query(depth - 1, first!.alias)})`);
    }
    if (this.random(3) === 0) conditions.push(`(${first!.alias}.x = 1 OR ${first!.alias}.x = 2)`);
    const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
    const limit = this.random(4) === 0 ? ' LIMIT 5' : '';
    return `SELECT ${first!.alias}.tenant_id, ${first!.alias}.id, ${first!.alias}.x FROM ${from}${where}${limit}`;
  }

  private item(depth: number): Item {
    const alias = this.alias();
    if (depth <= 0 || this.random(2) === 0) return { text: `${this.table()} AS ${alias}`, alias, open: true };
    const inner = this.alias();
    const columns = `${inner}.tenant_id, ${inner}.id, ${inner}.x`;
    switch (this.random(5)) {
      case 0:
        return { text: `(SELECT ${columns} FROM ${this.table()} ${inner}) AS ${alias}`, alias, open: true };
      case 1:
        return {
          text: `(SELECT ${columns} FROM ${this.table()} ${inner} GROUP BY 1, 2, 3) AS ${alias}`,
          alias,
          open: true,
        };
      case 2: {
        const union = `SELECT tenant_id, id, x FROM ${this.table()} UNION ALL SELECT tenant_id, id, x FROM ${this.table()}`;
        return { text: `(${union}) AS ${alias}`, alias, open: true };
      }
      case 3: {
        const rest = `(SELECT ${columns} FROM ${this.table()} ${inner} WHERE ${this.pin(inner)} ORDER BY 2 LIMIT 9)`;
        return { text: `${rest} AS ${alias}`, alias, open: false };
      }
      default:
        return { text: `(${this.query(depth, undefined)}) AS ${alias}`, alias, open: false };
    }
  }

  private table(): string {
    return ['orders', 'items', 'public.users', 'notes'][this.random(4)]!;
  }

  private alias(): string {
    return `t${this.names++}`;
  }

  private pin(alias: string): string {
    return this.mark(`${alias}.tenant_id = $1`, `${alias}.id = $1`);
  }

  private link(one: string, other: string): string {
    const sides = this.random(2) === 0 ? [one, other] : [other, one];
    const broken =
      ['id', 'tenant_id'][this.random(2)] === 'id'
        ? `${one}.id = ${other}.id`
        : `${one}.tenant_id > ${other}.tenant_id`;
    return this.mark(`${sides[0]}.tenant_id = ${sides[1]}.tenant_id`, broken);
  }

  private value(): string {
    return this.mark('$1', 'id');
  }

  private mark(whole: string, broken: string): string {
    return `⟦${this.links++}|${whole}|${broken}⟧`;
  }
}
