/**
 * The elements of an SVG text, read by a parser that refuses what is no well-formed XML.
 *
 * @module
 */

/** An element. */
export interface Element {
  /** Its name. */
  readonly name: string;
  /** Its attributes. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Text directly in it. */
  text: string;
  /** By how much it is moved by those around it. */
  readonly moved: readonly [number, number];
}

const NAMED: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

function plain(text: string): string {
  // deno-lint-ignore no-control-regex -- XML has no way to write them
  if (/[<\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text) || !text.isWellFormed()) {
    throw new SyntaxError(`no text of XML: ${JSON.stringify(text)}`);
  }
  return text.replace(/&[^;]*;?/g, (it) => {
    if (!(it in NAMED)) throw new SyntaxError(`no entity: ${it}`);
    return NAMED[it]!;
  });
}

/** All elements in order; throws a SyntaxError for what is not well-formed. */
export function elementsOf(svg: string): Element[] {
  const found: Element[] = [];
  const open: Element[] = [];
  let rest = svg;
  while (rest !== "") {
    const end = /^<\/([a-z]+)>/i.exec(rest);
    const tag = /^<([a-z]+)((?:\s+[a-z0-9:-]+="[^"<]*")*)\s*(\/?)>/i.exec(rest);
    const text = /^[^<]+/.exec(rest);
    const match = end ?? tag ?? text;
    if (!match) throw new SyntaxError(`no XML: ${rest.slice(0, 60)}`);
    rest = rest.slice(match[0].length);
    if (end) {
      if (open.pop()?.name !== end[1]) throw new SyntaxError(`ends what is not open: ${end[0]}`);
    } else if (tag) {
      if (open.length === 0 && found.length > 0) throw new SyntaxError("two roots");
      const attributes: Record<string, string> = {};
      for (const [, name, value] of tag[2]!.matchAll(/([a-z0-9:-]+)="([^"]*)"/gi)) {
        if (Object.hasOwn(attributes, name!)) throw new SyntaxError(`twice: ${name}`);
        attributes[name!] = plain(value!);
        if (/NaN|Infinity|undefined|null/.test(value!) && name !== "href") {
          throw new SyntaxError(`${name}="${value}"`);
        }
      }
      const [, x = "0", y = "0"] = /^translate\((\S+) ([^)]+)\)/.exec(attributes.transform ?? "") ??
        [];
      const [a, b] = open.at(-1)?.moved ?? [0, 0];
      const moved = [a + Number(x), b + Number(y)] as const;
      const element: Element = { name: tag[1]!, attributes, text: "", moved };
      found.push(element);
      if (tag[3] === "") open.push(element);
    } else {
      if (open.length === 0) throw new SyntaxError(`text outside: ${text![0]}`);
      open.at(-1)!.text += plain(text![0]);
    }
  }
  if (open.length > 0 || found.length === 0) throw new SyntaxError("an element does not end");
  return found;
}

/** The elements of a name. */
export function named(svg: string, name: string): Element[] {
  return elementsOf(svg).filter((it) => it.name === name);
}

/** The texts of an SVG. */
export function textsOf(svg: string): string[] {
  return named(svg, "text").map(({ text }) => text);
}

/** Where an element stands in the picture, by two of its attributes. */
export function placeOf(element: Element, x: string, y: string): readonly [number, number] {
  const { attributes, moved } = element;
  return [Number(attributes[x]) + moved[0], Number(attributes[y]) + moved[1]];
}

/** The runs of a path of straight lines. */
export function runsOf(element: Element): number[][][] {
  return element.attributes.d!.split("M").slice(1).map((run) =>
    run.split("L").map((point) => point.split(" ").map(Number))
  );
}
