/**
 * How fast training is meant to be, beside what a run found.
 *
 * @module
 */
import { OURS } from "../contestants.ts";
import type { CaseResult } from "../results.ts";

/** One target and what came out, by medians and by the shortest times. */
export interface Verdict {
  readonly target: string;
  readonly limit: string;
  readonly got: string;
  readonly shortest: string;
  readonly holds: boolean;
  readonly holdsByShortest: boolean;
}

/** A limit for a ratio of times in some cases. */
interface RatioTarget {
  readonly cases: readonly string[];
  readonly other: string;
  readonly title: string;
  /** Our time over the other's, at most; or the other's over ours, at least. */
  readonly most?: number;
  readonly least?: number;
}

const MLP = ["mlp_sgd", "mlp_adam"];
const LENET = ["lenet_sigmoid", "lenet_relu"];
const ALL = [...MLP, "mlp_sgd_accuracy", "mlp_adam_accuracy", ...LENET, "digits", "lstm"];

const RATIOS: readonly RatioTarget[] = [
  { cases: MLP, other: "torch", title: "of PyTorch eager's time", most: 0.8 },
  { cases: LENET, other: "torch", title: "of PyTorch eager's time", most: 1 },
  { cases: MLP, other: "keras_tensorflow", title: "as fast as Keras fit on TensorFlow", least: 2 },
  { cases: MLP, other: "keras_jax", title: "as fast as Keras fit on JAX", least: 2 },
  { cases: ALL, other: "tfjs", title: "as fast as tfjs-layers", least: 20 },
  { cases: ALL, other: "jax-js", title: "as fast as jax-js", least: 5 },
];

/** What `fit` may add to a bare step: a share of it, or milliseconds. */
const OVERHEAD = { share: 0.1, ms: 0.05 };

const times = (value: number) => `${Number(value.toPrecision(3))}x`;

function judgeRatio({ name, scores }: CaseResult, it: RatioTarget): Verdict | undefined {
  const { ratio, minMs } = scores[it.other] ?? {};
  const own = scores[OURS]?.minMs;
  if (ratio === undefined || minMs === undefined || own === undefined) return undefined;
  const { most, least = 0, title } = it;
  const found = [ratio, minMs / own].map((x) => most === undefined ? x : 1 / x);
  const [got, shortest] = found as [number, number];
  const holds = (value: number) => most === undefined ? value >= least : value <= most;
  return {
    target: `${name}: ${title}`,
    limit: most === undefined ? `>= ${times(least)}` : `<= ${times(most)}`,
    got: times(got),
    shortest: times(shortest),
    holds: holds(got),
    holdsByShortest: holds(shortest),
  };
}

function judgeOverhead({ name, scores }: CaseResult, who: string): Verdict | undefined {
  const { ms, ratio: bareOver, minMs } = scores["bare"] ?? {};
  const { ms: own, minMs: ownMin, ratio = NaN } = scores[who] ?? {};
  if (ms === undefined || minMs === undefined || bareOver === undefined) return undefined;
  if (own === undefined || ownMin === undefined) return undefined;
  // The median of the ratios of each round: neighbours in turn had the same machine.
  const byMedian = ratio / bareOver - 1;
  const byShortest = ownMin / minMs - 1;
  const text = (share: number, bare: number) =>
    `${(100 * share).toFixed(1)} %, ${(1000 * share * bare).toFixed(0)} us`;
  const holds = (share: number, bare: number) =>
    share <= OVERHEAD.share || share * bare <= OVERHEAD.ms;
  return {
    target: `${name}: ${who === OURS ? "fit" : "fit, shuffled,"} over the bare step`,
    limit: "<= 10 % or 50 us",
    got: text(byMedian, ms),
    shortest: text(byShortest, minMs),
    holds: holds(byMedian, ms),
    holdsByShortest: holds(byShortest, minMs),
  };
}

/** The targets for which a run has what it takes. */
export function judge(cases: readonly CaseResult[]): Verdict[] {
  const byName = new Map(cases.map((it) => [it.name, it]));
  const ratios = RATIOS.flatMap((it) =>
    it.cases.map((name) => {
      const found = byName.get(name);
      return found && judgeRatio(found, it);
    })
  );
  const overheads = [OURS, "shuffled"].flatMap((who) => cases.map((it) => judgeOverhead(it, who)));
  return [...ratios.slice(0, 4), ...overheads, ...ratios.slice(4)]
    .filter((it): it is Verdict => it !== undefined);
}
