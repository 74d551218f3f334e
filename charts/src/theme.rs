//! The colours of the page, light and dark, as plain constants that its style sheet repeats.

use crate::color::Color;

/// The typefaces of every label, as a style sheet lists them: the reader's own, Chinese included.
pub const FONT: &str = "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', \
                        'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";

/// One set of colours. Text stands out from the surface by 4.5 or more, marks by 3 or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Below everything.
    pub surface: Color,
    /// A band behind a row that is pointed at.
    pub band: Color,
    /// Words and numbers.
    pub ink: Color,
    /// Words of the second rank.
    pub muted: Color,
    /// Lines that help the eye; not needed to read a value.
    pub grid: Color,
    /// Axes, comparison ticks of the second rank, outlines of what is empty.
    pub rule: Color,
    /// The one accent: what the chart is about.
    pub accent: Color,
    /// The accent in the second rank.
    pub soft: Color,
    /// Marks that step back: not selected, outside the period, too small to judge.
    pub quiet: Color,
    /// Better, always with a sign or shape.
    pub good: Color,
    /// Worse, always with a sign or shape.
    pub bad: Color,
    /// From far below (orange) over level to far above (blue).
    pub diverging: [Color; 7],
    /// From little to much.
    pub sequential: [Color; 7],
}

impl Theme {
    /// On a light page.
    pub const LIGHT: Self = Self {
        surface: Color::new(0xFF_FF_FF),
        band: Color::new(0xF0_F3_F6),
        ink: Color::new(0x1B_1F_24),
        muted: Color::new(0x59_62_6C),
        grid: Color::new(0xE3_E6_E9),
        rule: Color::new(0x87_8E_96),
        accent: Color::new(0x1D_5F_A6),
        soft: Color::new(0x5F_97_CF),
        quiet: Color::new(0x8B_92_9A),
        good: Color::new(0x1D_5F_A6),
        bad: Color::new(0xA3_4E_09),
        diverging: [
            Color::new(0xA9_4E_08),
            Color::new(0xE0_93_43),
            Color::new(0xF6_D5_AE),
            Color::new(0xEE_EE_EC),
            Color::new(0xBC_D6_EE),
            Color::new(0x62_9B_D2),
            Color::new(0x1D_5F_A6),
        ],
        sequential: [
            Color::new(0xE9_F1_F8),
            Color::new(0xCD_E0_F1),
            Color::new(0xA9_CA_E7),
            Color::new(0x7F_B0_DB),
            Color::new(0x52_92_C9),
            Color::new(0x2B_72_B2),
            Color::new(0x12_4A_86),
        ],
    };

    /// On a dark page.
    pub const DARK: Self = Self {
        surface: Color::new(0x14_17_1B),
        band: Color::new(0x20_25_2B),
        ink: Color::new(0xE9_EB_ED),
        muted: Color::new(0xA2_A9_B1),
        grid: Color::new(0x2C_32_39),
        rule: Color::new(0x75_7D_86),
        accent: Color::new(0x72_B1_F0),
        soft: Color::new(0x3F_79_B5),
        quiet: Color::new(0x6B_73_7C),
        good: Color::new(0x72_B1_F0),
        bad: Color::new(0xF0_9A_4A),
        diverging: [
            Color::new(0xF0_9A_4A),
            Color::new(0xA8_63_22),
            Color::new(0x5E_40_22),
            Color::new(0x33_38_3E),
            Color::new(0x24_48_6C),
            Color::new(0x35_78_B9),
            Color::new(0x72_B1_F0),
        ],
        sequential: [
            Color::new(0x1E_2B_38),
            Color::new(0x1F_3A_55),
            Color::new(0x22_4C_75),
            Color::new(0x29_63_99),
            Color::new(0x34_76_B4),
            Color::new(0x62_A2_DE),
            Color::new(0x9C_CA_F6),
        ],
    };

    /// The one of two inks that reads best on a fill.
    #[must_use]
    pub fn on(&self, fill: Color) -> Color {
        let inks = [Self::LIGHT.ink, Color::new(0xFF_FF_FF)];
        if inks[0].contrast(fill) >= inks[1].contrast(fill) { inks[0] } else { inks[1] }
    }

    /// The tokens by their name in a style sheet, without the scales.
    #[must_use]
    pub fn tokens(&self) -> [(&'static str, Color); 11] {
        [
            ("surface", self.surface),
            ("band", self.band),
            ("ink", self.ink),
            ("muted", self.muted),
            ("grid", self.grid),
            ("rule", self.rule),
            ("accent", self.accent),
            ("soft", self.soft),
            ("quiet", self.quiet),
            ("good", self.good),
            ("bad", self.bad),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_marks_stand_out() {
        for theme in [Theme::LIGHT, Theme::DARK] {
            for ground in [theme.surface, theme.band] {
                for ink in [theme.ink, theme.muted, theme.good, theme.bad, theme.accent] {
                    assert!(ink.contrast(ground) >= 4.5, "{} on {}", ink.css(), ground.css());
                }
            }
            for mark in [theme.accent, theme.soft, theme.quiet, theme.rule, theme.good, theme.bad] {
                let contrast = mark.contrast(theme.surface);
                assert!(contrast >= 3.0, "{} on {}: {contrast}", mark.css(), theme.surface.css());
            }
        }
    }

    #[test]
    fn every_step_of_a_scale_carries_text() {
        for theme in [Theme::LIGHT, Theme::DARK] {
            for fill in theme.diverging.into_iter().chain(theme.sequential) {
                let contrast = theme.on(fill).contrast(fill);
                assert!(contrast >= 4.5, "on {}: {contrast}", fill.css());
            }
        }
    }

    #[test]
    fn scales_run_one_way() {
        for theme in [Theme::LIGHT, Theme::DARK] {
            let away = |c: Color| c.contrast(theme.surface);
            assert!(theme.sequential.windows(2).all(|w| away(w[0]) < away(w[1])));
            assert!(theme.diverging[3..].windows(2).all(|w| away(w[0]) < away(w[1])));
            assert!(theme.diverging[..4].windows(2).all(|w| away(w[0]) > away(w[1])));
        }
    }
}
