/**
 * The base of Keras's own losses, whose options stand in tables.
 *
 * @module
 */
import type { Constructed, Made, Rows } from "../configuration/options.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Loss } from "./loss.ts";
import { lossOptions } from "./options.ts";

/** A loss of Keras's own: a function of options that a table makes. */
export abstract class OwnLoss<Table extends Rows> extends Loss {
  /** What its table made of the arguments. */
  protected readonly own: Made<Table>;
  readonly #written: Readonly<Record<string, unknown>>;

  /** Binds and checks arguments. */
  constructor(target: Constructed, table: Table, args: readonly unknown[]) {
    const { own, base, written } = lossOptions(target, table, args);
    super(base);
    this.own = own;
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
export abstract class ClassesLoss<Table extends Rows> extends OwnLoss<Table> {
  protected override convertLabels(labels: Tensor): Tensor {
    return labels;
  }
}
