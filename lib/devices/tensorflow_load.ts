/**
 * Loads an addon and its TensorFlow, with settings of ours and without its log.
 *
 * @module
 */
import { host } from "../platform/host.ts";
import { type Binding, loadAddon } from "../engine/tensorflow/addon.ts";
import { withoutStderr } from "./tensorflow_quiet.ts";

/** What TensorFlow reads when its library loads, unless the environment says otherwise. */
const SETTINGS = {
  // Errors only.
  TF_CPP_MIN_LOG_LEVEL: "2",
  // Takes a GPU's memory as it is needed, not all of it at once.
  TF_FORCE_GPU_ALLOW_GROWTH: "true",
};

/** Applies the settings; returns whether the user asked for TensorFlow's log. */
function applySettings(): boolean {
  let asked = false;
  for (const [variable, value] of Object.entries(SETTINGS)) {
    const said = host.variable(variable);
    if (said === undefined) host.setVariable(variable, value);
    else if (variable === "TF_CPP_MIN_LOG_LEVEL") asked = Number(said) < 2;
  }
  return asked;
}

/**
 * Loads an addon and its TensorFlow, with our settings and without its log.
 *
 * @throws {Error} if it does not load.
 */
export function loadTensorflow(addon: string): Binding {
  return applySettings() ? loadAddon(addon) : withoutStderr(() => loadAddon(addon));
}
