/**
 * Subnormal numbers, those below 1.2e-38, count as zero while a graph runs, as in TensorFlow's
 * kernels. Processors take a hundred times as long with them, and Adam's means end among them: the
 * mean of a gradient that stays zero shrinks by a tenth a step.
 *
 * ONNX Runtime sets this mode for its own threads. The calling thread, which works along, must have
 * it during a run only, or JavaScript's numbers would lose theirs too; C's `fesetenv` switches it.
 *
 * A notebook's stop button may end the script before the mode is put back. So the usual environment
 * is read once, when it is the usual one for certain, and is put back at the next turn at the latest.
 *
 * @module
 */
import { mayCallNative, native } from "../../platform/native.ts";
import { host } from "../../platform/host.ts";
import { enterTurn, onNewTurn } from "../../scopes/turn.ts";

/** The floating-point environment of x86-64 in C: eight words, of which the last is MXCSR. */
const WORDS = 8;
const MXCSR = 7;

/** MXCSR's bits "flush to zero" and "denormals are zeros". */
const FLUSH = 0x8040;

/** C's two functions; they return 0 on success. */
interface Environment {
  fegetenv(environment: Uint32Array<ArrayBuffer>): number;
  fesetenv(environment: Uint32Array<ArrayBuffer>): number;
}

/** C's mathematical library, where this program may call it and its layout is the known one. */
function openEnvironment(): Environment | undefined {
  if (host.system !== "linux" || host.processor !== "x64" || !mayCallNative()) return undefined;
  try {
    const words = { parameters: ["buffer"], result: "i32" } as const;
    return native().dlopen("libm.so.6", { fegetenv: words, fesetenv: words }).symbols;
  } catch {
    return undefined; // a system without glibc
  }
}

let environment: Environment | undefined | null = null;
const usual = new Uint32Array(WORDS);
const flushing = new Uint32Array(WORDS);
let isFlushing = false;

/** Whether graphs count subnormal numbers as zero here. */
export function flushesSubnormals(): boolean {
  if (environment === null) {
    environment = openEnvironment();
    if (environment && environment.fegetenv(usual) !== 0) environment = undefined;
    flushing.set(usual);
    flushing[MXCSR]! |= FLUSH;
  }
  return environment !== undefined;
}

/** The environment in which graphs run, for threads of our own; `undefined`: the usual one. */
export function flushingEnvironment(): Uint32Array<ArrayBuffer> | undefined {
  return flushesSubnormals() ? flushing : undefined;
}

/** Puts the usual environment back. */
function restore(): void {
  if (!isFlushing) return;
  environment!.fesetenv(usual);
  isFlushing = false;
}

onNewTurn(restore);

/** Runs `compute` with subnormal numbers counting as zero, where that can be switched. */
export function withoutSubnormals<T>(compute: () => T): T {
  if (!flushesSubnormals() || isFlushing) return compute();
  enterTurn();
  isFlushing = true;
  environment!.fesetenv(flushing);
  try {
    return compute();
  } finally {
    restore();
  }
}
