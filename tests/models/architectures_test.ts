/**
 * Known architectures, made with Kerasaur as with Keras, and held to what Keras makes of them.
 *
 * @module
 */
import * as tf from "kerasaur";
import { under } from "../support/profile.ts";
import type { OperationKind } from "../support/tolerances.ts";
import { readArchitecture } from "./architecture_golden.ts";
import { densenet, googlenet, mobilenetV2, resnet18 } from "./architectures/branching.ts";
import { type AnyModel, checkCopy, checkForward, checkStructure } from "./architectures/checks.ts";
import { unet, vae } from "./architectures/decoding.ts";
import { alexnet, lenet, nin, vgg11 } from "./architectures/early.ts";
import { EXCEPTIONS } from "./architectures/exceptions.ts";
import { seq2seq, transformer } from "./architectures/sequences.ts";

/** An architecture, and how exact its outputs are. */
interface Architecture {
  readonly make: (options?: object) => AnyModel;
  readonly kind: OperationKind;
}

const ARCHITECTURES: Readonly<Record<string, Architecture>> = {
  lenet: { make: lenet, kind: "layer" },
  alexnet: { make: alexnet, kind: "layer" },
  vgg11: { make: vgg11, kind: "layer" },
  nin: { make: nin, kind: "layer" },
  googlenet: { make: googlenet, kind: "layer" },
  resnet18: { make: resnet18, kind: "layer" },
  densenet: { make: densenet, kind: "layer" },
  mobilenet_v2: { make: mobilenetV2, kind: "layer" },
  unet: { make: unet, kind: "layer" },
  seq2seq: { make: seq2seq, kind: "layer" },
  transformer: { make: transformer, kind: "layer" },
  vae: { make: vae, kind: "layer" },
};

/** Those that a software GPU takes half a minute for; run by hand, they compute the same on it. */
const LARGE: readonly string[] = ["alexnet", "vgg11", "googlenet", "resnet18", "mobilenet_v2"];

const isOnGpu = Deno.env.get("KERASAUR_DEVICE") === "webgpu";

for (const [name, { make, kind }] of Object.entries(ARCHITECTURES)) {
  Deno.test(`${name} has the structure, the summaries and the configuration of Keras's`, () => {
    under("keras3", () => {
      tf.keras.backend.clearSession();
      const { structure } = readArchitecture(name);
      checkStructure(make(), EXCEPTIONS[name]?.adapt(structure) ?? structure);
    });
  });

  const title = `${name} computes what Keras's does, and so does a copy by its configuration`;
  const ignore = isOnGpu && LARGE.includes(name);
  Deno.test({
    name: title,
    ignore,
    fn: () => {
      under("keras3", () => {
        const golden = readArchitecture(name);
        tf.keras.backend.clearSession();
        const model = make(golden.forward.options);
        checkCopy(model, checkForward(model, golden, kind));
      });
    },
  });
}
