/**
 * Masks: which steps of a sequence count. A mask belongs to a tensor, and layers hand it on from
 * their inputs to their outputs.
 *
 * @module
 */
import { warnOnce } from "../../errors/warn.ts";
import { isOptions } from "../../ops/bind.ts";
import { Tensor } from "../../tensor/tensor.ts";

/** A mask of truth values for each tensor of a nested value; nothing where all steps count. */
export type Mask = Tensor | null | undefined | readonly Mask[] | { readonly [name: string]: Mask };

const masks = new WeakMap<Tensor, Tensor>();
let any = false;

/** The mask of a tensor, if it has one. */
export function maskOf(tensor: Tensor): Tensor | undefined {
  return any ? masks.get(tensor) : undefined;
}

/** Gives a tensor a mask. */
export function setMask(tensor: Tensor, mask: Tensor): void {
  any = true;
  masks.set(tensor, mask);
}

/** The masks of a nested value: nested as it is, `undefined` if none of its tensors has one. */
export function masksOf(value: unknown): Mask {
  if (!any) return undefined;
  if (value instanceof Tensor) return masks.get(value);
  if (Array.isArray(value)) {
    const found = value.map(masksOf);
    return found.some((it) => it !== undefined && it !== null) ? found : undefined;
  }
  if (!isOptions(value)) return undefined;
  const found = Object.entries(value).map(([name, it]) => [name, masksOf(it)] as const);
  return found.some(([, it]) => it !== undefined) ? Object.fromEntries(found) : undefined;
}

/** Whether there is a mask in a nested one. */
export function hasMask(mask: Mask): boolean {
  if (mask === undefined || mask === null) return false;
  if (mask instanceof Tensor) return true;
  return Object.values(mask).some((it) => hasMask(it as Mask));
}

/** Gives the tensors of a nested value their masks, where they have none yet. */
export function setMasks(value: unknown, mask: Mask): void {
  if (mask === undefined || mask === null) return;
  if (value instanceof Tensor) {
    const own = mask instanceof Tensor ? mask : firstOf(mask);
    if (own !== undefined && maskOf(value) === undefined) setMask(value, own);
  } else if (Array.isArray(value)) {
    // One mask for several outputs belongs to the first.
    if (mask instanceof Tensor) setMasks(value[0], mask);
    else if (Array.isArray(mask)) value.forEach((it, i) => setMasks(it, mask[i]));
  } else if (isOptions(value) && isOptions(mask)) {
    for (const name of Object.keys(value)) setMasks(value[name], mask[name] as Mask);
  }
}

/** The first of nested masks. */
export function firstOf(mask: Mask): Tensor | undefined {
  if (mask === undefined || mask === null || mask instanceof Tensor) return mask ?? undefined;
  for (const it of Object.values(mask)) {
    const found = firstOf(it as Mask);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The mask a layer was called with, if it is one. */
export function oneMask(mask: unknown): Tensor | undefined {
  return mask instanceof Tensor ? mask : undefined;
}

/** What handing on needs to know of a layer. */
interface Masking {
  readonly label: string;
  readonly supportsMasking: boolean;
  computeMask(inputs: unknown, previousMask?: Mask): Mask;
}

/**
 * Gives the outputs of a call their masks.
 *
 * @param isOwn Whether the layer makes masks itself, so that it is asked without one as well.
 */
export function handOn(
  layer: Masking,
  isOwn: boolean,
  inputs: unknown,
  outputs: unknown,
  mask: Mask,
): void {
  const isGiven = hasMask(mask);
  if (layer.supportsMasking) {
    if (isOwn || isGiven) setMasks(outputs, layer.computeMask(inputs, mask));
  } else if (isGiven) {
    warnOnce(
      `${layer.label} was called with a mask on its inputs and does not hand it on: layers after it see none. Set its supportsMasking if it keeps the steps apart.`,
    );
  }
}
