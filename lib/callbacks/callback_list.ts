/**
 * Several callbacks as one. A hook waits only where a callback gave a promise, so that a training
 * whose callbacks don't is never interrupted; and hooks that nobody overrides cost nothing.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { Callback, type CallbackParams, type Hooked, type Logs } from "./callback.ts";
import { History } from "./history.ts";
import type { CallbackModel } from "./model.ts";
import { ProgbarLogger } from "./progbar_logger.ts";

/** Names of the hooks. */
type Hook = Exclude<Extract<keyof Callback, `on${string}`>, "onFailure">;

/** What a {@linkcode CallbackList} is made of besides callbacks. */
export interface CallbackListOptions extends CallbackParams {
  /** Whether a `History` is added where there is none; default `false`. */
  addHistory?: boolean;
  /** Whether a `ProgbarLogger` is added where there is none; default `false`. */
  addProgbar?: boolean;
  /** The model that is trained; default `null`: `setModel` comes later. */
  model?: CallbackModel | null;
}

/** Other hooks that a hook calls if it is not overridden. */
const OLDER: Partial<Record<Hook, Hook>> = {
  onTrainBatchBegin: "onBatchBegin",
  onTrainBatchEnd: "onBatchEnd",
};

/** Several callbacks as one, in order; `History` and progress bar come last. */
export class CallbackList extends Callback {
  /** The callbacks. */
  readonly callbacks: Callback[] = [];
  readonly #overriding = new Map<Hook, Callback[]>();

  /** @param callbacks The callbacks. */
  constructor(
    callbacks: Callback | readonly Callback[] | null = null,
    options: CallbackListOptions = {},
  ) {
    super();
    const { addHistory = false, addProgbar = false, model = null, ...params } = options;
    fromCaller(new.target, () => {
      const given: readonly unknown[] = callbacks === null ? [] : [callbacks].flat();
      for (const it of given) this.#add(it);
      const has = (Class: typeof Callback) => this.callbacks.some((it) => it instanceof Class);
      if (addProgbar && !has(ProgbarLogger)) this.#add(new ProgbarLogger());
      if (addHistory && !has(History)) this.#add(new History());
    });
    if (model !== null) this.setModel(model);
    if (Object.keys(params).length > 0) this.setParams(params);
  }

  #add(callback: unknown): void {
    if (!(callback instanceof Callback)) {
      throw new TypeError(
        `CallbackList: expected callbacks to be a tf.keras.callbacks.Callback or a list of them, received ${
          formatValue(callback)
        }; make it with new, or of tf.keras.callbacks.LambdaCallback`,
      );
    }
    this.callbacks.push(callback);
    this.#overriding.clear();
  }

  /** Adds a callback. */
  append(callback: Callback): void {
    fromCaller(this.append, () => this.#add(callback));
  }

  override setParams(params: CallbackParams): void {
    super.setParams(params);
    for (const it of this.callbacks) it.setParams(params);
  }

  override setModel(model: CallbackModel): void {
    super.setModel(model);
    for (const it of this.callbacks) it.setModel(model);
  }

  /** The `History` among them, if there is one. */
  get history(): History | undefined {
    return this.callbacks.find((it) => it instanceof History);
  }

  /** Whether any callback has a hook of its own. */
  has(hook: Hook): boolean {
    return this.#with(hook).length > 0;
  }

  #with(hook: Hook): Callback[] {
    let found = this.#overriding.get(hook);
    if (found === undefined) {
      const older = OLDER[hook];
      const names = older === undefined ? [hook] : [hook, older];
      const overrides = (it: Callback) =>
        names.some((name) => it[name] !== Callback.prototype[name]);
      this.#overriding.set(hook, found = this.callbacks.filter(overrides));
    }
    return found;
  }

  #run(hook: Hook, ...args: unknown[]): Hooked {
    const callbacks = this.#with(hook);
    for (let i = 0; i < callbacks.length; i++) {
      const given = call(callbacks[i]!, hook, args);
      if (given !== undefined) return rest(given, callbacks.slice(i + 1), hook, args);
    }
  }

  override onBatchBegin(batch: number, logs?: Logs): Hooked {
    return this.#run("onTrainBatchBegin", batch, logs);
  }
  override onBatchEnd(batch: number, logs?: Logs): Hooked {
    return this.#run("onTrainBatchEnd", batch, logs);
  }
  override onEpochBegin(epoch: number, logs?: Logs): Hooked {
    return this.#run("onEpochBegin", epoch, logs);
  }
  override onEpochEnd(epoch: number, logs?: Logs): Hooked {
    return this.#run("onEpochEnd", epoch, logs);
  }
  override onTrainBatchBegin(batch: number, logs?: Logs): Hooked {
    return this.#run("onTrainBatchBegin", batch, logs);
  }
  override onTrainBatchEnd(batch: number, logs?: Logs): Hooked {
    return this.#run("onTrainBatchEnd", batch, logs);
  }
  override onTestBatchBegin(batch: number, logs?: Logs): Hooked {
    return this.#run("onTestBatchBegin", batch, logs);
  }
  override onTestBatchEnd(batch: number, logs?: Logs): Hooked {
    return this.#run("onTestBatchEnd", batch, logs);
  }
  override onPredictBatchBegin(batch: number, logs?: Record<string, unknown>): Hooked {
    return this.#run("onPredictBatchBegin", batch, logs);
  }
  override onPredictBatchEnd(batch: number, logs?: Record<string, unknown>): Hooked {
    return this.#run("onPredictBatchEnd", batch, logs);
  }
  override onTrainBegin(logs?: Logs): Hooked {
    return this.#run("onTrainBegin", logs);
  }
  override onTrainEnd(logs?: Logs): Hooked {
    return this.#run("onTrainEnd", logs);
  }
  override onTestBegin(logs?: Logs): Hooked {
    return this.#run("onTestBegin", logs);
  }
  override onTestEnd(logs?: Logs): Hooked {
    return this.#run("onTestEnd", logs);
  }
  override onPredictBegin(logs?: Logs): Hooked {
    return this.#run("onPredictBegin", logs);
  }
  override onPredictEnd(logs?: Logs): Hooked {
    return this.#run("onPredictEnd", logs);
  }
  override onFailure(): void {
    for (const it of this.callbacks) it.onFailure();
  }
}

/** Calls a hook; `undefined` unless it gave a promise. */
function call(callback: Callback, hook: Hook, args: readonly unknown[]): Promise<void> | undefined {
  const method = callback[hook] as (...args: readonly unknown[]) => Hooked;
  const given = method.apply(callback, [...args]);
  return given instanceof Promise ? given : undefined;
}

/** The hooks that are left once a promise is kept. */
async function rest(
  first: Promise<void>,
  callbacks: readonly Callback[],
  hook: Hook,
  args: readonly unknown[],
): Promise<void> {
  await first;
  for (const it of callbacks) await call(it, hook, args);
}
