/**
 * Lays out nested groups of words in lines, as IPython does: a group stays on one line if it fits,
 * and otherwise breaks at all its separators, outer groups first.
 *
 * @module
 */
import { textLength } from "./python_string.ts";

/** Words that belong together. */
class Group {
  readonly depth: number;
  /** Separators that wait in the buffer. */
  pending = 0;
  broken = false;

  constructor(depth: number) {
    this.depth = depth;
  }
}

/** Something that waits until it is known whether it fits. */
type Waiting = { text: string; width: number; group?: Group; indent?: number };

/** Receives words and separators and gives lines of at most `width` characters where it can. */
export class PrettyPrinter {
  readonly #width: number;
  readonly #stack: Group[] = [new Group(0)];
  /** Groups that have not been broken, by depth. */
  readonly #open: Group[][] = [[this.#stack[0]!]];
  #waiting: Waiting[] = [];
  #waitingWidth = 0;
  #output = "";
  #column = 0;
  #indent = 0;

  /** Lines have at most `width` characters, where words allow it. */
  constructor(width: number) {
    this.#width = width;
  }

  /** Adds a word without line breaks. */
  text(text: string): void {
    const width = textLength(text);
    if (this.#waiting.length === 0) {
      this.#output += text;
      this.#column += width;
      return;
    }
    this.#waiting.push({ text, width });
    this.#waitingWidth += width;
    this.#breakWhileTooWide();
  }

  /** Adds a place that is a space or a line break. */
  separator(): void {
    const group = this.#stack.at(-1)!;
    if (group.broken) return this.#newLine();
    group.pending += 1;
    this.#waiting.push({ text: " ", width: 1, group, indent: this.#indent });
    this.#waitingWidth += 1;
    this.#breakWhileTooWide();
  }

  /** Adds a line break; the outermost group that can break does so, too. */
  lineBreak(): void {
    const group = this.#nextToBreak();
    if (group !== undefined) this.#writeOut(group);
    this.#newLine();
  }

  /** Runs `write` in a group of its own, indented by the width of what opens it. */
  group(open: string, close: string, write: () => void): void {
    if (open !== "") this.text(open);
    const group = new Group(this.#stack.at(-1)!.depth + 1);
    this.#stack.push(group);
    (this.#open[group.depth] ??= []).push(group);
    this.#indent += open.length;
    write();
    this.#indent -= open.length;
    this.#stack.pop();
    if (group.pending === 0) this.#close(group);
    if (close !== "") this.text(close);
  }

  /** Everything, laid out. */
  finish(): string {
    this.#flush();
    return this.#output;
  }

  #close(group: Group): void {
    const groups = this.#open[group.depth]!;
    const at = groups.indexOf(group);
    if (at >= 0) groups.splice(at, 1);
  }

  #newLine(): void {
    this.#flush();
    this.#output += `\n${" ".repeat(this.#indent)}`;
    this.#column = this.#indent;
  }

  #flush(): void {
    for (const item of this.#waiting) this.#write(item);
    this.#waiting = [];
    this.#waitingWidth = 0;
  }

  #write({ text, width, group, indent }: Waiting): void {
    if (group !== undefined) {
      group.pending -= 1;
      if (group.broken) {
        this.#output += `\n${" ".repeat(indent!)}`;
        this.#column = indent!;
        return;
      }
      if (group.pending === 0) this.#close(group);
    }
    this.#output += text;
    this.#column += width;
  }

  /** The outermost group with a separator that waits, from now on broken. */
  #nextToBreak(): Group | undefined {
    for (const groups of this.#open) {
      for (let i = groups.length - 1; i >= 0; i--) {
        const group = groups[i]!;
        if (group.pending === 0) continue;
        // IPython counts from the other end here, and takes another group off its list.
        groups.splice(groups.length - 1 - i, 1);
        group.broken = true;
        return group;
      }
      for (const group of groups) group.broken = true;
      groups.length = 0;
    }
    return undefined;
  }

  #breakWhileTooWide(): void {
    while (this.#column + this.#waitingWidth > this.#width) {
      const group = this.#nextToBreak();
      if (group === undefined) return;
      this.#writeOut(group);
    }
  }

  /** Writes what waits up to the group's last separator, and the words after it. */
  #writeOut(group: Group): void {
    while (group.pending > 0) this.#writeFirst();
    while (this.#waiting.length > 0 && this.#waiting[0]!.group === undefined) this.#writeFirst();
  }

  #writeFirst(): void {
    const item = this.#waiting.shift()!;
    this.#waitingWidth -= item.width;
    this.#write(item);
  }
}
