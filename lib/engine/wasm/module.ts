/**
 * A WebAssembly module of functions over one memory that it imports.
 *
 * @module
 */
import { ByteWriter } from "./bytes.ts";
import { TYPE } from "./instructions.ts";
import type { FunctionWriter } from "./function_writer.ts";

/** What begins a module: its magic number and the format's version. */
const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** Numbers of the sections. */
const SECTION = { types: 1, imports: 2, functions: 3, exports: 7, code: 10 } as const;

/** A memory that is shared between threads, has a maximum, and addresses of 64 bits. */
const SHARED_MEMORY_64 = 7;
const MEMORY = 2;
const FUNCTION = 0x60;

/** Name of the memory that is imported. */
export const IMPORT = { module: "kerasaur", memory: "memory" } as const;

function section(to: ByteWriter, id: number, write: (content: ByteWriter) => void): void {
  const content = new ByteWriter();
  write(content);
  to.byte(id);
  to.sized(content.finish());
}

/**
 * Encodes functions of the same parameters as a module that exports them by their places: "0", ...
 *
 * @param pages The most pages of 64 KiB that the memory may have.
 */
export function encodeModule(
  functions: readonly FunctionWriter[],
  pages: number,
): Uint8Array<ArrayBuffer> {
  const module = new ByteWriter();
  for (const byte of HEADER) module.byte(byte);
  section(module, SECTION.types, (to) => {
    const parameters = functions[0]!.parameters;
    to.byte(1);
    to.byte(FUNCTION);
    to.unsigned(parameters.length);
    for (const type of parameters) to.byte(TYPE[type]);
    to.byte(0);
  });
  section(module, SECTION.imports, (to) => {
    to.byte(1);
    to.text(IMPORT.module);
    to.text(IMPORT.memory);
    to.byte(MEMORY);
    to.byte(SHARED_MEMORY_64);
    to.unsigned(1);
    to.unsigned(pages);
  });
  section(module, SECTION.functions, (to) => {
    to.unsigned(functions.length);
    for (let i = 0; i < functions.length; i++) to.unsigned(0);
  });
  section(module, SECTION.exports, (to) => {
    to.unsigned(functions.length);
    functions.forEach((_, i) => {
      to.text(`${i}`);
      to.byte(0);
      to.unsigned(i);
    });
  });
  section(module, SECTION.code, (to) => {
    to.unsigned(functions.length);
    for (const it of functions) to.sized(it.finish());
  });
  return module.finish();
}
