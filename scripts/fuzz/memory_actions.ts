/**
 * The actions of the memory fuzzer, by how often they come.
 *
 * @module
 */
import { flatten } from "./api.ts";
import { type Held, type MemoryState, mod97 } from "./memory_state.ts";

/** Elements of two values combined. */
function zip(a: Held, b: Held, fn: (x: number, y: number) => number): Float32Array {
  return a.truth.map((x, i) => fn(x, b.truth[i]!));
}

/** An operation on values of one shape. */
function compute(s: MemoryState): void {
  const a = s.any()!;
  const b = s.any(a.shape)!;
  const name = s.random.pick(["add", "multiply", "maximum", "subtract", "nn.relu"]);
  const text = `${name}(${a.id}, ${b.id})`;
  if (name === "nn.relu") {
    const value = s.op(name, s.op("subtract", a.value, 40));
    s.add(value, a.truth.map((x) => Math.max(x - 40, 0)), text);
  } else if (name === "maximum") s.add(s.op(name, a.value, b.value), zip(a, b, Math.max), text);
  else {
    const value = s.mod(s.op(name, a.value, b.value));
    const fn = { add: (x: number, y: number) => x + y, multiply: (x: number, y: number) => x * y };
    const plain = fn[name as keyof typeof fn] ?? ((x: number, y: number) => x - y);
    s.add(value, zip(a, b, (x, y) => mod97(plain(x, y))), `mod ${text}`);
  }
}

/** A view or a copy in another order. */
function move(s: MemoryState): void {
  const a = s.any()!;
  const size = a.truth.length;
  const kind = s.random.int(4);
  if (kind === 0) s.add(s.op("reshape", a.value, [size]), a.truth, `flat ${a.id}`);
  else if (kind === 1) s.add(s.op("identity", a.value), a.truth, `identity ${a.id}`);
  else if (kind === 2 && a.shape.length === 2) {
    const [rows, columns] = a.shape as [number, number];
    const truth = new Float32Array(size);
    for (let i = 0; i < size; i++) {
      truth[(i % columns) * rows + Math.floor(i / columns)] = a.truth[i]!;
    }
    s.add(s.op("transpose", a.value), truth, `transpose ${a.id}`);
  } else {
    const half = Math.max(1, size >> 1);
    const flat = s.op("reshape", a.value, [size]);
    s.add(s.op("slice", flat, [0], [half]), a.truth.slice(0, half), `slice ${a.id}`);
  }
}

/** Lets go of a value, or of several. */
function drop(s: MemoryState): void {
  const count = s.random.next() < 0.8 ? 1 : 1 + s.random.int(6);
  for (let i = 0; i < count && s.live.length > 0; i++) {
    const [gone] = s.live.splice(s.random.int(s.live.length), 1);
    s.log.push(`drop ${gone!.id}`);
  }
}

/** Reads a value; some keep the array, some write into it. */
function look(s: MemoryState): void {
  const held = s.random.next() < 0.8 ? s.any()! : s.random.pick(s.variables);
  s.log.push(`read ${held.id}`);
  const array = held.value.numpy().data as Float32Array;
  s.check(held, array, "read");
  if (s.random.next() < 0.3) array.fill(-1);
  else s.kept.push({ array, truth: held.truth, id: held.id });
}

/** Assigns to a variable, from a value or from itself. */
function assign(s: MemoryState): void {
  const variable = s.random.pick(s.variables);
  const a = s.any(variable.shape);
  if (!a) return;
  s.log.push(`assign ${variable.id} ${a.id}`);
  if (s.random.next() < 0.5) {
    variable.value.assign(a.value);
    variable.truth = a.truth;
  } else {
    variable.value.assign(s.mod(s.op("add", variable.value, a.value)));
    variable.truth = zip(variable, a, (x, y) => mod97(x + y));
  }
}

/** Holds what a variable is now, which later assignments must not change. */
function snapshot(s: MemoryState): void {
  const variable = s.random.pick(s.variables);
  s.add(s.op("identity", variable.value), variable.truth, `value of ${variable.id}`);
}

/** Calls a traced update of a variable. */
function update(s: MemoryState): void {
  const { variable, traced } = s.random.pick(s.updates);
  const a = s.any(variable.shape);
  if (!a) return;
  s.log.push(`update ${variable.id} ${a.id}`);
  const [up, flat, y] = flatten(traced(a.value));
  variable.truth = zip(variable, a, (x, z) => mod97(x + z));
  s.add(up!, variable.truth.map((x) => x + 1), "update 0");
  s.add(flat!, a.truth.map((x) => x + 2), "update 1");
  s.add(y!, variable.truth, "update 2");
}

/** Calls a traced function and keeps some of its results. */
function call(s: MemoryState): void {
  const a = s.any()!;
  const b = s.any(a.shape)!;
  s.log.push(`call ${a.id} ${b.id}`);
  const results = flatten(s.pure(a.value, b.value));
  const z = zip(a, b, (x, y) => mod97(x * y));
  const truths = [z, z.map((x, i) => x + a.truth[i]!), z, a.truth];
  for (const [i, value] of results.entries()) {
    if (s.random.next() < 0.6) s.add(value, truths[i]!, `call ${i}`);
  }
}

/** The gradient of sum(x * y) with respect to x, which is y. */
function differentiate(s: MemoryState): void {
  const a = s.any()!;
  const b = s.any(a.shape)!;
  const tape = s.api.tape();
  const product = tape.run(() => {
    tape.watch([a.value]);
    return s.op("multiply", a.value, b.value);
  });
  const [gradient] = tape.gradient(product, [a.value]);
  const truth = a === b ? b.truth.map((x) => 2 * x) : b.truth;
  if (gradient) s.add(gradient, truth, `gradient ${a.id} ${b.id}`);
  else s.fault(`no gradient of ${a.id} * ${b.id}`);
}

/** Numbers drawn, and numbers made of them. */
function draw(s: MemoryState): void {
  const value = s.op("random.uniform", [32, 32]);
  const truth = Float32Array.from(value.numpy().data as Float32Array);
  const floor = s.op("floor", s.op("multiply", value, 97));
  s.add(floor, truth.map((x) => Math.floor(Math.fround(x * 97))), "drawn");
}

/** Actions with their weights. */
export const ACTIONS: readonly (readonly [(s: MemoryState) => void, number])[] = [
  [(s) => s.leaf(), 10],
  [compute, 22],
  [move, 7],
  [drop, 18],
  [look, 14],
  [assign, 8],
  [snapshot, 3],
  [update, 6],
  [call, 5],
  [differentiate, 4],
  [draw, 2],
];
