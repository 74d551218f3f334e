//! The numbers that decimal digits say, each the nearest there is.
//!
//! The standard library does the same by a table that is a fortieth of all that the engine's module weighs. What
//! people write is exact by few instructions; for more digits than that a browser has a reader of its own, which the
//! host brings.

use std::sync::OnceLock;

/// Reads digits with a sign, a point and an exponent; there is at least one digit.
pub type Read = fn(text: &str) -> Option<f64>;

static HOST: OnceLock<Read> = OnceLock::new();

/// Has long numbers read by the host from now on. The first host stays.
pub fn are_read_by(host: Read) {
    let _ = HOST.set(host);
}

#[cfg(not(target_arch = "wasm32"))]
const DEFAULT: Read = |text| text.parse().ok();
/// Where nobody brings a reader, only numbers of up to 19 digits can be read.
#[cfg(target_arch = "wasm32")]
const DEFAULT: Read = |_| None;

/// Powers of ten that are numbers themselves.
const TENS: [f64; 23] = {
    let mut tens = [1.0; 23];
    let mut power = 1;
    while power < tens.len() {
        tens[power] = tens[power - 1] * 10.0;
        power += 1;
    }
    tens
};

/// Below this every whole number is one.
const WHOLE: u64 = 1 << 53;

/// The number nearest to digits with a point and an exponent, of two that are as near the even one. `None` for
/// anything else, and for a number that is too large.
pub(crate) fn decimal(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (digits, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, power(exponent)?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut all = whole.bytes().chain(fraction.bytes());
    if !all.clone().all(|digit| digit.is_ascii_digit()) || all.clone().next().is_none() {
        return None;
    }
    let value =
        all.try_fold(0_u64, |value, digit| value.checked_mul(10)?.checked_add(u64::from(digit - b'0')));
    let tens = i64::try_from(fraction.len()).ok().and_then(|places| exponent.checked_sub(places));
    let near = value.zip(tens).and_then(|(value, tens)| scaled(value, tens));
    let number = match near {
        Some(near) if text.starts_with('-') => -near,
        Some(near) => near,
        None => HOST.get().unwrap_or(&DEFAULT)(text)?,
    };
    number.is_finite().then_some(number)
}

/// The exponent that a text says; one that is beyond counting counts as far.
fn power(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digit = |digit: u8| digit.is_ascii_digit().then(|| i64::from(digit - b'0'));
    let mut far = digits.bytes().map(digit);
    let first = far.next()??;
    let value = far.try_fold(first, |value, digit| Some(value.saturating_mul(10).saturating_add(digit?)))?;
    Some(if text.starts_with('-') { -value } else { value })
}

/// The number nearest to `value` times so many tens, where few instructions find it.
fn scaled(value: u64, tens: i64) -> Option<f64> {
    let power = usize::try_from(tens.unsigned_abs()).ok()?;
    if let Some(&scale) = TENS.get(power).filter(|_| value < WHOLE) {
        // Of two exact numbers the processor finds the nearest to their product and quotient.
        #[allow(clippy::cast_precision_loss, reason = "it is below 2^53")]
        let value = value as f64;
        return Some(if tens < 0 { value / scale } else { value * scale });
    }
    let scale = u128::from(10_u64.checked_pow(u32::try_from(power).ok()?)?);
    let value = u128::from(value);
    #[allow(clippy::cast_precision_loss, reason = "that it goes to the nearest is what is wanted")]
    let nearest = |value: u128| value as f64;
    if tens >= 0 {
        return Some(nearest(value * scale));
    }
    // The quotient has more than 60 digits, so that the last one can tell whether there are more.
    let shift = value.leading_zeros();
    let (quotient, rest) = ((value << shift) / scale, (value << shift) % scale);
    let halves = f64::from_bits(u64::from(1023 - shift) << 52);
    Some(nearest(quotient | u128::from(rest > 0)) * halves)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ingest::cell::number;

    proptest! {
        /// Held against the standard library, which reads what stands for a number in the same way.
        #[test]
        fn numbers_are_the_nearest_there_are(
            text in "[-+]?([0-9]{1,25}[.]?[0-9]{0,25}|[.][0-9]{1,25})([eE][-+]?[0-9]{1,3})?",
        ) {
            let expected = text.parse::<f64>().ok().filter(|value| value.is_finite());
            prop_assert_eq!(number(&text).map(f64::to_bits), expected.map(f64::to_bits));
        }

        /// Halves between two numbers, and what lies beside them, are the hardest to tell.
        #[test]
        fn halves_go_to_the_even_one(low in 1_u64 << 52..1 << 53, shift in 0..10, tens in -19..20_i64) {
            let half = (2 * low + 1) << shift;
            for value in [half - 1, half, half + 1] {
                let expected: f64 = format!("{value}e{tens}").parse().unwrap();
                prop_assert_eq!(scaled(value, tens), Some(expected), "{}e{}", value, tens);
            }
        }

        /// The quick ways are right where they say anything, and say something of what people write.
        #[test]
        fn nineteen_digits_need_no_host(value in any::<u64>(), bits in 0..64, tens in -22_i64..23) {
            let value = value >> bits;
            let expected: f64 = format!("{value}e{tens}").parse().unwrap();
            match scaled(value, tens) {
                Some(near) => prop_assert_eq!(near.to_bits(), expected.to_bits()),
                None => prop_assert!(tens.abs() > 19 && value >= WHOLE),
            }
        }

        #[test]
        fn what_is_no_number_is_none(text in "[-+.,eE0-9 xn]{0,6}") {
            let plain = !text.contains(',') && text.starts_with(|c: char| c.is_ascii_digit());
            let expected = text.parse::<f64>().ok().filter(|value| value.is_finite());
            if plain {
                prop_assert_eq!(number(&text).map(f64::to_bits), expected.map(f64::to_bits), "{}", text);
            } else if expected.is_none() && !text.contains(',') {
                prop_assert_eq!(number(&text), None);
            }
        }
    }
}
