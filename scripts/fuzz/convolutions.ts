/**
 * Replays random convolutions, pools, normalisations and resizings that TensorFlow judged
 * (convolutions.py): eager, traced, and the traced function again with other numbers.
 *
 *     deno run -A scripts/fuzz/convolutions.ts FILE.json.gz
 *
 * @module
 */
import * as tf from "kerasaur";
import { Random } from "./random.ts";
import { readLines } from "./read_programs.ts";

/** What TensorFlow gave for one result: its shape, its norm, and sums with random weights. */
interface Summary {
  readonly shape: readonly number[];
  readonly norm: number;
  readonly sums: readonly number[];
}

/** One case; `results` has value, first and second gradients for each set of inputs. */
export interface ConvolutionCase {
  readonly seed: number;
  readonly op: string;
  readonly tensors: number;
  readonly shapes: readonly (readonly number[])[];
  readonly args: readonly unknown[];
  readonly named: Readonly<Record<string, unknown>>;
  readonly bias: boolean;
  readonly activation: string | null;
  readonly results: readonly (readonly (Summary | null)[])[];
}

// As in convolutions.py.
const PLACE = 64;
const SECOND = 32;
const GRADIENTS = 16;
const WEIGHTS = 24;

/** Largest error of a sum: of the norm, and of numbers near zero. */
const RELATIVE = 1e-5;
const ABSOLUTE = 5e-5;

type Call = (...args: unknown[]) => tf.Tensor;

function named(name: string): Call {
  let it: unknown = tf;
  for (const part of name.split(".")) it = Reflect.get(it as object, part);
  if (typeof it !== "function") throw new TypeError(`there is no tf.${name}`);
  return it as Call;
}

function uniform(seed: number, count: number): Float64Array {
  const random = new Random(seed);
  return Float64Array.from({ length: count }, () => random.next() * 2 - 1);
}

function draw(seed: number, shape: readonly number[]): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.constant(Float32Array.from(uniform(seed, size)), { shape: [...shape] });
}

/** Value, first gradients, and second gradients of sums of those with weights. */
function results(it: ConvolutionCase, inputs: tf.Tensor[], weights: tf.Tensor[]) {
  const outer = new tf.GradientTape();
  let y: tf.Tensor | undefined;
  let first: (tf.Tensor | null)[] = [];
  const total = outer.run(() => {
    outer.watch(inputs);
    const tape = new tf.GradientTape();
    y = tape.run(() => {
      tape.watch(inputs);
      let y = named(it.op)(...inputs.slice(0, it.tensors), ...it.args, it.named);
      if (it.bias) y = tf.nn.biasAdd(y, inputs[it.tensors]!);
      return it.activation === null ? y : named(`nn.${it.activation}`)(y);
    });
    first = tape.gradient(y, inputs, { outputGradients: weights[0]! }) as typeof first;
    return first
      .flatMap((g, i) => g === null ? [] : [tf.reduceSum(tf.multiply(g, weights[i + 1]!))])
      .reduce((a, b) => tf.add(a, b));
  });
  const count = it.results[0]!.length;
  const second = count === 1 + inputs.length ? [] : outer.gradient(total, inputs);
  return [y!, ...first, ...second as typeof first];
}

/** What is wrong with a result, if anything. No gradient is as good as one of zeros. */
function faultOf(found: tf.Tensor | null | undefined, wanted: Summary | null): string | undefined {
  if (!found) return wanted === null || wanted.norm === 0 ? undefined : "expected a gradient";
  const values = found.numpy().data as Float32Array;
  if (wanted === null) return values.every((it) => it === 0) ? undefined : "expected no gradient";
  if (`${found.shape}` !== `${wanted.shape}`) {
    return `expected shape ${wanted.shape}, received ${found.shape}`;
  }
  for (const [k, sum] of wanted.sums.entries()) {
    const weights = uniform(k, values.length);
    const got = values.reduce((total, value, i) => total + value * weights[i]!, 0);
    const bound = RELATIVE * wanted.norm + ABSOLUTE;
    if (!(Math.abs(got - sum) <= bound)) {
      return `sum ${k}: expected ${sum} +- ${bound}, received ${got}`;
    }
  }
  return undefined;
}

/** What is wrong with a case: nothing, or a line for each way and result. */
export function faultsOf(it: ConvolutionCase): string[] {
  const sets = it.results.map((_, i) => {
    const seed = PLACE * it.seed + SECOND * i;
    const inputs = it.shapes.map((shape, place) => draw(seed + place, shape));
    const y = it.results[i]![0]!;
    const weights = [
      draw(seed + GRADIENTS, y.shape),
      ...it.shapes.map((shape, place) => draw(seed + WEIGHTS + place, shape)),
    ];
    return [inputs, weights] as const;
  });
  const isThere: boolean[] = [];
  const traced = tf.function((inputs: tf.Tensor[], weights: tf.Tensor[]) => {
    const all = results(it, inputs, weights);
    all.forEach((value, i) => isThere[i] = value !== null);
    return all.filter((value) => value !== null);
  });
  const faults: string[] = [];
  const check = (way: string, set: number, found: readonly (tf.Tensor | null)[]) => {
    for (const [i, wanted] of it.results[set]!.entries()) {
      const fault = faultOf(found[i], wanted);
      if (fault === undefined) continue;
      faults.push(`seed ${it.seed}, ${it.op}, ${way}, set ${set}, result ${i}: ${fault}`);
    }
  };
  for (const [i, [inputs, weights]] of sets.entries()) {
    check("eager", i, results(it, inputs, weights));
    const rest = traced(inputs, weights);
    check("traced", i, isThere.map((there) => there ? rest.shift()! : null));
  }
  return faults;
}

/** The cases of a file. */
export function readConvolutions(path: string | URL): AsyncGenerator<ConvolutionCase> {
  return readLines<ConvolutionCase>(path);
}

if (import.meta.main) {
  let count = 0;
  let wrong = 0;
  const print = (text: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
  for await (const it of readConvolutions(Deno.args[0]!)) {
    count++;
    let faults: string[];
    try {
      faults = faultsOf(it);
    } catch (error) {
      faults = [`seed ${it.seed}, ${it.op}: ${error}`];
    }
    if (faults.length > 0) wrong++;
    faults.slice(0, 2).forEach(print);
  }
  print(`${count} cases, ${wrong} wrong`);
  if (wrong > 0) Deno.exit(1);
}
