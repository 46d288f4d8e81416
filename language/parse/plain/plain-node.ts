import type { AstNode, CstNode, RootCstNode } from 'langium';

/** Where a node of a plain text stands: as much of Langium's concrete tree as is asked for. */
export class PlainNode implements CstNode {
  constructor(
    readonly root: PlainRoot,
    readonly astNode: AstNode,
    readonly offset: number,
    readonly end: number,
  ) {}

  get hidden(): boolean {
    return false;
  }

  get length(): number {
    return this.end - this.offset;
  }

  get text(): string {
    return this.root.fullText.slice(this.offset, this.end);
  }

  get range(): CstNode['range'] {
    return { start: positionIn(this.root.fullText, this.offset), end: positionIn(this.root.fullText, this.end) };
  }
}

/** The text that plain nodes stand in, and the node that is all of it. */
export class PlainRoot implements RootCstNode {
  readonly content: readonly CstNode[] = [];
  readonly hidden = false;
  offset = 0;
  end = 0;
  #astNode: AstNode | undefined;

  constructor(readonly fullText: string) {}

  /** The node that was parsed from the whole text. */
  close(astNode: AstNode, offset: number, end: number): void {
    this.#astNode = astNode;
    this.offset = offset;
    this.end = end;
  }

  get astNode(): AstNode {
    return this.#astNode!;
  }

  get root(): RootCstNode {
    return this;
  }

  get length(): number {
    return this.end - this.offset;
  }

  get text(): string {
    return this.fullText.slice(this.offset, this.end);
  }

  get range(): CstNode['range'] {
    return { start: positionIn(this.fullText, this.offset), end: positionIn(this.fullText, this.end) };
  }
}

function positionIn(text: string, offset: number): CstNode['range']['start'] {
  const before = text.slice(0, offset).split(/\r\n?|\n/);
  return { line: before.length - 1, character: before.at(-1)!.length };
}
