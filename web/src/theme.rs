//! The colours of the charts under each theme; the style sheet's tokens are the same.

use dealerscope_charts as charts;
use dealerscope_core::query::Theme;

/// The colours that charts are drawn in.
#[must_use]
pub fn colors(theme: Theme) -> &'static charts::Theme {
    match theme {
        Theme::Light => &charts::Theme::LIGHT,
        Theme::Dark => &charts::Theme::DARK,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKENS: &str = include_str!("../styles/tokens.css");

    #[test]
    fn the_style_sheet_repeats_the_charts_colours() {
        let (light, dark) = TOKENS.split_once("[data-theme=\"dark\"]").expect("a block for the dark theme");
        for (sheet, theme) in [(light, Theme::Light), (dark, Theme::Dark)] {
            for (name, color) in colors(theme).tokens() {
                let token = format!("--{name}: {};", color.css());
                assert!(sheet.contains(&token), "{theme:?} lacks {token}");
            }
        }
    }
}
