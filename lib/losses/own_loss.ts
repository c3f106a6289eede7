/**
 * The base of Keras's own losses, whose options stand in tables.
 *
 * @module
 */
import type { Rows } from "../configuration/options.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Loss } from "./loss.ts";
import type { PreparedLoss } from "./options.ts";

/** A loss of Keras's own: a function of options that a table makes. */
export abstract class OwnLoss extends Loss {
  readonly #written: Readonly<Record<string, unknown>>;

  /** @param made What `lossOptions` made of the arguments. */
  constructor({ base, written }: Pick<PreparedLoss<Rows>, "base" | "written">) {
    super(base);
    this.#written = written;
  }

  protected override lossesOf(yTrue: Tensor, yPred: Tensor): Tensor {
    return internally(() => this.call(yTrue, yPred));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...this.#written };
  }
}

/** A loss whose labels are numbers of classes: they stay as they are, since half floats round them. */
export abstract class ClassesLoss extends OwnLoss {
  protected override convertLabels(labels: Tensor): Tensor {
    return labels;
  }
}
