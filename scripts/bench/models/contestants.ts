/**
 * Who runs the models: names, titles, and how each is started.
 *
 * @module
 */
import { type Launch, OURS } from "../contestants.ts";
import type { Entry } from "../entries.ts";

const at = (script: string, ...args: string[]): Launch => ({
  script: new URL(script, import.meta.url),
  args,
});
const python = (name: string) => at("model_peers.py", name);

/** All contestants, in the order of their turns. */
export const ENTRIES: readonly Entry[] = [
  { name: OURS, title: "Kerasaur", launch: at("kerasaur.ts"), needs: "" },
  { name: "torch", title: "PyTorch eager", launch: python("torch"), needs: "torch" },
  {
    name: "tensorflow",
    title: "TensorFlow tf.function",
    launch: python("tensorflow"),
    needs: "tensorflow",
  },
  { name: "jax", title: "JAX jit", launch: python("jax"), needs: "jax" },
];
