/**
 * Makes helper threads fail in the middle of their work. Imported before the library by programs of
 * the tests; `FAULT` says what happens, instead of the part of a kernel that is the helper's
 * `FAULT_AFTER`th.
 *
 * @module
 */
const FAULTS: Readonly<Record<string, string>> = {
  /** What WebAssembly throws where an address is outside of the memory. */
  fails: `throw new WebAssembly.RuntimeError("memory access out of bounds")`,
  hangs: `for (;;);`,
  sleeps: `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)`,
  exits: `Deno.exit(3)`,
  /** It is only slow: nothing is wrong. */
  pauses: `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)`,
};

const CALL = "kernels[number](";

/** The helper's text with the fault in it. */
function withFault(address: string): string {
  const text = decodeURIComponent(address);
  if (text.split(CALL).length !== 2) {
    throw new Error("faulty_helper: expected a helper with one call of a kernel");
  }
  const fault = FAULTS[Deno.env.get("FAULT")!]!;
  const after = Number(Deno.env.get("FAULT_AFTER"));
  const faulty = `if (++globalThis.parts === ${after}) { ${fault}; } ${CALL}`;
  const [head = "", ...rest] = text.replace(CALL, faulty).split(",");
  return `${head},${encodeURIComponent(`globalThis.parts = 0;${rest.join(",")}`)}`;
}

/** The helpers, for a program that ends them itself. */
export const helpers: Worker[] = [];

globalThis.Worker = new Proxy(Worker, {
  construct(target, [address, options]: [string, WorkerOptions]) {
    const worker = new target(Deno.env.has("FAULT") ? withFault(address) : address, options);
    helpers.push(worker);
    return worker;
  },
});
