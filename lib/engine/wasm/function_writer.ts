/**
 * Writes one function of a WebAssembly module: locals, addresses, loads and stores, loops. Values
 * live in locals; an instruction takes locals and puts its result into one.
 *
 * @module
 */
import { ByteWriter } from "./bytes.ts";
import {
  NO_RESULT,
  PLAIN,
  SHIFT,
  type ShiftOp,
  SIMD,
  SIMD_PREFIX,
  TYPE,
  type ValueType,
  VECTOR,
  type VectorOp,
} from "./instructions.ts";

/** A local of a function, by its number. */
export type Local = number;

/** Alignments that accesses promise, as powers of two: none, since rows begin anywhere. */
const ALIGN = { byte: 0, word: 2, long: 3 } as const;

/** A function whose result is what it leaves in memory. */
export class FunctionWriter {
  /** Types of its parameters, which are its first locals. */
  readonly parameters: readonly ValueType[];
  readonly #code = new ByteWriter();
  readonly #locals: ValueType[] = [];
  readonly #free = new Map<ValueType, Local[]>();

  constructor(parameters: readonly ValueType[]) {
    this.parameters = parameters;
  }

  /** A local that nobody uses. */
  local(type: ValueType): Local {
    const free = this.#free.get(type)?.pop();
    return free ?? this.parameters.length + this.#locals.push(type) - 1;
  }

  /** Gives back a local for other values. */
  free(local: Local): void {
    const type = this.#locals[local - this.parameters.length]!;
    const list = this.#free.get(type);
    if (list) list.push(local);
    else this.#free.set(type, [local]);
  }

  #get(local: Local): void {
    this.#code.byte(PLAIN.getLocal);
    this.#code.unsigned(local);
  }

  #set(local: Local): Local {
    this.#code.byte(PLAIN.setLocal);
    this.#code.unsigned(local);
    return local;
  }

  #simd(code: number): void {
    this.#code.byte(SIMD_PREFIX);
    this.#code.unsigned(code);
  }

  #access(align: number, offset: number): void {
    this.#code.byte(align);
    this.#code.unsigned(offset);
  }

  /** `to = from` */
  copy(from: Local, to: Local): void {
    this.#get(from);
    this.#set(to);
  }

  // ---- vectors

  /** All lanes the same 32 bits. */
  constant(bits: number, to = this.local("v128")): Local {
    this.#simd(SIMD.constant);
    for (let lane = 0; lane < 4; lane++) this.#code.word(bits);
    return this.#set(to);
  }

  /** Each lane's own 32 bits. */
  lanes(bits: readonly [number, number, number, number]): Local {
    this.#simd(SIMD.constant);
    for (const lane of bits) this.#code.word(lane);
    return this.#set(this.local("v128"));
  }

  /** A vector of others. */
  vector(op: VectorOp, from: readonly Local[], to = this.local("v128")): Local {
    for (let i = 0; i < from.length; i++) this.#get(from[i]!);
    this.#simd(VECTOR[op]);
    return this.#set(to);
  }

  /** A vector with the bits of its lanes moved. */
  shift(op: ShiftOp, from: Local, bits: number, to = this.local("v128")): Local {
    this.#get(from);
    this.#code.byte(PLAIN.constI32);
    this.#code.signed(bits);
    this.#simd(SHIFT[op]);
    return this.#set(to);
  }

  /** Lanes of a vector in another order; those from 4 on are another vector's. */
  shuffle(
    from: Local,
    order: readonly number[],
    to: Local = this.local("v128"),
    other: Local = from,
  ): Local {
    this.#get(from);
    this.#get(other);
    this.#simd(SIMD.shuffle);
    for (const lane of order) for (let byte = 0; byte < 4; byte++) this.#code.byte(4 * lane + byte);
    return this.#set(to);
  }

  // ---- memory

  /** Sixteen bytes. */
  load(address: Local, offset: number, to = this.local("v128")): Local {
    this.#get(address);
    this.#simd(SIMD.load);
    this.#access(ALIGN.byte, offset);
    return this.#set(to);
  }

  /** Four bytes in all lanes. */
  loadSplat(address: Local, offset: number, to = this.local("v128")): Local {
    this.#get(address);
    this.#simd(SIMD.loadSplat);
    this.#access(ALIGN.word, offset);
    return this.#set(to);
  }

  /** Four truth values of a byte each, as lanes of all ones or all zeros. */
  loadTruth(address: Local, offset: number, to = this.local("v128")): Local {
    this.#get(address);
    this.#simd(SIMD.loadLow32);
    this.#access(ALIGN.byte, offset);
    this.#simd(SIMD.extendLow8);
    this.#simd(SIMD.extendLow16);
    this.#set(to);
    return this.shift("i32.shr", this.shift("i32.shl", to, 31, to), 31, to);
  }

  /** Stores the first `lanes` lanes. */
  store(address: Local, value: Local, offset: number, lanes = 4): void {
    this.#get(address);
    this.#get(value);
    if (lanes === 4) {
      this.#simd(SIMD.store);
      this.#access(ALIGN.byte, offset);
      return;
    }
    this.#simd(lanes === 1 ? SIMD.storeLane32 : SIMD.storeLane64);
    this.#access(ALIGN.word, offset);
    this.#code.byte(0);
    if (lanes < 3) return;
    this.#get(address);
    this.#get(value);
    this.#simd(SIMD.storeLane32);
    this.#access(ALIGN.word, offset + 8);
    this.#code.byte(2);
  }

  /** Stores the first `lanes` lanes, all ones or all zeros, as truth values of a byte each. */
  storeTruth(address: Local, value: Local, offset: number, lanes = 4): void {
    const bits = this.shift("i32.shr_u", value, 31);
    this.#get(bits);
    this.#get(bits);
    this.#simd(SIMD.narrow32);
    this.#set(bits);
    this.#get(bits);
    this.#get(bits);
    this.#simd(SIMD.narrow16);
    this.#set(bits);
    if (lanes === 4) {
      this.#get(address);
      this.#get(bits);
      this.#simd(SIMD.storeLane32);
      this.#access(ALIGN.byte, offset);
      this.#code.byte(0);
    } else {
      for (let lane = 0; lane < lanes; lane++) {
        this.#get(address);
        this.#get(bits);
        this.#simd(STORE_LANE_8);
        this.#access(ALIGN.byte, offset + lane);
        this.#code.byte(lane);
      }
    }
    this.free(bits);
  }

  // ---- addresses and counters

  /** An address kept in memory. */
  loadAddress(at: Local, offset: number, to = this.local("i64")): Local {
    this.#get(at);
    this.#code.byte(PLAIN.loadI64);
    this.#access(ALIGN.long, offset);
    return this.#set(to);
  }

  /** Stores a whole number of 64 bits. */
  storeAddress(at: Local, value: Local): void {
    this.#get(at);
    this.#get(value);
    this.#code.byte(PLAIN.storeI64);
    this.#access(ALIGN.long, 0);
  }

  /** A parameter, a whole number from 0, as an address. */
  widen(from: Local, to = this.local("i64")): Local {
    this.#get(from);
    this.#code.byte(PLAIN.extendU32);
    return this.#set(to);
  }

  /** A number as an address. */
  address(value: number, to = this.local("i64")): Local {
    this.#code.byte(PLAIN.constI64);
    this.#code.signed(value);
    return this.#set(to);
  }

  /** `to = a + b` */
  add(a: Local, b: Local, to = this.local("i64")): Local {
    this.#get(a);
    this.#get(b);
    this.#code.byte(PLAIN.add64);
    return this.#set(to);
  }

  /** `to = a + bytes` */
  advance(a: Local, bytes: number, to = a): Local {
    if (bytes === 0 && a === to) return to;
    this.#get(a);
    this.#code.byte(PLAIN.constI64);
    this.#code.signed(bytes);
    this.#code.byte(PLAIN.add64);
    return this.#set(to);
  }

  /** `to = a * factor` */
  scale(a: Local, factor: number, to = this.local("i64")): Local {
    this.#get(a);
    this.#code.byte(PLAIN.constI64);
    this.#code.signed(factor);
    this.#code.byte(PLAIN.mul64);
    return this.#set(to);
  }

  /** `to = number` of 32 bits. */
  count(number: number, to = this.local("i32")): Local {
    this.#code.byte(PLAIN.constI32);
    this.#code.signed(number);
    return this.#set(to);
  }

  /** `to = a + number` of 32 bits. */
  increase(a: Local, number: number, to = a): Local {
    this.#get(a);
    this.#code.byte(PLAIN.constI32);
    this.#code.signed(number);
    this.#code.byte(PLAIN.add32);
    return this.#set(to);
  }

  /** `to = floor(a / number)`, or what is left of it. */
  divide(kind: "quotient" | "rest", a: Local, number: number, to = this.local("i32")): Local {
    this.#get(a);
    this.#code.byte(PLAIN.constI32);
    this.#code.signed(number);
    this.#code.byte(kind === "quotient" ? PLAIN.divU32 : PLAIN.remU32);
    return this.#set(to);
  }

  // ---- control

  /** Repeats `body` while the counter is below a bound afterwards; runs it once at least. */
  repeatBelow(counter: Local, bound: Local, body: () => void): void {
    this.#code.byte(PLAIN.loop);
    this.#code.byte(NO_RESULT);

    body();
    this.#get(counter);
    this.#get(bound);
    this.#code.byte(this.#typeOf(counter) === "i64" ? PLAIN.ltU64 : PLAIN.ltU32);
    this.#code.byte(PLAIN.branchIf);
    this.#code.byte(0);
    this.#code.byte(PLAIN.end);
  }

  /** Runs `body` if the counter is below a bound. */
  ifBelow(counter: Local, bound: Local, body: () => void): void {
    this.#get(counter);
    this.#get(bound);
    this.#code.byte(this.#typeOf(counter) === "i64" ? PLAIN.ltU64 : PLAIN.ltU32);
    this.#code.byte(PLAIN.if);
    this.#code.byte(NO_RESULT);

    body();
    this.#code.byte(PLAIN.end);
  }

  /** Runs `body` if the counter, of 32 bits, is a number. */
  ifEqual(counter: Local, number: number, body: () => void): void {
    this.#get(counter);
    this.#code.byte(PLAIN.constI32);
    this.#code.signed(number);
    this.#code.byte(PLAIN.eq32);
    this.#code.byte(PLAIN.if);
    this.#code.byte(NO_RESULT);

    body();
    this.#code.byte(PLAIN.end);
  }

  #typeOf(local: Local): ValueType {
    const { length } = this.parameters;
    return local < length ? this.parameters[local]! : this.#locals[local - length]!;
  }

  /** The function's locals and instructions. */
  finish(): Uint8Array<ArrayBuffer> {
    const result = new ByteWriter();
    const groups: { type: ValueType; count: number }[] = [];
    for (const type of this.#locals) {
      const last = groups.at(-1);
      if (last?.type === type) last.count++;
      else groups.push({ type, count: 1 });
    }
    result.unsigned(groups.length);
    for (const { type, count } of groups) {
      result.unsigned(count);
      result.byte(TYPE[type]);
    }
    result.bytes(this.#code.finish());
    result.byte(PLAIN.end);
    return result.finish();
  }
}

/** Stores one of sixteen bytes. */
const STORE_LANE_8 = 0x58;
