//! Numbers for machines: in attributes, styles and files.

/// All digits of a number, in as few as bring it back, without an exponent: as the standard library writes
/// it. The browser's own writer keeps the library's out of the page's module.
#[must_use]
pub fn digits(x: f64) -> String {
    #[cfg(target_arch = "wasm32")]
    let text = if x == 0.0 && x.is_sign_negative() {
        "-0".to_owned()
    } else {
        full(&String::from(js_sys::Number::from(x).to_string_with_radix(10).unwrap_or_default()))
    };
    #[cfg(not(target_arch = "wasm32"))]
    let text = x.to_string();
    text
}

/// A number that may be written with an exponent, without it.
#[cfg(any(test, target_arch = "wasm32"))]
fn full(text: &str) -> String {
    let Some((mantissa, exponent)) = text.split_once('e') else { return text.to_owned() };
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let (whole, rest) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let shift: isize = exponent.trim_start_matches('+').parse().unwrap_or(0);
    let zeros = |n: isize| "0".repeat(usize::try_from(n).unwrap_or(0));
    // Exponents begin where the point is left of the first digit, or right of the last one.
    if shift < 0 {
        format!("{sign}0.{}{whole}{rest}", zeros(-shift - 1))
    } else {
        format!("{sign}{whole}{rest}{}", zeros(shift - rest.len().cast_signed()))
    }
}

#[cfg(test)]
mod tests {
    use super::full;

    #[test]
    fn exponents_are_written_out_as_the_standard_library_does() {
        // As browsers write them: from 1e21 on, and below 1e-6.
        let numbers = [("1e+21", 1e21), ("-1.25e+22", -1.25e22), ("1.7976931348623157e+308", f64::MAX)];
        for (text, x) in numbers.into_iter().chain([("1e-7", 1e-7), ("-1.5e-9", -1.5e-9), ("5e-324", 5e-324)])
        {
            assert_eq!(full(text), x.to_string());
        }
        assert_eq!(full("-12.5"), "-12.5");
    }
}
