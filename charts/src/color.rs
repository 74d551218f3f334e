//! Colours as the page writes them.

use plotters::style::RGBColor;

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub u8, pub u8, pub u8);

impl Color {
    /// The colour of six hexadecimal digits, such as `0x1F5FA8`.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, reason = "each byte is cut out on purpose")]
    pub const fn new(rgb: u32) -> Self {
        Self((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
    }

    /// As a style sheet writes it: `#1f5fa8`.
    #[must_use]
    pub fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// The colour between this one (0) and another (1).
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held within 0 and 255")]
    pub fn mix(self, other: Self, share: f64) -> Self {
        let t = share.clamp(0.0, 1.0);
        let part = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * t).round() as u8;
        Self(part(self.0, other.0), part(self.1, other.1), part(self.2, other.2))
    }

    /// The relative luminance of WCAG 2, from 0 for black to 1 for white.
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// The contrast ratio of WCAG 2, from 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

impl From<Color> for RGBColor {
    fn from(c: Color) -> Self {
        Self(c.0, c.1, c.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_follows_the_standard() {
        let (black, white) = (Color::new(0), Color::new(0xFF_FF_FF));
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        assert!((Color::new(0x77_77_77).contrast(white) - 4.478).abs() < 1e-3);
        assert_eq!(black.mix(white, 0.5).css(), "#808080");
    }
}
