//! The results as a picture: two panels of bars, by engine.

use std::fmt::Write as _;

use super::report::{thousands, time};
use super::results::{Measured, Results, Summary};

const WIDTH: f64 = 760.0;
const LINE: f64 = 26.0;
const NAMES: f64 = 130.0;
/// Room behind the longest bar for its figure.
const FIGURE: f64 = 80.0;
const HEAD: f64 = 30.0;

/// What of an engine a panel shows, in milliseconds.
type Of = fn(&Measured) -> f64;

/// A picture of the largest size that every engine got through, in light and dark.
pub(crate) fn svg(results: &Results) -> String {
    let complete = |rows: &u64| results.at(*rows).iter().all(|summary| summary.measured.is_some());
    let rows = results.sizes().into_iter().rfind(complete).unwrap_or_default();
    let summaries = results.at(rows);
    let panels: [(&str, Of); 2] =
        [("from the file's bytes until ready", |m| m.load), ("from a filter to twelve views", |m| m.median)];
    let mut text = String::new();
    let mut top = 0.0;
    for (title, of) in panels {
        let _ = writeln!(
            text,
            r#"<text class="title" x="0" y="{:.0}">{} leads: {title}</text>"#,
            top + 16.0,
            thousands(rows)
        );
        top += HEAD;
        top = bars(&summaries, of, top, &mut text) + 14.0;
    }
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top:.0}" font-family="system-ui, sans-serif" font-size="13">
<style>
text {{ fill: #1c2430 }} .title {{ font-weight: 600 }} rect {{ fill: #9aa7b8 }} .ours {{ fill: #1d5fa6 }}
@media (prefers-color-scheme: dark) {{ text {{ fill: #e6e9ee }} rect {{ fill: #66748a }} .ours {{ fill: #6fa8e8 }} }}
</style>
{text}</svg>
"#
    )
}

/// A bar for each engine from `top` down; returns where they end.
fn bars(summaries: &[Summary], of: Of, top: f64, text: &mut String) -> f64 {
    let values = || summaries.iter().filter_map(|s| Some((s, of(s.measured.as_ref()?))));
    let longest = values().map(|(_, value)| value).fold(f64::MIN_POSITIVE, f64::max);
    let mut y = top;
    for (summary, value) in values() {
        let length = (value / longest * (WIDTH - NAMES - FIGURE)).max(1.0);
        let class = if summary.engine == "dealerscope" { r#" class="ours""# } else { "" };
        let _ = writeln!(text, r#"<text x="0" y="{:.0}">{}</text>"#, y + 14.0, escaped(&summary.name));
        let _ = writeln!(text, r#"<rect{class} x="{NAMES}" y="{y:.0}" width="{length:.1}" height="18"/>"#);
        let _ = writeln!(
            text,
            r#"<text x="{:.1}" y="{:.0}">{}</text>"#,
            NAMES + length + 6.0,
            y + 14.0,
            time(value)
        );
        y += LINE;
    }
    y
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::results::tests::example;

    #[test]
    fn bars_are_as_long_as_their_values() {
        let svg = svg(&example());
        let lengths: Vec<f64> =
            svg.split("width=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok()).collect();
        let whole = WIDTH - NAMES - FIGURE;
        // 150 of 300 milliseconds, and 3.5 of 30.
        let expected = [whole / 2.0, whole, whole * 3.5 / 30.0, whole];
        assert_eq!(lengths.len(), 4, "{svg}");
        assert!(lengths.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.1), "{lengths:?}");
        assert!(svg.contains("30.0 ms") && svg.contains("1,000 leads"), "{svg}");
    }
}
