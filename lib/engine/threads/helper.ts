/**
 * What a helper thread runs, as the text of a module: a worker from a `data:` address needs no file
 * and no permission. It has no imports, so the words it reads are numbers by their names in
 * `control.ts`.
 *
 * @module
 */
import { IMPORT } from "../wasm/module.ts";
import { MODULE_WORDS, PARTS, WORD, WORDS } from "./control.ts";

/** What a helper is given when it starts. */
export interface HelperStart {
  readonly memory: WebAssembly.Memory;
  /** Where the words are, and the table of modules. */
  readonly control: number;
  readonly table: number;
  /** The floating-point environment of the main thread during runs; undefined: the usual one. */
  readonly environment: Uint32Array | undefined;
}

const source = `
const help = ({ memory, control, table, environment }) => {
  if (environment !== undefined) {
    const words = { parameters: ["buffer"], result: "i32" };
    Deno.dlopen("libm.so.6", { fesetenv: words }).symbols.fesetenv(environment);
  }
  const words = new Int32Array(memory.buffer, control, ${WORDS});
  const modules = new Int32Array(memory.buffer, table);
  const kernels = [];
  let loaded = 0;
  const load = () => {
    for (const count = Atomics.load(words, ${WORD.modules}); loaded < count; loaded++) {
      const at = ${MODULE_WORDS} * loaded;
      const address = (modules[at] >>> 0) + 2 ** 32 * modules[at + 1];
      // Another thread has made the memory larger: this one has to look again.
      if (memory.buffer.byteLength < address + modules[at + 2]) memory.grow(0n);
      const bytes = new Uint8Array(memory.buffer, address, modules[at + 2]).slice();
      const imports = { ${IMPORT.module}: { ${IMPORT.memory}: memory } };
      const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
      for (let i = 0; i < modules[at + 3]; i++) kernels.push(exports[i]);
    }
  };
  const hasPart = (state) => state % ${PARTS} < Atomics.load(words, ${WORD.parts});
  const waitFor = (state) => {
    const patience = Atomics.load(words, ${WORD.patience});
    if (patience > 0) {
      const end = performance.now() + patience / 1000;
      do {
        for (let i = 0; i < 20; i++) Atomics.pause?.();
        if (Atomics.load(words, ${WORD.state}) !== state) return;
      } while (performance.now() < end);
    }
    Atomics.add(words, ${WORD.sleeping}, 1);
    Atomics.wait(words, ${WORD.state}, state);
    Atomics.sub(words, ${WORD.sleeping}, 1);
  };
  const takePart = () => {
    const state = Atomics.load(words, ${WORD.state});
    const number = Atomics.load(words, ${WORD.kernel});
    if (!hasPart(state) || number >= kernels.length) return;
    const block = Atomics.load(words, ${WORD.block});
    const units = Atomics.load(words, ${WORD.units});
    const size = Atomics.load(words, ${WORD.part});
    if (Atomics.compareExchange(words, ${WORD.state}, state, state + 1) !== state) return;
    const part = state % ${PARTS};
    kernels[number](block, part * size, Math.min(units, (part + 1) * size), part);
  };
  load();
  Atomics.add(words, ${WORD.running}, 1);
  while (Atomics.load(words, ${WORD.ending}) === 0) {
    const state = Atomics.load(words, ${WORD.state});
    if (!hasPart(state)) {
      waitFor(state);
      continue;
    }
    if (Atomics.load(words, ${WORD.kernel}) >= kernels.length) load();
    Atomics.add(words, ${WORD.busy}, 1);
    try {
      takePart();
    } catch {
      Atomics.store(words, ${WORD.failed}, 1);
    }
    Atomics.sub(words, ${WORD.busy}, 1);
  }
};
onmessage = ({ data }) => {
  try {
    help(data);
  } catch {
    // Nobody waits for a helper that has taken nothing; the others do its work.
  }
  close();
};
`;

/** The address of the module. */
export const HELPER = `data:text/javascript,${encodeURIComponent(source)}`;
