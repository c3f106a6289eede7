/**
 * Who computes on the graphics card, and on the processor what the results are compared with.
 *
 * @module
 */
import type { Entry } from "../bench/entries.ts";

/** With whose results the others' are compared. */
export const REFERENCE = "cpu";

/** Whose times the others' are compared with. */
export const FIRST = "webgpu";

const own = (device: string, isSlow = false): Entry => ({
  name: device,
  title: `Kerasaur, ${device}`,
  launch: {
    script: new URL("../bench/models/kerasaur.ts", import.meta.url),
    args: [],
    env: { KERASAUR_DEVICE: device },
  },
  isSlow,
  needs: "",
});

const python = (name: string, title: string): Entry => ({
  name,
  title,
  launch: {
    script: new URL("../bench/models/model_peers.py", import.meta.url),
    args: [name],
    // JAX would take most of the card's memory for itself.
    env: { BENCH_DEVICE: "cuda", XLA_PYTHON_CLIENT_PREALLOCATE: "false" },
  },
  needs: name,
});

/** All of them, in the order of their turns. */
export const ENTRIES: readonly Entry[] = [
  own(FIRST),
  own("cuda"),
  python("torch", "PyTorch eager"),
  python("jax", "JAX jit"),
  own(REFERENCE, true),
];
