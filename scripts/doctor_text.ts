/**
 * The doctor's report as text.
 *
 * @module
 */
import type { DeviceReport, Report } from "./doctor_report.ts";

/** Columns as wide as their widest cell. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ").trimEnd()
  ).join("\n");
}

function deviceRow({ device, available, adapter, selfTestMs, reason }: DeviceReport): string[] {
  const test = selfTestMs === undefined ? "not run" : `${selfTestMs.toFixed(0)} ms`;
  const failed = reason?.startsWith("its self-test") ? "failed, " : "passed, ";
  return [
    device,
    available ? "yes" : "no",
    device === "cpu" ? "processor" : adapter ? `${adapter.name} (${adapter.kind})` : "-",
    device === "cpu" || !adapter ? "-" : [adapter.api, adapter.driver].filter(Boolean).join(", "),
    selfTestMs === undefined ? test : failed + test,
  ];
}

/** What there is to say of a device below the table. */
function deviceNotes({ device, reason, remedy, notAutomatic }: DeviceReport): string[] {
  return [
    ...(reason ? [`${device} is not available: ${reason}`] : []),
    ...(remedy ? [`  to get it: ${remedy}`] : []),
    ...(notAutomatic ? [notAutomatic] : []),
  ];
}

const gibibytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;

/** The report as text. */
export function formatReport(report: Report): string {
  const { deno, machine, packages } = report;
  const header = ["device", "found", "computes on", "driver", "self-test"];
  const facts = [
    ["kerasaur", report.kerasaur],
    ["deno", `${deno.version} (V8 ${deno.v8}, ${deno.target})`],
    ...Object.entries(packages),
    ["processors", String(machine.processors)],
    ["memory", `${gibibytes(machine.memory)}, ${gibibytes(machine.available)} available`],
    ["auto takes", report.auto],
  ];
  const adapters = report.adapters === null
    ? ["graphics adapters: no Vulkan loader found"]
    : report.adapters.length === 0
    ? ["graphics adapters: the Vulkan loader found no driver"]
    : [];
  const notes = [...adapters, ...report.devices.flatMap(deviceNotes)];
  const missing = report.missing.map((device) => `required and not available: ${device}`);
  return [
    formatTable([header, ...report.devices.map(deviceRow)]),
    ...(notes.length > 0 ? [notes.join("\n")] : []),
    formatTable(facts),
    ...(missing.length > 0 ? [missing.join("\n")] : []),
  ].join("\n\n");
}
