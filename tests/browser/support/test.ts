import { test as base } from "@playwright/test";
import { Dashboard } from "./dashboard.js";

interface Fixtures {
  /** The dashboard in a page of its own. */
  dashboard: Dashboard;
  /** What went wrong in the background; empty at the end of every test. */
  complaints: string[];
}

/** A test in which the console stays silent, the page's policy is kept and nothing is fetched from another host. */
export const test = base.extend<Fixtures>({
  complaints: [
    async ({ page, baseURL }, use) => {
      const complaints: string[] = [];
      const host = new URL(baseURL ?? "").host;
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") {
          complaints.push(`console: ${message.text()}`);
        }
      });
      await page.addInitScript(() =>
        addEventListener("securitypolicyviolation", (event) =>
          console.error(`against the policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
        ),
      );
      page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
      page.on("request", (request) => {
        const url = new URL(request.url());
        const own = url.host === host || url.protocol === "blob:" || url.protocol === "data:";
        if (!own) complaints.push(`request to another host: ${url}`);
      });
      await use(complaints);
      base.expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  dashboard: async ({ page }, use) => {
    await use(new Dashboard(page));
  },
});

export { expect } from "@playwright/test";
