/**
 * Deno's way to call native code. Node has none without flags of its own: there, and where the
 * program may not call native code, npm packages with bindings do what they can instead.
 *
 * @module
 */
import { isDeno } from "./host.ts";

/** Calls of native code, and addresses. */
export type Native = Pick<
  typeof Deno,
  "dlopen" | "UnsafeFnPointer" | "UnsafePointer" | "UnsafePointerView"
>;

/** An address, or none. */
export type PointerValue = Deno.PointerValue;
/** An address. */
export type PointerObject<T = unknown> = Deno.PointerObject<T>;
/** What a function of a library takes and gives. */
export type ForeignFunction = Deno.ForeignFunction;
/** Functions of a library by name. */
export type ForeignLibrary = Deno.ForeignLibraryInterface;
/** A function at an address, as JavaScript calls it. */
export type NativeCall<Definition extends ForeignFunction> = Deno.UnsafeFnPointer<
  Definition
>["call"];
/** Functions of a library that is open. */
export type Symbols<Definitions extends ForeignLibrary> = Deno.DynamicLibrary<
  Definitions
>["symbols"];

/** Whether the program may call native code; the answer never changes from yes to no. */
export function mayCallNative(): boolean {
  return isDeno && Deno.permissions.querySync({ name: "ffi" }).state === "granted";
}

/** Calls of native code; asked for only where {@linkcode mayCallNative} says that it may be. */
export function native(): Native {
  return Deno;
}
