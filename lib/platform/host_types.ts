/**
 * What the library asks of the runtime it runs in; Deno and Node each have a driver for it. What a
 * program may not do is not asked for: no question of permissions comes up, and no error.
 *
 * @module
 */

/** The operating systems that something is known of. */
export type System = "linux" | "darwin" | "windows" | "other";

/** Files, by path. Errors are the runtime's own; {@linkcode errorCode} tells them apart. */
export interface Files {
  /** All bytes of a file. */
  read(path: string): Uint8Array<ArrayBuffer>;
  /** A file as text. */
  readText(path: string): string;
  /** Makes or replaces a file. */
  write(path: string | URL, bytes: Uint8Array): void;
  /** Adds to the end of a file, which is made if it is not there. */
  append(path: string, bytes: Uint8Array): void;
  /**
   * Makes a draft, which must not be there yet, and gives it the name of the file when its bytes are on
   * the disk; so long nobody removes it.
   */
  replace(path: string, draft: string, bytes: Uint8Array, mode: number | null): void;
  /** Removes a draft unless a program is writing it, or may be. */
  removeDraft(path: string): void;
  /** Makes a folder, with those above it. */
  makeFolder(path: string): void;
  /** What a path leads to, through links. */
  info(path: string): FileInfo;
  /** The same for the path itself, which may be a link. */
  linkInfo(path: string): FileInfo;
  /** Names in a folder. */
  list(path: string): string[];
  /** Removes a file or an empty folder. */
  remove(path: string): void;
  /** Gives a file or folder a new name; a file that has it is replaced. */
  rename(from: string, to: string): void;
  /** The path without links. */
  realPath(path: string): string;
}

/** What there is at a path. */
export interface FileInfo {
  /** Whether it is a plain file: no folder, device, pipe or link. */
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  /** Whether it is a pipe; `null` where there are none, as with sockets. */
  readonly isFifo: boolean | null;
  readonly isSocket: boolean | null;
  readonly isSymlink: boolean;
  /** Bytes. */
  readonly size: number;
  /** Permissions and kind as POSIX has them; `null` where the system does not. */
  readonly mode: number | null;
}

/** The standard output. */
export interface Terminal {
  /** Whether it is a terminal, where lines can be rewritten. */
  isTerminal(): boolean;
  /** Its width in characters; throws where that is not known. */
  width(): number;
  /** Writes some of the bytes, and says how many. */
  write(bytes: Uint8Array): number;
}

/** A runtime. */
export interface Host {
  /** Its name, as in messages. */
  readonly name: "Deno" | "Node";
  /** The operating system. */
  readonly system: System;
  /** The processor, as npm packages name it. */
  readonly processor: string;
  /** The number of this process. */
  readonly pid: number;
  /** Processors that the program may use. */
  readonly processors: number;
  readonly files: Files;
  readonly terminal: Terminal;
  /** Whether the program may read a path. */
  mayRead(path: string): boolean;
  /** Whether the program may write to a path. */
  mayWrite(path: string): boolean;
  /** The runtime's error for a path that leads to nothing. */
  missing(text: string): Error;
  /** A variable of the environment; `undefined` where it is not set or may not be read. */
  variable(name: string): string | undefined;
  /** Sets a variable of the environment, where that is allowed. */
  setVariable(name: string, value: string): void;
  /** Bytes of memory of the machine; infinity where the program may not ask. */
  memory(): number;
  /** Calls a function when Ctrl-C is pressed, which then does nothing else. */
  onInterrupt(listener: () => void): void;
  /** Takes that back. */
  offInterrupt(listener: () => void): void;
}
