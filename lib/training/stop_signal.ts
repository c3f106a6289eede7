/**
 * Ctrl-C during a training: it ends at the next batch, with model and history as they are. A second
 * one ends the program, as the first does elsewhere.
 *
 * @module
 */
import { host } from "../platform/host.ts";
import { isInNotebook } from "../platform/notebook.ts";

/** Notes Ctrl-C while it is open. */
export class StopSignal {
  /** Whether Ctrl-C was pressed. */
  pressed = false;
  readonly #close: () => void;

  constructor() {
    const listener = () => {
      this.pressed = true;
      this.close();
    };
    let isOpen = !isInNotebook();
    if (isOpen) host.onInterrupt(listener);
    this.#close = () => {
      if (isOpen) host.offInterrupt(listener);
      isOpen = false;
    };
  }

  /** Leaves Ctrl-C to the program again. */
  close(): void {
    this.#close();
  }
}
