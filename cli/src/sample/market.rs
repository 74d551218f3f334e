//! What the fictional maker sells, and through which channels leads come.

/// A channel and what is known of it.
pub(super) struct Channel {
    /// The contract's code.
    pub(super) code: &'static str,
    /// Percent of leads.
    pub(super) share: f64,
    /// Leads that end in an order.
    pub(super) conversion: f64,
    /// Leads that headquarters develops.
    pub(super) hq: f64,
    /// Leads that the dealer sends back as no real prospect.
    pub(super) sent_back: f64,
    /// Leads without an order that are contacted, and of those step by step: visit, test drive, quote.
    pub(super) steps: [f64; 4],
    /// Orders that come within days rather than weeks.
    pub(super) quick: f64,
    /// Leads of companies.
    pub(super) company: f64,
    /// What a lead costs, in yuan.
    pub(super) cost: f64,
}

#[expect(clippy::too_many_arguments, reason = "one row of a table")]
const fn channel(
    code: &'static str,
    share: f64,
    conversion: f64,
    hq: f64,
    sent_back: f64,
    steps: [f64; 4],
    quick: f64,
    company: f64,
    cost: f64,
) -> Channel {
    Channel { code, share, conversion, hq, sent_back, steps, quick, company, cost }
}

/// Where the walk-ins stand in [`CHANNELS`].
pub(super) const SHOWROOM: usize = 0;
/// Where the web site stands in [`CHANNELS`].
pub(super) const WEBSITE: usize = 1;
/// Where market events stand in [`CHANNELS`]: dealers pay for them.
pub(super) const EVENT: usize = 2;
/// Where advertising stands in [`CHANNELS`].
pub(super) const ADVERTISING: usize = 5;

/// The channels.
pub(super) static CHANNELS: [Channel; 11] = [
    channel("showroom", 24.0, 0.17, 0.02, 0.00, [0.97, 0.98, 0.42, 0.60], 0.70, 0.05, 35.0),
    channel("website", 26.0, 0.05, 0.85, 0.09, [0.87, 0.24, 0.42, 0.58], 0.30, 0.03, 110.0),
    channel("event", 12.0, 0.08, 0.30, 0.03, [0.86, 0.32, 0.52, 0.58], 0.55, 0.04, 380.0),
    channel("telemarketing", 9.0, 0.04, 0.55, 0.06, [0.82, 0.20, 0.40, 0.55], 0.25, 0.04, 90.0),
    channel("referral", 6.0, 0.22, 0.04, 0.01, [0.95, 0.58, 0.50, 0.62], 0.55, 0.06, 150.0),
    channel("advertising", 7.0, 0.04, 0.80, 0.10, [0.82, 0.22, 0.42, 0.55], 0.30, 0.03, 170.0),
    channel("self_developed", 5.0, 0.10, 0.00, 0.02, [0.93, 0.42, 0.45, 0.60], 0.40, 0.09, 40.0),
    channel("purchased_data", 5.0, 0.015, 0.95, 0.22, [0.68, 0.09, 0.36, 0.50], 0.15, 0.03, 55.0),
    channel("second_tier", 3.0, 0.12, 0.03, 0.02, [0.91, 0.38, 0.40, 0.60], 0.45, 0.05, 120.0),
    channel("key_account", 1.5, 0.25, 0.40, 0.01, [0.95, 0.50, 0.40, 0.75], 0.15, 0.95, 420.0),
    channel("co_brand", 1.5, 0.04, 0.90, 0.09, [0.84, 0.22, 0.40, 0.55], 0.30, 0.04, 140.0),
];

/// A series: its code, names, price in yuan and percent of leads.
pub(super) struct Series {
    /// The code in the tables.
    pub(super) code: &'static str,
    /// The Chinese name.
    pub(super) zh: &'static str,
    /// The English name.
    pub(super) en: &'static str,
    /// The price of the usual car.
    pub(super) price: f64,
    /// Percent of leads.
    pub(super) share: f64,
}

const fn series(code: &'static str, zh: &'static str, en: &'static str, price: f64, share: f64) -> Series {
    Series { code, zh, en, price, share }
}

/// The series, from the smallest car to the largest.
pub(super) static SERIES: [Series; 6] = [
    series("LX", "凌溪", "Lingxi", 96_800.0, 22.0),
    series("MY", "沐野", "Muye", 128_800.0, 24.0),
    series("CY", "策远", "Ceyuan", 156_800.0, 20.0),
    series("YG", "屿光", "Yuguang", 189_800.0, 16.0),
    series("BC", "泊川", "Bochuan", 236_800.0, 11.0),
    series("FY", "峰驿", "Fengyi", 318_800.0, 7.0),
];

/// Reasons of losses, and percent of those that are not sent back: with the latter, price makes 24,
/// the model's price 20 and an unclear price 14 percent of all.
pub(super) const LOST_REASONS: [(&str, f64); 10] = [
    ("price", 25.8),
    ("model_price", 21.5),
    ("price_unclear", 15.0),
    ("competitor", 11.8),
    ("no_stock", 6.5),
    ("finance", 5.5),
    ("postponed", 7.2),
    ("unreachable", 3.0),
    ("service", 2.4),
    ("other", 1.3),
];

/// Reasons of the leads that dealers send back.
pub(super) const SENT_BACK_REASONS: [(&str, f64); 3] =
    [("unreachable", 55.0), ("other", 30.0), ("postponed", 15.0)];

/// The eleven fields of a qualified address, and how often each is the one that lacks.
pub(super) const FIELDS: [(&str, f64); 11] = [
    ("consultant", 4.0),
    ("type", 10.0),
    ("source", 2.0),
    ("person_company", 5.0),
    ("gender", 9.0),
    ("surname", 4.0),
    ("phone", 6.0),
    ("current_vehicle", 28.0),
    ("intended_on", 0.0),
    ("series", 8.0),
    ("next_contact", 24.0),
];
/// Bits of [`FIELDS`] that stand for a column of the table.
pub(super) mod field {
    /// `consultant_id`.
    pub(in super::super) const CONSULTANT: u16 = 1;
    /// `kind`.
    pub(in super::super) const PERSON_COMPANY: u16 = 1 << 3;
    /// `intended_on`.
    pub(in super::super) const INTENDED_ON: u16 = 1 << 8;
    /// `series`.
    pub(in super::super) const SERIES: u16 = 1 << 9;
    /// `next_contact_on`.
    pub(in super::super) const NEXT_CONTACT: u16 = 1 << 10;
}

/// How soon people intend to buy: share of leads, factor on the conversion, days between contacts and
/// days from a contact to the intended purchase.
pub(super) struct Intention {
    /// Share of leads.
    pub(super) share: f64,
    /// Factor on the conversion.
    pub(super) conversion: f64,
    /// Days between two contacts.
    pub(super) pace: (u32, u32),
    /// Days from a contact to the purchase.
    pub(super) ahead: (u32, u32),
}

/// Hot, warm and cold. The conversion's mean over them is 1.
pub(super) const INTENTIONS: [Intention; 3] = [
    Intention { share: 0.35, conversion: 1.50, pace: (7, 14), ahead: (15, 80) },
    Intention { share: 0.40, conversion: 0.90, pace: (20, 35), ahead: (130, 355) },
    Intention { share: 0.25, conversion: 0.46, pace: (50, 80), ahead: (460, 800) },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_make_a_whole() {
        #[track_caller]
        fn check(sum: f64, want: f64) {
            assert!((sum - want).abs() < 1e-9, "{sum}");
        }
        check(CHANNELS.iter().map(|c| c.share).sum(), 100.0);
        check(SERIES.iter().map(|s| s.share).sum(), 100.0);
        check(LOST_REASONS.iter().map(|r| r.1).sum(), 100.0);
        check(FIELDS.iter().map(|f| f.1).sum(), 100.0);
        check(INTENTIONS.iter().map(|i| i.share * i.conversion).sum(), 1.0);
    }

    #[test]
    fn names_stand_where_they_are_looked_for() {
        let codes = [SHOWROOM, WEBSITE, EVENT, ADVERTISING].map(|i| CHANNELS[i].code);
        assert_eq!(codes, ["showroom", "website", "event", "advertising"]);
        let bits = [
            field::CONSULTANT,
            field::PERSON_COMPANY,
            field::INTENDED_ON,
            field::SERIES,
            field::NEXT_CONTACT,
        ];
        let names = bits.map(|bit| FIELDS[bit.trailing_zeros() as usize].0);
        assert_eq!(names, ["consultant", "person_company", "intended_on", "series", "next_contact"]);
    }
}
