/**
 * An output of a notebook's cell that changes after it was shown.
 *
 * @module
 */

/** The kernel's own way to show something. */
type Broadcast = (type: string, content: Record<string, unknown>) => Promise<void>;

/** The kernel's outputs; `undefined` outside of notebooks, where asking for them is an error. */
function outputs(): Broadcast | undefined {
  try {
    const { jupyter } = Deno as { jupyter?: { broadcast?: Broadcast } };
    return jupyter?.broadcast?.bind(jupyter);
  } catch {
    return undefined;
  }
}

/** A text that is shown once and then replaced. */
export class LiveDisplay {
  readonly #broadcast: Broadcast;
  readonly #id: string = crypto.randomUUID();
  #isShown = false;

  private constructor(broadcast: Broadcast) {
    this.#broadcast = broadcast;
  }

  /** A display of this cell; `undefined` outside of notebooks. */
  static open(): LiveDisplay | undefined {
    const broadcast = outputs();
    return broadcast && new LiveDisplay(broadcast);
  }

  /** Shows a text in the place of the last one. It is sent at once; nothing waits for it. */
  show(text: string): void {
    const type = this.#isShown ? "update_display_data" : "display_data";
    this.#isShown = true;
    const sent = this.#broadcast(type, {
      data: { "text/plain": text },
      metadata: {},
      transient: { display_id: this.#id },
    });
    // A front end that is gone is no reason to end a training.
    sent.catch(() => {});
  }
}
