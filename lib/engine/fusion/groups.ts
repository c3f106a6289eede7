/**
 * Cuts a plan into parts: sessions of ONNX Runtime, and kernels between them. A part begins when
 * everything that it needs is computed; its level is the number of parts before it on the longest way.
 * Nodes of a session have the same level; a kernel has nodes that run over the same places. What needs
 * the end of one of its folds can join it only where that is a fold of rows, and only what is for the
 * same row; so can what computes with one number for each row.
 *
 * @module
 */
import { sizeOf } from "../cpu/plan_editor.ts";
import type { GraphNode, Plan, Value } from "../plan/graph_types.ts";
import { stridesOf } from "./build.ts";
import { moveLate } from "./late_moves.ts";
import { foldOf, isView, operandsOf, operatorOf } from "./operators.ts";
import { KERNELS_ONLY, SINGULAR } from "./kernels_only.ts";
import { type Folds, isRowwise, joinedFolds, rowsOf, rowSteps, squeezed } from "./row_places.ts";

/** A part that ONNX Runtime computes. */
export interface SessionPart {
  readonly kind: "session";
  readonly level: number;
  readonly nodes: GraphNode[];
}

/** A part that is one kernel. */
export interface KernelPart {
  readonly kind: "kernel";
  level: number;
  readonly nodes: GraphNode[];
  /** The places it runs over, with dimensions of 1. */
  readonly shape: readonly number[];
  /** What it folds, if it does. */
  folds: Folds | undefined;
}

/** A part whose kernel is written for its operator alone. */
export interface SingularPart {
  readonly kind: "singular";
  readonly level: number;
  readonly nodes: readonly [GraphNode];
}

/** A part of a plan. */
export type Part = SessionPart | KernelPart | SingularPart;

/** Whose memory a value is in: views share that of what they show. */
export type Sources = ReadonlyMap<Value, Value>;

/** A plan in parts, in the order of their levels. */
export interface Parts {
  readonly parts: readonly Part[];
  /** For each value that is another one in a different shape, that one. */
  readonly sources: Sources;
  /** The nodes that show those. */
  readonly views: ReadonlyMap<Value, GraphNode>;
}

/** Elements from which a node is worth a kernel, wherever it stands. */
export const LARGE = 4096;

/** The places that a node runs over, and the axes it folds. */
export interface Places {
  readonly shape: readonly number[];
  readonly axes?: readonly number[];
  readonly isSum?: boolean;
}

/** The places a node runs over, if kernels can compute it. */
export function placesOf(node: GraphNode): Places | undefined {
  if (operatorOf(node)) return { shape: node.outputs[0]!.shape };
  const fold = foldOf(node);
  const input = node.inputs[0];
  // A fold over dimensions of 1 is none.
  if (!fold || !input || fold.axes.every((axis) => input.shape[axis] === 1)) return undefined;
  return { shape: input.shape, axes: fold.axes, isSum: fold.op === "f32.add" };
}

/** What is folded. */
function foldsOf({ shape, axes, isSum = false }: Places): Folds | undefined {
  const folded = shape.flatMap((dim, axis) => dim === 1 ? [] : [axes?.includes(axis) === true]);
  return axes && { folded, isSums: isSum };
}

/** Whether a kernel is better left to ONNX Runtime. */
export type IsApart = (part: KernelPart, sources: Sources) => boolean;

/** Puts the nodes of a plan into parts. */
class Cutter {
  readonly #sources = new Map<Value, Value>();
  readonly #views = new Map<Value, GraphNode>();
  readonly #owner = new Map<Value, Part>();
  /** Results of folds, and what is computed of them for each row in the same kernel: what is folded. */
  readonly #folded = new Map<Value, string>();
  /** The least level of those parts that need something of a part. */
  readonly #neededAt = new Map<Part, number>();
  readonly #sessions = new Map<number, SessionPart>();
  readonly #kernels = new Set<KernelPart>();
  readonly #singular: SingularPart[] = [];
  readonly #outputs: ReadonlySet<Value>;
  /** Values of which each element has to be in memory. */
  readonly #whole = new Set<Value>();
  readonly #isKernel: (node: GraphNode) => boolean;

  constructor(plan: Plan, isKernel: (node: GraphNode) => boolean) {
    this.#outputs = new Set(plan.outputs);
    this.#isKernel = isKernel;
    for (const node of plan.nodes.toReversed()) {
      const isRead = SINGULAR.has(node.op) || (isView(node) && this.#whole.has(node.outputs[0]!));
      if (isRead) { for (const input of node.inputs) if (input) this.#whole.add(input); }
    }
    for (const node of plan.nodes) this.#place(node);
  }

  finish(isApart: IsApart): Parts {
    this.#joinSiblings();
    for (const part of this.#kernels) {
      if (isApart(part, this.#sources)) this.#leaveToSession(part);
    }
    const parts = [...this.#sessions.values(), ...this.#kernels, ...this.#singular];
    const order = (part: Part) => 2 * part.level + (part.kind === "session" ? 0 : 1);
    parts.sort((a, b) => order(a) - order(b));
    return {
      parts: moveLate(parts, (value) => this.#outputs.has(value)),
      sources: this.#sources,
      views: this.#views,
    };
  }

  #source(value: Value): Value {
    return this.#sources.get(value) ?? value;
  }

  /** The least level of a part that is not the one that made a value. */
  #after(values: readonly (Value | undefined)[], kind: Part["kind"]): number {
    let level = 0;
    for (const value of values) {
      const owner = value && this.#owner.get(this.#source(value));
      if (!owner) continue;
      const shares = owner.kind === kind && kind === "session";
      level = Math.max(level, owner.level + (shares ? 0 : 1));
    }
    return level;
  }

  /** Whether a node repeats one number of the structure, which needs no memory. */
  #isUniform({ op, inputs: [x], outputs: [output] }: GraphNode): boolean {
    if (op !== "Expand" || x?.host?.length !== 1) return false;
    return !this.#outputs.has(output!) && !this.#whole.has(output!);
  }

  #place(node: GraphNode): void {
    const inputs = node.inputs;
    if (this.#isUniform(node)) {
      this.#sources.set(node.outputs[0]!, inputs[0]!);
      this.#views.set(node.outputs[0]!, node);
      return;
    }
    if (isView(node) && !this.#outputs.has(node.outputs[0]!)) {
      const source = this.#source(inputs[0]!);
      const owner = this.#owner.get(source);
      // What a session makes, it can show in another shape itself.
      if (owner?.kind !== "session") {
        this.#sources.set(node.outputs[0]!, source);
        this.#views.set(node.outputs[0]!, node);
        return;
      }
      owner.nodes.push(node);
      this.#own(node, owner);
      return;
    }
    if (SINGULAR.has(node.op)) {
      const level = this.#after(inputs, "singular");
      const part: SingularPart = { kind: "singular", level, nodes: [node] };
      this.#singular.push(part);
      return this.#own(node, part);
    }
    const places = placesOf(node);
    const session = this.#after(inputs, "session");
    if (places === undefined) return this.#toSession(node, session);
    const home = this.#homeOf(node, places);
    const kernel = home ? home.level : this.#after(operandsOf(node), "kernel");
    const isLarge = this.#isKernel(node);
    // A small node goes where it costs no further part.
    const followsKernel = inputs.some((it) =>
      it && (this.#owner.get(this.#source(it))?.kind ?? "session") !== "session"
    );
    if (!isLarge && (session < kernel || !followsKernel)) return this.#toSession(node, session);
    let folds = foldsOf(places);
    if (home) {
      home.nodes.push(node);
      if (`${squeezed(places.shape)}` !== `${squeezed(home.shape)}`) folds = home.folds;
      else home.folds = joinedFolds(home.shape, home.folds, folds)!.folds;
      this.#own(node, home);
    } else this.#own(node, this.#newKernel(node, places, kernel));
    if (folds) this.#folded.set(node.outputs[0]!, `${folds.folded}`);
  }

  #toSession(node: GraphNode, level: number): void {
    let part = this.#sessions.get(level);
    if (!part) this.#sessions.set(level, part = { kind: "session", level, nodes: [] });
    part.nodes.push(node);
    this.#own(node, part);
  }

  /** Makes a kernel part of the session of its level: neither needs anything of the other. */
  #leaveToSession(part: KernelPart): void {
    this.#kernels.delete(part);
    for (const node of part.nodes) this.#toSession(node, part.level);
  }

  #newKernel(
    node: GraphNode,
    places: Places,
    level: number,
  ): KernelPart {
    const { shape } = places;
    const part: KernelPart = {
      kind: "kernel",
      level,
      nodes: [node],
      shape,
      folds: foldsOf(places),
    };
    this.#kernels.add(part);
    return part;
  }

  #own(node: GraphNode, part: Part): void {
    for (const input of node.inputs) {
      const owner = input && this.#owner.get(this.#source(input));
      if (!owner || owner === part) continue;
      const known = this.#neededAt.get(owner) ?? Infinity;
      this.#neededAt.set(owner, Math.min(known, part.level));
    }
    for (const output of node.outputs) this.#owner.set(output, part);
  }

  /** Whether a node that runs over some places can join a kernel that makes an input of it. */
  #fits(places: Places, input: Value, owner: KernelPart): boolean {
    const source = this.#source(input);
    const key = `${squeezed(places.shape)}`;
    const isWhole = `${squeezed(input.shape)}` === key;
    const isOfRow = isRowwise(owner) && this.#folded.get(source) === `${owner.folds!.folded}`;
    if (`${squeezed(owner.shape)}` !== key) {
      return isOfRow && isWhole && places.axes === undefined && `${rowsOf(owner)}` === key;
    }
    if (!joinedFolds(owner.shape, owner.folds, foldsOf(places))) return false;
    if (!this.#folded.has(source)) return isWhole && `${squeezed(source.shape)}` === key;
    return isOfRow && `${stridesOf(input.shape, places.shape)}` === `${rowSteps(owner)}`;
  }

  /** The kernel that a node can join: one that makes an input of it for the same places or rows. */
  #homeOf(node: GraphNode, places: Places): KernelPart | undefined {
    const makers = new Set<KernelPart>();
    const others = new Set<Part>();
    for (const input of operandsOf(node)) {
      const owner = input && this.#owner.get(this.#source(input));
      if (!owner) continue;
      if (owner.kind === "kernel" && this.#fits(places, input, owner)) makers.add(owner);
      else others.add(owner);
    }
    const least = Math.max(0, ...[...others].map((it) => it.level + 1));
    const level = Math.max(least, ...[...makers].map((it) => it.level));
    // A kernel whose end is needed as well can't be waited with.
    const homes = [...makers].filter((it) => !others.has(it) && this.#canWait(it, level));
    const [home] = homes;
    if (!home) return undefined;
    // Kernels of one level need nothing of each other; what folds differently can't become one.
    if (homes.some((it) => `${squeezed(it.shape)}` !== `${squeezed(home.shape)}`)) return undefined;
    const joined = homes.slice(1).reduce(
      (found: ReturnType<typeof joinedFolds>, it) =>
        found && joinedFolds(home.shape, found.folds, it.folds),
      {
        folds: `${squeezed(places.shape)}` === `${squeezed(home.shape)}`
          ? foldsOf(places)
          : undefined,
      },
    );
    if (!joined || !joinedFolds(home.shape, joined.folds, home.folds)) return undefined;
    for (const it of homes) it.level = level;
    for (const other of homes.slice(1)) this.#merge(other, home);
    return home;
  }

  /** Whether a kernel is one of a level, or can be, since nobody has needed it before the next one. */
  #canWait(part: KernelPart, level: number): boolean {
    if (part.level === level) return true;
    return part.level === level - 1 && (this.#neededAt.get(part) ?? Infinity) > level;
  }

  /** Makes kernels of one level and the same places that read the same array one kernel. */
  #joinSiblings(): void {
    const readers = new Map<string, Map<Value, KernelPart>>();
    for (const part of [...this.#kernels]) {
      const key = `${part.level} ${squeezed(part.shape)}`;
      let known = readers.get(key);
      if (!known) readers.set(key, known = new Map());
      const inputs = this.#read(part);
      const other = inputs.map((it) => known.get(it)).find((it) =>
        it !== undefined && joinedFolds(it.shape, it.folds, part.folds) !== undefined
      );
      if (other) this.#merge(part, other);
      for (const input of inputs) known.set(input, other ?? part);
    }
  }

  /** The arrays from elsewhere that a kernel reads, those with an element for each place. */
  #read({ nodes, shape }: KernelPart): Value[] {
    const own = new Set(nodes.flatMap((node) => node.outputs));
    const read = new Set<Value>();
    for (const node of nodes) {
      for (const input of operandsOf(node)) {
        const source = input && this.#source(input);
        if (source && !own.has(source) && sizeOf(source) === sizeOf({ shape })) read.add(source);
      }
    }
    return [...read];
  }

  /** Makes two kernels of the same level and places one. */
  #merge(from: KernelPart, into: KernelPart): void {
    const needed = [from, into].map((it) => this.#neededAt.get(it) ?? Infinity);
    this.#neededAt.set(into, Math.min(...needed));
    into.nodes.push(...from.nodes);
    into.folds = joinedFolds(into.shape, into.folds, from.folds)!.folds;
    for (const node of from.nodes) this.#own(node, into);
    this.#kernels.delete(from);
  }
}

/**
 * Cuts a plan.
 *
 * @param isKernel Which nodes are worth a kernel, of those that kernels can compute.
 * @param isApart Which of the kernels found are better none.
 */
export function cut(
  plan: Plan,
  isKernel: (node: GraphNode) => boolean,
  isApart: IsApart,
): Parts {
  return new Cutter(plan, isKernel).finish(isApart);
}

/** Whether a node computes enough for a kernel of its own. */
export function isLarge(node: GraphNode): boolean {
  if (node.domain === KERNELS_ONLY) return true;
  const places = placesOf(node);
  return places !== undefined && sizeOf(places) >= LARGE;
}
