/**
 * What the engine's speed is meant to be, beside what a run found.
 *
 * @module
 */
import { OURS } from "./contestants.ts";
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
] as const;

/** The targets for which a run has what it takes. */
export function judge({ cases }: BenchResult): Verdict[] {
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
    });
  };
  for (const { name, other, most, target } of RATIOS) {
    atMost(target, oursOver(byName.get(name)?.scores, other), most, "x");
  }
  for (const { name, scores } of cases.filter(({ name }) => name.startsWith("matmul"))) {
    atMost(`${name}, of one bare call's time`, oursOver(scores, "onnxruntime"), 1.1, "x");
  }
  const { [OURS]: own, onnxruntime: bare } = byName.get("chain_graph")?.scores ?? {};
  if (own?.minMs !== undefined && bare?.minMs !== undefined) {
    const over = own.rounds.map((it, round) => it - bare.rounds[round]!);
    const found = { median: median(over), shortest: own.minMs - bare.minMs };
    atMost("60 operations in tf.function, over the bare run", found, 0.1, "ms");
  }
  const read = byName.get("scalar_read")?.scores[OURS];
  const found = { median: read?.ms, shortest: read?.minMs };
  atMost("two scalars added, the sum read", found, 0.03, "ms");
  return verdicts;
}
