/**
 * What the engine's speed is meant to be, beside what a run found.
 *
 * @module
 */
import { BEFORE, OURS } from "./contestants.ts";
import { median } from "./measure.ts";
import type { BenchResult, CaseResult } from "./results.ts";

/** One target and what came out. */
export interface Verdict {
  readonly target: string;
  readonly limit: string;
  /** By medians. */
  readonly got: string;
  /** By the shortest times, which other work on the machine disturbs less. */
  readonly shortest: string;
  readonly holds: boolean;
  readonly holdsByShortest: boolean;
}

/** A quantity by medians and by the shortest times. */
interface Found {
  readonly median: number | undefined;
  readonly shortest: number | undefined;
}

/** Our time over another contestant's, where both have one. */
function oursOver(scores: CaseResult["scores"] | undefined, other: string): Found {
  const { ratio, minMs } = scores?.[other] ?? {};
  const own = scores?.[OURS]?.minMs;
  return {
    median: ratio === undefined ? undefined : 1 / ratio,
    shortest: own === undefined || minMs === undefined ? undefined : own / minMs,
  };
}

const RATIOS = [
  { name: "mlp_sgd", other: "torch", most: 0.9, target: "MLP SGD step, of PyTorch eager's time" },
  { name: "mlp_sgd", other: "tfjs", most: 1 / 20, target: "MLP SGD step, of tfjs wasm's time" },
  { name: "mlp_adam", other: "torch", most: 1, target: "MLP Adam step, of PyTorch eager's time" },
  { name: "lenet_sgd", other: "torch", most: 1.3, target: "LeNet SGD step, of PyTorch's time" },
  {
    name: "mlp_sgd_eager",
    other: "torch",
    most: 0.95,
    target: "eager MLP SGD step, of PyTorch's time",
  },
  {
    name: "mlp_adam_eager",
    other: "torch",
    most: 0.95,
    target: "eager MLP Adam step, of PyTorch's time",
  },
  {
    name: "chain_eager",
    other: "torch",
    most: 0.8,
    target: "60 eager operations, of PyTorch's time",
  },
  { name: "scalar_read", other: "torch", most: 3, target: "scalar and read, of PyTorch's time" },
] as const;

/** Cases whose time is measured in that of another. */
const PAIRS = [
  { name: "mlp_sgd_eager", other: "mlp_sgd", most: 1.1, target: "eager SGD step, of the traced" },
  {
    name: "mlp_adam_eager",
    other: "mlp_adam",
    most: 1.1,
    target: "eager Adam step, of the traced",
  },
  { name: "mlp_beside", other: "mlp_alone", most: 1.05, target: "step beside models, of alone" },
] as const;

/** Most milliseconds of a case. */
const LIMITS = [
  { name: "scalar_read", most: 0.03, target: "two scalars added, the sum read" },
  { name: "operation_record", most: 0.0015, target: "a public operation, recorded" },
  { name: "operation_chain", most: 0.0015, target: "a public operation, recorded and computed" },
  { name: "import", most: 45, target: "import inside a process" },
  { name: "first_value", most: 110, target: "deno run to a first value" },
  { name: "first_traced", most: 8, target: "first traced MLP step" },
  { name: "first_eager", most: 12, target: "first eager MLP step" },
] as const;

/** The time of a case, of what it took before, at most. */
const MOST_OF_BEFORE = 1.05;

/** The most memory of the last half of a run, of that before, at most. */
const MOST_GROWTH = 1.1;

/** The targets for which a run has what it takes. */
export function judge({ cases, memory }: BenchResult): Verdict[] {
  const byName = new Map(cases.map((it) => [it.name, it]));
  const verdicts: Verdict[] = [];
  const atMost = (target: string, { median, shortest }: Found, most: number, unit: string) => {
    if (median === undefined) return;
    const text = (value = NaN) => `${Number(value.toPrecision(3))} ${unit}`;
    verdicts.push({
      target,
      limit: `<= ${text(most)}`,
      got: text(median),
      shortest: text(shortest),
      holds: median <= most,
      holdsByShortest: shortest !== undefined && shortest <= most,
    });
  };
  const found = (name: string): Found => {
    const own = byName.get(name)?.scores[OURS];
    return { median: own?.ms, shortest: own?.minMs };
  };
  for (const { name, other, most, target } of RATIOS) {
    atMost(target, oursOver(byName.get(name)?.scores, other), most, "x");
  }
  for (const { name, scores } of cases.filter(({ name }) => name.startsWith("matmul"))) {
    atMost(`${name}, of one bare call's time`, oursOver(scores, "onnxruntime"), 1.1, "x");
  }
  for (const { name, other, most, target } of PAIRS) {
    atMost(target, quotient(found(name), found(other)), most, "x");
  }
  const { [OURS]: own, onnxruntime: bare } = byName.get("chain_graph")?.scores ?? {};
  if (own?.minMs !== undefined && bare?.minMs !== undefined) {
    const over = own.rounds.map((it, round) => it - bare.rounds[round]!);
    const found = { median: median(over), shortest: own.minMs - bare.minMs };
    atMost("60 operations in tf.function, over the bare run", found, 0.1, "ms");
  }
  for (const { name, most, target } of LIMITS) {
    // Millionths of a second read better where there are few of them.
    const [factor, unit] = most < 1 ? [1000, "us"] : [1, "ms"];
    atMost(target, scaled(found(name), factor), most * factor, unit);
  }
  for (const { name, scores } of cases) {
    atMost(`${name}, of the time before`, oursOver(scores, BEFORE), MOST_OF_BEFORE, "x");
  }
  for (const { title, growth, error } of memory) {
    const value = error === undefined ? growth : Infinity;
    atMost(`${title}, of what half of them take`, both(value), MOST_GROWTH, "x");
  }
  return verdicts;
}

const both = (value: number): Found => ({ median: value, shortest: value });

function quotient(a: Found, b: Found): Found {
  const over = (x?: number, y?: number) => x === undefined || y === undefined ? undefined : x / y;
  return { median: over(a.median, b.median), shortest: over(a.shortest, b.shortest) };
}

function scaled({ median, shortest }: Found, factor: number): Found {
  const times = (x?: number) => x === undefined ? undefined : x * factor;
  return { median: times(median), shortest: times(shortest) };
}
