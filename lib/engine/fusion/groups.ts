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
import { InPlace } from "./in_place.ts";
import { SINGULAR } from "./kernels_only.ts";
import { moveLate } from "./late_moves.ts";
import { foldsOf, type Places, placesOf } from "./node_places.ts";
import { isView, operandsOf } from "./operators.ts";
import type { KernelPart, Memory, Part, Parts, SessionPart, SingularPart } from "./parts.ts";
import { isRowwise, joinedFolds, rowsOf, rowSteps, squeezed } from "./row_places.ts";
import { Windows } from "./windows.ts";

/** Whether a kernel is better left to ONNX Runtime. */
export type IsApart = (part: KernelPart, memory: Memory) => boolean;

/** Puts the nodes of a plan into parts. */
class Cutter {
  readonly #sources = new Map<Value, Value>();
  readonly #windows = new Windows(this.#sources);
  readonly #inPlace: InPlace;
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
    const memory = { sources: this.#sources, windows: this.#windows };
    this.#inPlace = new InPlace(plan, memory, isKernel, (value) => ({
      by: this.#owners(value),
      isFolded: this.#folded.has(value),
    }));
    for (const node of plan.nodes.toReversed()) {
      const isRead = SINGULAR.has(node.op) || (isView(node) && this.#whole.has(node.outputs[0]!));
      if (isRead) { for (const input of node.inputs) if (input) this.#whole.add(input); }
    }
    for (const node of plan.nodes) this.#place(node);
  }

  finish(isApart: IsApart): Parts {
    this.#joinSiblings();
    for (const part of this.#kernels) {
      if (isApart(part, { sources: this.#sources, windows: this.#windows })) {
        this.#leaveToSession(part);
      }
    }
    const parts = [...this.#sessions.values(), ...this.#kernels, ...this.#singular];
    const order = (part: Part) => 2 * part.level + (part.kind === "session" ? 0 : 1);
    parts.sort((a, b) => order(a) - order(b));
    return {
      parts: moveLate(parts, (value) => this.#outputs.has(value) || this.#windows.isWhole(value)),
      sources: this.#sources,
      windows: this.#windows,
      views: this.#views,
    };
  }

  #source(value: Value): Value {
    return this.#sources.get(value) ?? value;
  }

  /** The parts that have to be done before a value is there. */
  #owners(value: Value): readonly Part[] {
    const source = this.#source(value);
    const origin = this.#windows.origin(source);
    if (origin !== undefined) return this.#owners(origin);
    const pieces = this.#windows.pieces(source);
    if (pieces !== undefined) return [...new Set(pieces.flatMap((it) => this.#owners(it)))];
    const owner = this.#owner.get(source);
    return owner ? [owner] : [];
  }

  /** The least level of a part that is not the one that made a value. */
  #after(values: readonly (Value | undefined)[], kind: Part["kind"]): number {
    let level = 0;
    for (const value of values) {
      if (!value) continue;
      const isApart = this.#windows.isApart(this.#source(value));
      for (const owner of this.#owners(value)) {
        const shares = owner.kind === kind && kind === "session" && !isApart;
        level = Math.max(level, owner.level + (shares ? 0 : 1));
      }
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
      if (owner?.kind !== "session" || this.#windows.isApart(source)) {
        this.#sources.set(node.outputs[0]!, source);
        this.#views.set(node.outputs[0]!, node);
        return;
      }
      owner.nodes.push(node);
      this.#own(node, owner);
      return;
    }
    if (this.#inPlace.leavesOut(node)) return;
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
      it && this.#owners(it).some(({ kind }) => kind !== "session")
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
      for (const owner of input ? this.#owners(input) : []) {
        if (owner === part) continue;
        const known = this.#neededAt.get(owner) ?? Infinity;
        this.#neededAt.set(owner, Math.min(known, part.level));
      }
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
      if (!input) continue;
      const isApart = this.#windows.isApart(this.#source(input));
      for (const owner of this.#owners(input)) {
        const joins = owner.kind === "kernel" && !isApart && this.#fits(places, input, owner);
        if (joins) makers.add(owner);
        else others.add(owner);
      }
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
