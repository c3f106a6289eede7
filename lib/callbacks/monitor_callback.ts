/**
 * The base of callbacks that watch one value of the logs.
 *
 * @module
 */
import { oneOf, text } from "../configuration/rows.ts";
import { getProfile } from "../random/profile.ts";
import { Callback } from "./callback.ts";
import { type Direction, findDirection } from "./direction.ts";

/** Which values are better: smaller ones, larger ones, or by the name of what is watched. */
export type Mode = "auto" | Direction;

/** The row of what is watched. */
export const MONITOR = ["monitor", text("val_loss")] as const;

/** The row of a {@linkcode Mode}. */
export const MODE = ["mode", oneOf<Mode, "auto">(["auto", "min", "max"], "auto")] as const;

/** What a {@linkcode MonitorCallback} is made of. */
export interface Monitored {
  readonly monitor: string;
  readonly mode: Mode;
  /** The value that has to be beaten at first. */
  readonly best?: number | null;
  readonly minDelta?: number;
}

/** Watches one value of the logs. */
export abstract class MonitorCallback extends Callback {
  /** Name of what is watched. */
  readonly monitor: string;
  /** Which values are better. */
  readonly mode: Mode;
  /** By how much a better value has to be better. */
  readonly minDelta: number;
  /** The best value so far; `null` before the first. */
  best: number | null;
  #direction: Direction | undefined;

  /** @param monitored What is watched. */
  protected constructor({ monitor, mode, best = null, minDelta = 0 }: Monitored) {
    super();
    this.monitor = monitor;
    this.mode = mode;
    this.best = best;
    this.minDelta = Math.abs(minDelta);
  }

  /** Which values are better; found once the model's metrics exist. */
  protected direction(): Direction {
    if (this.#direction !== undefined) return this.#direction;
    const found = this.mode === "auto" ? findDirection(this.model!, this.monitor) : this.mode;
    if (found === undefined) {
      throw new RangeError(
        `${this.constructor.name}: expected mode "min" or "max" for monitor=${
          JSON.stringify(this.monitor)
        }, of which nobody knows which values are better, received mode="auto"`,
      );
    }
    return this.#direction = found;
  }

  /** Whether a value is better than another by more than the difference that is asked for. */
  protected isBetter(value: number, than: number | null): boolean {
    const isMax = this.direction() === "max";
    if (than === null) return true;
    // Keras 3 compares as float32.
    const round = getProfile() === "keras3" ? Math.fround : (x: number) => x;
    return isMax
      ? round(value - this.minDelta) > round(than)
      : round(value + this.minDelta) < round(than);
  }
}
