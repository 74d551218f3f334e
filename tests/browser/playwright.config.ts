import { defineConfig } from "@playwright/test";
import { browser, root } from "./support/machine.js";

// `cargo xtask test` serves the site itself and names the address; without it, what stands in dist/ is
// served for as long as the tests run.
const port = 8931;
const served = process.env.DEALERSCOPE_URL;
const report = process.env.DEALERSCOPE_REPORT;

export default defineConfig({
  testDir: "specs",
  outputDir: "results",
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  // To see whether it fails each time. It counts as failed either way: a race in the page shows once in many runs.
  retries: process.env.CI ? 1 : 0,
  workers: 2,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: report ? [["list"], ["json", { outputFile: report }]] : "list",
  use: {
    ...browser,
    baseURL: served ?? `http://localhost:${port}/reports/`,
    locale: "en-US",
    timezoneId: "America/New_York",
    viewport: { width: 1440, height: 900 },
    // What was done and said, without a picture of the page at each step: those cost a large page more than its test.
    trace: { mode: "retain-on-failure", snapshots: false, screenshots: false },
  },
  webServer: served
    ? undefined
    : {
        command: `cargo xtask serve --no-open --no-build --under reports --port ${port}`,
        cwd: root,
        url: `http://localhost:${port}/reports/`,
        reuseExistingServer: !process.env.CI,
      },
});
