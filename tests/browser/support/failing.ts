import { type Browser, chromium, expect, type Page } from "@playwright/test";
import { Dashboard } from "./dashboard.js";
import { Host } from "./host.js";
import { browser } from "./machine.js";
import { small } from "./snapshots.js";
import { test as base } from "./test.js";

interface Fixtures {
  /** A host of the site's files that can be told to fail; it offers the small snapshot as `small`. */
  host: Host;
  /** The address of that host. */
  baseURL: string;
}

/** A test against a host that fails. */
export const test = base.extend<Fixtures>({
  host: async ({}, use) => {
    const host = await Host.start();
    host.offer("small", small());
    await use(host);
    host.stop();
  },
  baseURL: async ({ host }, use) => {
    await use(host.url);
  },
});

export const alert = '[role="alert"][data-error]';

/** Forgets what the browser itself wrote about the failures that a test has brought about. */
export function expected(complaints: string[], ...known: RegExp[]): void {
  expect(complaints.filter((complaint) => !known.some((pattern) => pattern.test(complaint)))).toEqual([]);
  complaints.length = 0;
}

/** Opens the small snapshot at a fragment of its own, as the one that is shown before anything fails. */
export async function shown(dashboard: Dashboard): Promise<Map<string, string>> {
  await dashboard.open("#/overview?snapshot=small");
  return dashboard.figures();
}

/** A browser of its own, started with further arguments. */
export async function withBrowser(args: string[], run: (page: Page) => Promise<void>): Promise<void> {
  const options = browser?.launchOptions ?? {};
  const own: Browser = await chromium.launch({ ...options, args: [...(options.args ?? []), ...args] });
  try {
    await run(await own.newPage({ locale: "en-US" }));
  } finally {
    await own.close();
  }
}

export { expect } from "@playwright/test";
