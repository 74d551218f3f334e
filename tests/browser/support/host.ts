import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { root } from "./machine.js";

const types: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".csv": "text/csv",
  ".parquet": "application/vnd.apache.parquet",
  ".png": "image/png",
};

/** What a host does instead of sending a file whole. */
export type Fault = (response: ServerResponse, bytes: Buffer) => void;

export const status =
  (code: number): Fault =>
  (response) =>
    response.writeHead(code).end();

/** Sends what `change` makes of the file, as if it were the file. */
export const changed =
  (change: (bytes: Buffer) => Buffer): Fault =>
  (response, bytes) =>
    response.end(change(bytes));

/** Breaks the connection half way. */
export const reset: Fault = (response, bytes) => {
  response.setHeader("Content-Length", bytes.length);
  response.write(bytes.subarray(0, bytes.length / 2), () => setTimeout(() => response.socket?.destroy(), 50));
};

export const flipped = (at: number): Fault =>
  changed((bytes) => {
    const copy = Buffer.from(bytes);
    copy[at % copy.length]! ^= 4;
    return copy;
  });

/** A file that is sent at a pace, and whose end is held back for a while. */
export class Held {
  private letGo = () => {};
  private readonly released = new Promise<void>((resolve) => (this.letGo = resolve));
  private reached = (_bytes: number) => {};
  private over = (_at: number) => {};
  /** Settles with the bytes that were sent when the rest is held back. */
  readonly waiting = new Promise<number>((resolve) => (this.reached = resolve));
  /** Settles with the time, in milliseconds since 1970, at which the last byte went out. */
  readonly ended = new Promise<number>((resolve) => (this.over = resolve));

  /** So many bytes a second, and waiting when this share of the file was sent. */
  constructor(
    private readonly rate: number,
    private readonly share: number,
  ) {}

  readonly fault: Fault = (response, bytes) => void this.send(response, bytes);

  /** Lets the rest go. */
  release(): void {
    this.letGo();
  }

  private async send(response: ServerResponse, bytes: Buffer): Promise<void> {
    const piece = 1 << 16;
    const hold = Math.floor(bytes.length * this.share);
    const begun = performance.now();
    let idle = 0;
    for (let at = 0; at < bytes.length; ) {
      const end = at < hold ? Math.min(at + piece, hold) : Math.min(at + piece, bytes.length);
      await new Promise<void>((sent) => response.write(bytes.subarray(at, end), () => sent()));
      at = end;
      if (at === hold) {
        const before = performance.now();
        this.reached(at);
        await this.released;
        idle = performance.now() - before;
      }
      const early = (at / this.rate) * 1000 - (performance.now() - begun - idle);
      if (early > 1) await new Promise((then) => setTimeout(then, early));
    }
    this.over(Date.now());
    response.end();
  }
}

/** A host of the built site, with further snapshots, that can be told to fail. */
export class Host {
  /** The fault of a file, by the end of its address. */
  readonly faults = new Map<string, Fault>();
  private readonly snapshots = new Map<string, string>();
  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async start(): Promise<Host> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const host = new Host(server, (server.address() as AddressInfo).port);
    server.on("request", (request, response) => host.send(new URL(request.url ?? "/", host.url).pathname, response));
    return host;
  }

  get url(): string {
    return `http://localhost:${this.port}/`;
  }

  /** Offers a folder under a name, beside the site's own snapshots. */
  offer(name: string, folder: string): void {
    this.snapshots.set(name, folder);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private send(address: string, response: ServerResponse): void {
    let bytes: Buffer;
    try {
      bytes = this.read(address === "/" ? "/index.html" : address);
    } catch {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("Content-Type", types[path.extname(address)] ?? "text/html");
    response.setHeader("Cache-Control", "no-store");
    if (path.basename(address).startsWith("worker")) {
      response.setHeader("Content-Security-Policy", "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'");
    }
    for (const [end, fault] of this.faults) {
      if (address.endsWith(end)) return fault(response, bytes);
    }
    response.end(bytes);
  }

  private read(address: string): Buffer {
    const [, top, name = "", ...below] = address.split("/");
    const folder = this.snapshots.get(name);
    if (top === "data" && folder) return readFileSync(path.join(folder, ...below));
    const bytes = readFileSync(path.join(root, "dist", address));
    return top === "data" && name === "catalog.json" ? this.catalog(bytes) : bytes;
  }

  private catalog(own: Buffer): Buffer {
    const catalog: { snapshots: object[] } = JSON.parse(own.toString("utf8"));
    for (const [name, folder] of this.snapshots) {
      const descriptor = readFileSync(path.join(folder, "datapackage.json"));
      const hash = `sha256:${createHash("sha256").update(descriptor).digest("hex")}`;
      catalog.snapshots.push({ name, path: name, title: name, as_of: "2026-06-30T18:00", hash });
    }
    return Buffer.from(JSON.stringify(catalog));
  }
}
