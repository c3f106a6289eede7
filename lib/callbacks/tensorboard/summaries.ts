/**
 * Values of event files as `tf.summary` writes them: scalars, histograms, pictures and texts, each a
 * tensor with the name of the plugin that shows it.
 *
 * @module
 */
import { encodePng } from "../../io/images/png_writer.ts";
import { doubleField, field, intField } from "./protobuf.ts";

/** Numbers of TensorFlow's types. */
const DTYPE = { float: 1, double: 2, string: 7 };

/** Columns of a histogram. */
const BUCKETS = 30;
/** Most pictures under one name. */
const MOST_PICTURES = 3;

/** A value of a summary. */
export type Value = Uint8Array;

function tensor(
  dtype: number,
  shape: readonly number[],
  content: readonly Uint8Array[],
): Uint8Array {
  const dims = shape.map((size) => field(2, [intField(1, size)]));
  return field(8, [intField(1, dtype), field(2, dims), ...content]);
}

function value(tag: string, plugin: string, made: Uint8Array, content = ""): Value {
  const data = content === "" ? [field(1, plugin)] : [field(1, plugin), field(2, content)];
  return field(1, [field(1, tag), made, field(9, [field(1, data)])]);
}

/** A number. */
export function scalarValue(tag: string, number: number): Value {
  const bytes = new Uint8Array(Float32Array.of(number).buffer);
  return value(tag, "scalars", tensor(DTYPE.float, [], [field(4, bytes)]));
}

/** How numbers are spread: 30 columns of equal width from the smallest to the largest. */
export function histogramValue(tag: string, numbers: ArrayLike<number>): Value {
  const rows = histogram(numbers);
  const bytes = new Uint8Array(rows.buffer);
  const made = tensor(DTYPE.double, [BUCKETS, 3], [field(4, bytes)]);
  return value(tag, "histograms", made);
}

/** Rows of left edge, right edge and count. */
export function histogram(numbers: ArrayLike<number>): Float64Array<ArrayBuffer> {
  const rows = new Float64Array(3 * BUCKETS);
  const all = Array.from(numbers);
  if (all.length === 0) return rows;
  let [min, max] = [Infinity, -Infinity];
  for (const x of all) {
    if (x < min) min = x;
    if (x > max) max = x;
  }
  const width = (max - min) / BUCKETS;
  for (let i = 0; i < BUCKETS; i++) {
    rows[3 * i] = min + width * i;
    rows[3 * i + 1] = i === BUCKETS - 1 ? max : min + width * (i + 1);
  }
  for (const x of all) {
    const at = width === 0 ? BUCKETS - 1 : Math.min(Math.floor((x - min) / width), BUCKETS - 1);
    rows[3 * at + 2]!++;
  }
  return rows;
}

/** Pictures `(count, height, width, channels)` of numbers from 0 to 1. */
export function imageValue(
  tag: string,
  numbers: ArrayLike<number>,
  shape: readonly [number, number, number, number],
): Value {
  const [count, height, width, channels] = shape;
  const size = height * width * channels;
  const strings = [String(width), String(height)].map((it) => field(8, it));
  for (let i = 0; i < Math.min(count, MOST_PICTURES); i++) {
    const pixels = Uint8Array.from({ length: size }, (_, at) => {
      const scaled = numbers[i * size + at]! * 255.5;
      return Math.min(255, Math.max(0, Math.trunc(scaled)));
    });
    strings.push(field(8, encodePng({ data: pixels, height, width, channels })));
  }
  return value(tag, "images", tensor(DTYPE.string, [strings.length], strings));
}

/** The configuration of a model as JSON, which TensorBoard draws. */
export function modelValue(tag: string, json: string): Value {
  const made = tensor(DTYPE.string, [], [field(8, json)]);
  return value(tag, "graph_keras_model", made, "1");
}

/** An event: a value at a step. */
export function eventOf(wallTime: number, step: number, made: Value): Uint8Array[] {
  return [doubleField(1, wallTime), intField(2, step), field(5, made)];
}

/** The first event of a file. */
export function versionEvent(wallTime: number): Uint8Array[] {
  return [doubleField(1, wallTime), field(3, "brain.Event:2")];
}
