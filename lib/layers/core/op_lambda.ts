/**
 * Operations in graphs of layers: `tf.add(x, y)` of symbolic tensors becomes a layer that calls it.
 *
 * @module
 */
import { fromConfigCaller } from "../../errors/caller.ts";
import type { CustomObjects } from "../../configuration/registry.ts";
import { operationOf } from "../../ops/bind.ts";
import { onSymbolicCall } from "../../ops/symbolic.ts";
import { getProfile } from "../../random/profile.ts";
import { uniqueName } from "../../objects/naming.ts";
import { snakeCase } from "../../configuration/options.ts";
import { inferOutputs } from "../base/infer_outputs.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { Layer } from "../base/layer.ts";

/** A function of tensors. */
type Operation = (...args: unknown[]) => unknown;

/** The arguments of a call in a graph. */
interface Given {
  readonly args: readonly unknown[];
}

/** A layer that calls an operation; made where one is called with symbolic tensors. */
export class TFOpLambda extends Layer<Given, unknown> {
  readonly #where: string;
  readonly #operation: Operation;

  /** Takes the operation and its name, such as `tf.concat`. */
  constructor(where: string, operation: Operation, name: string) {
    super({ name });
    this.#where = where;
    this.#operation = operation;
    this.markBuilt();
  }

  protected override convertInputs(inputs: unknown): unknown {
    return inputs;
  }

  override call({ args }: Given): unknown {
    return this.#operation(...args);
  }

  override computeOutputSpec(inputs: unknown, ..._options: unknown[]): unknown {
    return inferOutputs(this.label, [inputs], ([given]) => this.call(given as Given));
  }

  override getConfig(): Record<string, unknown> {
    const { name, trainable, dtype } = super.getConfig();
    return { name, trainable, dtype, function: this.#where.replace(/^tf\./, "") };
  }

  static override fromConfig<L>(
    this: new (...args: never[]) => L,
    config: Record<string, unknown>,
    _customObjects?: CustomObjects,
  ): L {
    return fromConfigCaller(this, config, () => {
      const where = `tf.${String(config["function"])}`;
      const operation = operationOf(where);
      if (operation) return new this(...[where, operation, config["name"]] as never[]);
      throw new RangeError(
        `TFOpLambda: expected the name of an operation of tf, received ${where}`,
      );
    });
  }
}

/** `concat` of `tf.concat` with Keras 3, `tf.concat` before. */
function nameOf(where: string): string {
  const last = snakeCase(where.slice(where.lastIndexOf(".") + 1));
  return uniqueName(getProfile() === "keras3" ? last : where);
}

onSymbolicCall((where, operation, args) => {
  const layer = new TFOpLambda(where, operation, nameOf(where));
  const call = layer as (inputs: never, options?: CallOptions) => unknown;
  return call({ args } as never);
});
