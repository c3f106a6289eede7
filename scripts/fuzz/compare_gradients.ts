/**
 * Compares gradients of whole programs with TensorFlow's.
 *
 * @module
 */
import { expected, read, type Value } from "./api.ts";
import { compare, type CompareOptions, type HostValue, largest, numbers } from "./compare.ts";
import { describe, valueOf } from "./describe.ts";
import { operationsOf } from "./allowances.ts";
import { GRADIENT_DEVIATIONS } from "./gradient_deviations.ts";
import type { Kind, Phase } from "./outcomes.ts";
import {
  type Encoded,
  type Gradients,
  isFloating,
  type Program,
  references,
  type Step,
} from "./program.ts";
import { argumentOf, sourcesOf, startsOf } from "./reach.ts";

/** How many last places of terms that cancel may differ. */
const PLACES = 8;

/** The first gradient that differs, if one does. */
export function compareGradients(
  program: Program,
  phase: Phase,
  gradients: readonly (Value | null)[],
  { values, targets }: Gradients,
  loosen: number,
): { kind: Kind; text: string } | undefined {
  const as = narrowest(program, targets);
  // Terms of a sum are about as large as what is largest; narrow ones are rounded once.
  const places = as.endsWith("16") ? 1 : as === "float32" ? 64 : 1024;
  const sizes = [...values, ...program.first?.values ?? []]
    .map((it) => it === null ? 0 : largest(numbers(expected(it))));
  const size = Math.max(0, ...sizes);
  const options: CompareOptions = { loosen, units: 16, places, as };
  const free = freeSources(program, phase);
  for (const [i, right] of values.entries()) {
    const cancelling = (free.get(i) ?? 0) * PLACES / places;
    if (cancelling === Infinity) continue;
    const actual = gradients[i] ?? null;
    if (right === null || actual === null) {
      if (right === actual || countsAsNull(program, phase, right, actual)) continue;
      const text = right ? "null instead of a gradient" : "a gradient instead of null";
      return { kind: "difference", text: `source ${i}: ${text}` };
    }
    const host = read(actual);
    const finding = compare(host, expected(right), right.whole ?? null, {
      ...options,
      size: Math.max(size, cancelling),
    });
    if (!finding) continue;
    const isFinite = finding.what !== "not a number" && finding.what !== "infinity";
    const text = `source ${i}: ${finding.text}; ${describe(host)}`;
    return { kind: isFinite ? "difference" : "not finite", text };
  }
  return undefined;
}

const isZero = (value: HostValue) => Array.from(numbers(value)).every((x) => x === 0);

/**
 * Whether zeros may stand for no gradient: a second gradient that is zero everywhere is none where
 * a first one is constant, and a traced branch or loop has gradients of whatever it might take.
 */
function countsAsNull(
  program: Program,
  phase: Phase,
  right: Encoded | null,
  actual: Value | null,
): boolean {
  if (actual === null) return phase.includes("second") && isZero(expected(right!));
  // Of no elements there are no gradients that could differ.
  if (actual.shape.includes(0)) return true;
  const hasBranches = program.steps.some(({ op }) => op === "cond" || op === "whileLoop");
  // Zeros on the way may meet infinities.
  const isNothing = (x: number) => x === 0 || Number.isNaN(x);
  return hasBranches && phase.startsWith("traced") &&
    Array.from(numbers(read(actual))).every(isNothing);
}

/** The shortest of the floating dtypes that gradients go through. */
function narrowest(program: Program, targets: readonly number[]): string {
  const dtypes = [...sourcesOf(program, targets)].map((i) => valueOf(program, i).dtype);
  return ["bfloat16", "float16", "float32"].find((it) => dtypes.includes(it)) ?? "float64";
}

/** The last outputs that depend on a step. */
function sinksOf(program: Program, step: Step): number[] {
  const start = startsOf(program.steps)[program.steps.indexOf(step)]!;
  return program.sinks.filter((sink) => {
    const sources = sourcesOf(program, [sink]);
    return Array.from({ length: step.n }, (_, i) => start + i).some((i) => sources.has(i));
  });
}

/**
 * Floating leaves, by number, whose gradients the table lets differ: by how large the terms are that
 * cancel, or infinity.
 */
function freeSources(program: Program, phase: Phase): ReadonlyMap<number, number> {
  const free = new Map<number, number>();
  const floating = program.leaves.flatMap(({ dtype }, i) => isFloating(dtype) ? [-i - 1] : []);
  const host = (i: number) => expected(valueOf(program, i));
  for (const step of program.steps) {
    if (step.error !== undefined) continue;
    const all = references(step).filter((i) => i < program.values.length);
    for (const { where, second, wide, argument, when, size } of GRADIENT_DEVIATIONS) {
      if (second && !phase.includes("second")) continue;
      if (!operationsOf(step).some((op) => where.test(op))) continue;
      const values = where.test(step.op) ? argumentOf(step, argument) : all;
      if (!when(values.map(host), all.map(host))) continue;
      // The gradient of a first gradient that differs differs for whatever that was computed from.
      if (!second && phase.includes("second")) {
        return new Map(floating.map((_, i) => [i, Infinity]));
      }
      const sources = sourcesOf(program, wide ? sinksOf(program, step) : values);
      const allowed = size?.(values.map(host)) ?? Infinity;
      for (const [i, leaf] of floating.entries()) {
        if (sources.has(leaf)) free.set(i, Math.max(allowed, free.get(i) ?? 0));
      }
    }
  }
  return free;
}
