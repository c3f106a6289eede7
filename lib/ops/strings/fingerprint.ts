/**
 * Hashes of texts as TensorFlow takes them: FarmHash's fingerprint of 64 bits, and SipHash with a key.
 *
 * @module
 * @internal
 */
const MASK = 0xffffffffffffffffn;
const K0 = 0xc3a5c85c97cb3127n;
const K1 = 0xb492b66fbe98f273n;
const K2 = 0x9ae16a3b2f90404fn;

const wrap = (x: bigint): bigint => x & MASK;
const rotate = (x: bigint, by: bigint): bigint => wrap((x >> by) | (x << (64n - by)));
const mix = (x: bigint): bigint => x ^ (x >> 47n);

/** 16 bytes to 8. */
function hash16(u: bigint, v: bigint, factor: bigint): bigint {
  const a = mix(wrap((u ^ v) * factor));
  return wrap(mix(wrap((v ^ a) * factor)) * factor);
}

function short(data: DataView): bigint {
  const length = data.byteLength;
  const word = (at: number) => data.getBigUint64(at, true);
  const factor = K2 + BigInt(length) * 2n;
  if (length >= 8) {
    const a = wrap(word(0) + K2);
    const b = word(length - 8);
    const c = wrap(rotate(b, 37n) * factor + a);
    return hash16(c, wrap((rotate(a, 25n) + b) * factor), factor);
  }
  if (length >= 4) {
    const [first, last] = [data.getUint32(0, true), data.getUint32(length - 4, true)].map(BigInt);
    return hash16(BigInt(length) + (first! << 3n), last!, factor);
  }
  if (length === 0) return K2;
  const [a, b, c] = [0, length >> 1, length - 1].map((at) => data.getUint8(at));
  const y = BigInt(a! + b! * 256);
  const z = BigInt(length + c! * 4);
  return wrap(mix(wrap(y * K2) ^ wrap(z * K0)) * K2);
}

function middle(data: DataView): bigint {
  const length = data.byteLength;
  const word = (at: number) => data.getBigUint64(at, true);
  const factor = K2 + BigInt(length) * 2n;
  const first = wrap(word(0) * (length <= 32 ? K1 : K2));
  const b = word(8);
  const c = wrap(word(length - 8) * factor);
  const d = wrap(word(length - 16) * K2);
  const u = wrap(rotate(wrap(first + b), 43n) + rotate(c, 30n) + d);
  const v = wrap(first + rotate(wrap(b + K2), 18n) + c);
  if (length <= 32) return hash16(u, v, factor);
  const z = hash16(u, v, factor);
  const e = wrap(word(16) * factor);
  const f = word(24);
  const g = wrap((u + word(length - 32)) * factor);
  const h = wrap((z + word(length - 24)) * factor);
  return hash16(
    wrap(rotate(wrap(e + f), 43n) + rotate(g, 30n) + h),
    wrap(e + rotate(wrap(f + first), 18n) + g),
    factor,
  );
}

type Pair = readonly [bigint, bigint];

function long(data: DataView): bigint {
  const length = data.byteLength;
  const word = (at: number) => data.getBigUint64(at, true);
  const weak = (at: number, seedA: bigint, seedB: bigint): Pair => {
    const start = wrap(seedA + word(at));
    const turned = rotate(wrap(seedB + start + word(at + 24)), 21n);
    const sum = wrap(start + word(at + 8) + word(at + 16));
    return [wrap(sum + word(at + 24)), wrap(turned + rotate(sum, 44n) + start)];
  };
  let y = wrap(81n * K1 + 113n);
  let z = wrap(mix(wrap(y * K2 + 113n)) * K2);
  let x = wrap(81n * K2 + word(0));
  let v: Pair = [0n, 0n];
  let w: Pair = [0n, 0n];
  const end = Math.floor((length - 1) / 64) * 64;
  const rest = (length - 1) & 63;
  const step = (at: number, factor: bigint, times: bigint) => {
    x = wrap(rotate(wrap(x + y + v[0] + word(at + 8)), 37n) * factor);
    y = wrap(rotate(wrap(y + v[1] + word(at + 48)), 42n) * factor);
    x ^= wrap(w[1] * times);
    y = wrap(y + v[0] * times + word(at + 40));
    z = wrap(rotate(wrap(z + w[0]), 33n) * factor);
    v = weak(at, wrap(v[1] * factor), wrap(x + w[0]));
    w = weak(at + 32, wrap(z + w[1]), wrap(y + word(at + 16)));
    [z, x] = [x, z];
  };
  for (let at = 0; at < end; at += 64) step(at, K1, 1n);
  const factor = K1 + ((z & 0xffn) << 1n);
  w = [wrap(w[0] + BigInt(rest)), w[1]];
  v = [wrap(v[0] + w[0]), v[1]];
  w = [wrap(w[0] + v[0]), w[1]];
  step(length - 64, factor, 9n);
  return hash16(
    wrap(hash16(v[0], w[0], factor) + mix(y) * K0 + z),
    wrap(hash16(v[1], w[1], factor) + x),
    factor,
  );
}

/** FarmHash's fingerprint of 64 bits. */
export function fingerprint(bytes: Uint8Array): bigint {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length <= 16) return short(data);
  return bytes.length <= 64 ? middle(data) : long(data);
}

/** SipHash-2-4 with a key of two numbers. */
export function sipHash(bytes: Uint8Array, key: readonly [bigint, bigint]): bigint {
  const [k0, k1] = [wrap(key[0]), wrap(key[1])];
  let a = k0 ^ 0x736f6d6570736575n;
  let b = k1 ^ 0x646f72616e646f6dn;
  let c = k0 ^ 0x6c7967656e657261n;
  let d = k1 ^ 0x7465646279746573n;
  const round = () => {
    a = wrap(a + b);
    c = wrap(c + d);
    b = rotate(b, 51n) ^ a;
    d = rotate(d, 48n) ^ c;
    a = rotate(a, 32n);
    c = wrap(c + b);
    a = wrap(a + d);
    b = rotate(b, 47n) ^ c;
    d = rotate(d, 43n) ^ a;
    c = rotate(c, 32n);
  };
  const whole = bytes.length & ~7;
  const padded = new Uint8Array(whole + 8);
  padded.set(bytes);
  padded[whole + 7] = bytes.length & 255;
  const data = new DataView(padded.buffer);
  for (let at = 0; at <= whole; at += 8) {
    const word = data.getBigUint64(at, true);
    d ^= word;
    round();
    round();
    a ^= word;
  }
  c ^= 0xffn;
  for (let i = 0; i < 4; i++) round();
  return a ^ b ^ c ^ d;
}

const JOIN = 0xc6a4a7935bd1e995n;

/** One fingerprint of two. */
export function joined(a: bigint, b: bigint): bigint {
  const both = (a ^ JOIN) ^ wrap(mix(wrap(b * JOIN)) * JOIN);
  return mix(wrap(mix(wrap(both * JOIN)) * JOIN));
}
