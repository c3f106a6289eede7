/**
 * Checks one program: each step alone from TensorFlow's own inputs, the whole program, traced and
 * called again with other values, first and second gradients, eager and traced.
 *
 * @module
 */
import { type Api, expected, flatten, Missing, read, throwerOf, type Value } from "./api.ts";
import { compare, type CompareOptions, type HostValue, isFar, zeroSigns } from "./compare.ts";
import { describe, describeInputs, valueOf } from "./describe.ts";
import { compareGradients } from "./compare_gradients.ts";
import { firstGradients, secondGradients } from "./gradients.ts";
import { JUMPS, placesOf, SHOWS_SIGNS, unitsOf } from "./allowances.ts";
import { deviationOf, mayDeviate } from "./deviations.ts";
import { runProgram, runStep, throwingStep } from "./operations.ts";
import type { Kind, Outcome, Phase } from "./outcomes.ts";
import { type Encoded, type Program, references, type Step } from "./program.ts";
import { outerReferences, sourcesOf, startsOf } from "./reach.ts";
import { type Differing, isRounding } from "./roundings.ts";
import { Scope } from "./scope.ts";
import { isNamed, namesOperation, type Refusal, refusalOf, WIDER } from "./refusals.ts";

/** How to check. */
export interface CheckOptions {
  /** Factor of the bounds of whole programs and gradients. */
  readonly loosen?: number;
  /** The table of refusals. */
  readonly refusals?: readonly Refusal[];
}

/** The checks of one program. */
export class Checker {
  readonly #api: Api;
  readonly #program: Program;
  readonly #options: CheckOptions;
  readonly #outcomes: Outcome[] = [];
  /** Outputs that differ already, or depend on one that does. */
  readonly #tainted = new Set<number>();
  /** Outputs with zeros of the other sign, or made of such. */
  readonly #signed = new Set<number>();
  /** Values of TensorFlow's for steps that can't be run. */
  readonly #given = new Map<Step, () => Value[]>();
  /** Zeros with the other sign, by operation. */
  readonly zeros = new Map<string, number>();

  /** Prepares the checks of a program. */
  constructor(api: Api, program: Program, options: CheckOptions = {}) {
    this.#api = api;
    this.#program = program;
    this.#options = options;
  }

  /** Makes all checks. */
  run(): readonly Outcome[] {
    this.#alone();
    this.#eager();
    this.#traced();
    if (this.#given.size > 0) this.#note("first", "skipped", "program", -1, "steps are missing");
    else this.#gradients();
    return this.#outcomes;
  }

  #note(phase: Phase, kind: Kind, op: string, step: number, detail = ""): void {
    this.#outcomes.push({ seed: this.#program.seed, phase, kind, op, step, detail });
  }

  /** Files an error under what it is. */
  #failed(phase: Phase, op: string, step: number, error: unknown, inputs = ""): void {
    const thrower = throwerOf(error);
    const where = thrower === undefined || thrower === op ? "" : `${thrower}: `;
    const named = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const text = `${where}${named}`;
    const kind: Kind = error instanceof Missing
      ? "missing"
      : this.#isRefusal(phase, op, error)
      ? "refusal"
      : isNamed(error)
      ? "refused"
      : "crash";
    this.#note(phase, kind, op, step, `${text.slice(0, 400)}${inputs}`);
  }

  /** Whether an error is in the table of refusals. */
  #isRefusal(phase: Phase, op: string, error: unknown): boolean {
    const where = phase === "alone" ? op : `${phase}: ${throwerOf(error) ?? op}`;
    return refusalOf(where, error, this.#options.refusals) !== undefined;
  }

  /** Each step from the inputs that TensorFlow has. */
  #alone(): void {
    const program = this.#program;
    const made = new Map<number, Value>();
    const value = (index: number) => {
      const known = made.get(index) ?? this.#api.constant(valueOf(program, index));
      made.set(index, known);
      return known;
    };
    let at = 0;
    for (const [k, step] of program.steps.entries()) {
      const scope = new Scope(value, at);
      if (step.error !== undefined) this.#wrong(step, k, scope);
      else this.#right(step, k, scope, at);
      at += step.n;
    }
  }

  /** A step that TensorFlow refuses. */
  #wrong(step: Step, k: number, scope: Scope): void {
    let results: Value[];
    try {
      results = runStep(this.#api, step, scope);
    } catch (error) {
      if (error instanceof Missing) return this.#note("alone", "missing", step.op, k);
      const fine = isNamed(error);
      const text = String(error).slice(0, 300);
      return this.#note("alone", fine || step.lacking ? "ok" : "raw error", step.op, k, text);
    }
    if (step.lacking) return this.#note("alone", "ok", step.op, k, "wider than TensorFlow");
    if (refusalOf(step.op, step.message, WIDER)) {
      return this.#note("alone", "ok", step.op, k, "wider");
    }
    let late = "no error";
    try {
      results.map(read);
    } catch (error) {
      late = `an error only when read: ${String(error).slice(0, 100)}`;
      // What only the values tell: an index, a division by zero.
      if (namesOperation(String(error), step)) {
        return this.#note("alone", "ok", step.op, k, late);
      }
    }
    const inputs = describeInputs(step, this.#program);
    this.#note(
      "alone",
      "not raised",
      step.op,
      k,
      `${late}; ${step.error}: ${step.message}${inputs}`,
    );
  }

  /** A step that TensorFlow computes. */
  #right(step: Step, k: number, scope: Scope, at: number): void {
    const wanted = this.#program.values.slice(at, at + step.n);
    const inputs = describeInputs(step, this.#program);
    const free = this.#deviation(step, at, (i) => expected(valueOf(this.#program, i)));
    if (free || (JUMPS.test(step.op) && references(step).some((i) => i >= 0))) {
      this.#taint(at, step.n);
    }
    try {
      const results = runStep(this.#api, step, scope);
      if (results.length !== wanted.length) {
        throw new Error(`${results.length} results instead of ${wanted.length}`);
      }
      let [bad, isFault] = ["", false];
      for (const [i, result] of results.entries()) {
        const [actual, right] = [read(result), expected(wanted[i]!)];
        const options: CompareOptions = {
          anySign: step.signs === true,
          places: placesOf(step),
          units: unitsOf(step, right.dtype),
        };
        const finding = compare(actual, right, step.alone?.[i] ?? null, options);
        if (finding) {
          bad ||= `output ${i}: ${finding.text}; ${describe(actual)}`;
          const bound = step.alone?.[i] ?? null;
          isFault ||= free === undefined || free.finite === true &&
              compare(actual, right, bound, { ...options, finite: true }) !== undefined;
        }
        if (isFar(right, step.alone?.[i] ?? null)) this.#taint(at, step.n);
        const zeros = zeroSigns(actual, right);
        if (zeros) this.zeros.set(step.op, (this.zeros.get(step.op) ?? 0) + zeros);
        if (zeros) this.#signed.add(at + i);
      }
      const kind = bad ? (isFault ? "difference" : "deviation") : "ok";
      this.#note("alone", kind, step.op, k, bad && `${bad}${inputs}`);
      if (bad) this.#taint(at, step.n);
    } catch (error) {
      this.#failed("alone", step.op, k, error, inputs);
      this.#given.set(step, () => wanted.map((it) => this.#api.constant(it)));
    }
    const used = references(step);
    if (used.some((i) => this.#tainted.has(i))) this.#taint(at, step.n);
    if (!used.some((i) => this.#signed.has(i))) return;
    if (SHOWS_SIGNS.test(step.op)) this.#taint(at, step.n);
    else for (let i = at; i < at + step.n; i++) this.#signed.add(i);
  }

  /** Why the table of deviations lets a step's results differ for the inputs it has, if it does. */
  #deviation(step: Step, start: number, value: (index: number) => HostValue) {
    if (!mayDeviate([step])) return undefined;
    return deviationOf(step, outerReferences(step, start).map(value));
  }

  #taint(at: number, n: number): void {
    for (let i = at; i < at + n; i++) this.#tainted.add(i);
  }

  /** How many last places are allowed everywhere in an output. */
  #floors(output: number, dtype: string): { places: number; units: number } {
    const sources = sourcesOf(this.#program, [output]);
    const starts = startsOf(this.#program.steps);
    const used = this.#program.steps.filter((_, k) => sources.has(starts[k]!));
    return {
      places: Math.max(0, ...used.map(placesOf)),
      units: Math.max(0, ...used.map((step) => unitsOf(step, dtype))),
    };
  }

  /** Outputs that may differ for the other leaves, as far as our own values tell. */
  #taintedByOthers(): ReadonlySet<number> {
    const program = this.#program;
    if (!mayDeviate(program.steps)) return this.#tainted;
    const value = this.#values(program.other!.leaves);
    const tainted = new Set(this.#tainted);
    for (const [k, start] of startsOf(program.steps).entries()) {
      const step = program.steps[k]!;
      const used = outerReferences(step, start);
      if (!used.some((i) => tainted.has(i)) && !this.#deviation(step, start, value)) continue;
      for (let i = start; i < start + step.n; i++) tainted.add(i);
    }
    return tainted;
  }

  /** Our own values by number, for these leaves. */
  #values(encoded: readonly Encoded[]): (index: number) => HostValue {
    const leaves = encoded.map((it) => this.#api.constant(it));
    const outputs = runProgram(this.#api, this.#program, leaves, this.#given);
    return (i) => read(i < 0 ? leaves[-i - 1]! : outputs[i]!);
  }

  /** The operation that makes an output, and the step's number. */
  #maker(output: number): [string, number] {
    let at = 0;
    for (const [k, step] of this.#program.steps.entries()) {
      at += step.n;
      if (output < at) return [step.op, k];
    }
    return ["program", -1];
  }

  /** Compares outputs of whole programs; the first that differs is noted. */
  #compareAll(
    phase: Phase,
    results: readonly Value[],
    indices: readonly number[],
    wanted: readonly Encoded[],
    tainted: ReadonlySet<number> = this.#tainted,
    isOther = false,
  ): void {
    for (const [k, i] of indices.entries()) {
      if (tainted.has(i)) continue;
      const [right, actual] = [wanted[k]!, read(results[k]!)];
      const options: CompareOptions = {
        loosen: this.#options.loosen ?? 1,
        ...this.#floors(i, right.dtype),
      };
      const finding = compare(actual, expected(right), right.whole ?? null, options);
      if (!finding) continue;
      const detail = `output ${i}: ${finding.text}; ${describe(actual)}`;
      const differing = { output: i, finding, actual, right: expected(right) };
      const isRounded = this.#isRounding(differing, isOther);
      this.#note(phase, isRounded ? "deviation" : "difference", ...this.#maker(i), detail);
      if (!isRounded || !isOther) this.#tainted.add(i);
      if (!isRounded) return;
    }
    this.#note(phase, "ok", "program", -1);
  }

  /** Whether rounding decided what an output is, as our own values on the way to it tell. */
  #isRounding(differing: Differing, isOther: boolean): boolean {
    const program = this.#program;
    const ours = this.#values((isOther ? program.other! : program).leaves);
    const theirs = (i: number) => expected(valueOf(program, i));
    return isRounding(program, differing, ours, isOther ? undefined : theirs);
  }

  /** The whole program at once; read at the end, at each step, or the last results alone. */
  #eager(): void {
    const { program, api } = { program: this.#program, api: this.#api };
    try {
      const leaves = program.leaves.map((it) => api.constant(it));
      const each = program.seed % 3 === 1 ? (value: Value) => void value.numpy() : undefined;
      const outputs = runProgram(api, program, leaves, this.#given, each);
      const indices = program.seed % 3 === 2 ? program.sinks : outputs.map((_, i) => i);
      const results = indices.map((i) => outputs[i]!);
      this.#compareAll("eager", results, indices, indices.map((i) => program.values[i]!));
    } catch (error) {
      this.#failed("eager", "program", -1, error);
    }
  }

  /**
   * Traced, and called with other values; half of the programs are traced on the other values. Steps
   * that a traced function refuses give TensorFlow's values then, and the rest is compared.
   */
  #traced(given: ReadonlyMap<Step, () => Value[]> = this.#given): void {
    const { program, api } = { program: this.#program, api: this.#api };
    const { other } = program;
    const all = program.seed % 4 === 0;
    const indices = all ? program.values.map((_, i) => i) : program.sinks;
    if (indices.length === 0) return;
    let phase: Phase = "traced";
    try {
      const traced = api.function((...leaves) => {
        const outputs = runProgram(api, program, leaves, given);
        return indices.map((i) => outputs[i]!);
      });
      const call = (leaves: readonly Encoded[]) =>
        flatten(traced(...leaves.map((it) => api.constant(it))));
      const own = () =>
        this.#compareAll(
          phase,
          call(program.leaves),
          indices,
          indices.map((i) => program.values[i]!),
        );
      const others = () => {
        if (!other) return this.#note(phase, "skipped", "program", -1, "no other values");
        if (given.size > 0) return this.#note(phase, "skipped", "program", -1, "steps are missing");
        const tainted = this.#taintedByOthers();
        const results = call(other.leaves);
        const sinks = program.sinks.map((i) => results[indices.indexOf(i)]!);
        this.#compareAll(phase, sinks, program.sinks, other.values, tainted, true);
      };
      const order = program.seed % 2 ? [own, others, own] : [others, own];
      for (const check of order) {
        check();
        phase = "traced again";
      }
    } catch (error) {
      this.#failed(phase, "program", -1, error);
      const step = throwingStep(error);
      if (step === undefined || given.has(step) || !this.#isRefusal(phase, "", error)) return;
      const start = startsOf(program.steps)[program.steps.indexOf(step)]!;
      const values = program.values.slice(start, start + step.n);
      this.#traced(new Map(given).set(step, () => values.map((it) => api.constant(it))));
    }
  }

  /** First and second gradients. */
  #gradients(): void {
    const { program, api } = { program: this.#program, api: this.#api };
    const make = () => program.leaves.map((it) => api.constant(it));
    const first = (leaves: readonly Value[]) => firstGradients(api, program, leaves);
    const second = (inner: "plain" | "persistent") => (leaves: readonly Value[]) =>
      secondGradients(api, program, leaves, inner);
    if (program.first) {
      this.#gradient("first", () => first(make()), program.first);
      if (program.seed % 2) this.#tracedGradient("traced first", first, program.first);
    }
    if (program.second) {
      this.#gradient("second plain", () => second("plain")(make()), program.second);
      this.#gradient("second persistent", () => second("persistent")(make()), program.second);
      if (program.seed % 4 === 1) {
        this.#tracedGradient("traced second", second("plain"), program.second);
      }
    }
  }

  #tracedGradient(
    phase: Phase,
    fn: (leaves: readonly Value[]) => (Value | null)[],
    wanted: NonNullable<Program["first"]>,
  ): void {
    const { program, api } = { program: this.#program, api: this.#api };
    let nulls: boolean[] = [];
    const run = () => {
      const traced = api.function((...leaves) => {
        const gradients = fn(leaves);
        nulls = gradients.map((g) => g === null);
        return gradients.filter((g) => g !== null);
      });
      if (wanted.values.every((it) => it === null)) return wanted.values.map(() => null);
      const other = program.other?.leaves;
      if (other) traced(...other.map((it) => api.constant(it)));
      const results = flatten(traced(...program.leaves.map((it) => api.constant(it))));
      return nulls.map((isNull) => isNull ? null : results.shift()!);
    };
    this.#gradient(phase, run, wanted);
  }

  #gradient(
    phase: Phase,
    run: () => (Value | null)[],
    { values, targets }: NonNullable<Program["first"]>,
  ): void {
    if (targets.some((i) => this.#tainted.has(i))) {
      return this.#note(phase, "skipped", "program", -1, "a target differs already");
    }
    try {
      const { loosen = 1 } = this.#options;
      const found = compareGradients(this.#program, phase, run(), { values, targets }, loosen);
      this.#note(phase, found?.kind ?? "ok", found ? "gradient" : "program", -1, found?.text);
    } catch (error) {
      this.#failed(phase, "program", -1, error);
    }
  }
}
