//! Personal data of nobody: numbers, addresses and plates that only look the part.

use super::super::chance::Chance;

/// One of a sort: a mobile phone, an ID card, an e-mail address or a number plate.
pub(super) fn draw(chance: &mut Chance, sort: usize) -> String {
    match sort % 4 {
        0 => format!("1{}{:09}", chance.between(3, 9), chance.below(1_000_000_000)),
        1 => card(chance),
        2 => format!("kunde{}@example.com", chance.below(1000)),
        _ => format!("粤B{:05}", chance.below(100_000)),
    }
}

/// An ID card's number: district, birthday, running number, and the check sign of ISO 7064 MOD 11-2.
fn card(chance: &mut Chance) -> String {
    let (year, month, day) = (chance.between(1950, 2005), chance.between(1, 12), chance.between(1, 28));
    let digits = format!("440106{year}{month:02}{day:02}{:03}", chance.below(1000));
    let remainder = digits.bytes().fold(0, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    let check = (12 - remainder) % 11;
    if check == 10 { format!("{digits}X") } else { format!("{digits}{check}") }
}

#[cfg(test)]
mod tests {
    use super::super::super::chance::Stream;
    use super::*;

    #[test]
    fn the_check_sign_of_a_card_makes_the_sum_one() {
        let mut chance = Chance::new(1, Stream::Dirt);
        for _ in 0..200 {
            let card = card(&mut chance);
            assert_eq!(card.len(), 18);
            let value = |sign: char| if sign == 'X' { 10 } else { sign.to_digit(10).unwrap() };
            let sum: u32 = card.chars().rev().enumerate().map(|(at, sign)| value(sign) * (1 << at)).sum();
            assert_eq!(sum % 11, 1, "{card}");
        }
    }
}
