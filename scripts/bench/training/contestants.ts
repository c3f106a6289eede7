/**
 * Who trains: names, titles, and how each is started. {@linkcode OURS} is `fit` with examples in
 * their order, in which the others are measured.
 *
 * @module
 */
import { type Launch, OURS } from "../contestants.ts";
import type { Entry } from "../entries.ts";

const at = (script: string, ...args: string[]): Launch => ({
  script: new URL(script, import.meta.url),
  args,
});
const python = (name: string) => at("train_peers.py", name);

/** All contestants, in the order of their turns: those compared most closely are neighbours. */
export const ENTRIES: readonly Entry[] = [
  { name: OURS, title: "Kerasaur fit", launch: at("kerasaur.ts", "fit"), needs: "" },
  { name: "bare", title: "bare step", launch: at("kerasaur.ts", "bare"), needs: "" },
  { name: "shuffled", title: "fit, shuffled", launch: at("kerasaur.ts", "shuffled"), needs: "" },
  { name: "torch", title: "PyTorch eager", launch: python("torch"), needs: "torch" },
  {
    name: "keras_tensorflow",
    title: "Keras fit, TensorFlow",
    launch: python("keras_tensorflow"),
    needs: "keras and tensorflow",
  },
  {
    name: "keras_jax",
    title: "Keras fit, JAX",
    launch: python("keras_jax"),
    needs: "keras and jax",
  },
  { name: "jax", title: "JAX jit", launch: python("jax"), needs: "jax" },
  {
    name: "tfjs",
    title: "tfjs-layers wasm",
    launch: at("tfjs_layers.ts"),
    needs: "tfjs's packages",
    isSlow: true,
  },
  {
    name: "jax-js",
    title: "jax-js wasm",
    launch: at("jax_js.ts"),
    isSlow: true,
    needs: "jax-js's package",
  },
];
