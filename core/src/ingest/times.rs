//! The dates of a lead: what follows from them, and what is wrong with them.

use crate::ingest::cell::Moment;
use crate::ingest::dates::Loose;
use crate::tables::temperature;
use crate::time::Day;

/// The columns of dates, by their place in the contract's `leads`: creation, routing, the stages,
/// loss, the intended day and the next contact.
pub(crate) const CREATED: usize = 2;
pub(crate) const ROUTED: usize = 6;
pub(crate) const STAGES: [usize; 6] = [20, 21, 22, 23, 24, 25];
pub(crate) const LOST: usize = 26;
pub(crate) const INTENDED: usize = 16;
pub(crate) const NEXT: usize = 29;

/// The dates of one lead.
#[derive(Clone, Copy)]
pub(crate) struct Times {
    pub(crate) created: Option<Moment>,
    pub(crate) routed: Option<Moment>,
    pub(crate) stages: [Option<Moment>; 6],
    pub(crate) lost: Option<Moment>,
    pub(crate) intended: Option<Day>,
    pub(crate) next: Option<Day>,
    pub(crate) prefers: Option<bool>,
}

/// The days until which an intended purchase is hot or warm, and the last day described.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) as_of: Day,
    pub(crate) hot_until: Day,
    pub(crate) warm_until: Day,
}

/// A lead whose dates wait for the end of the file.
pub(crate) struct Waiting {
    /// The lead's place in the columns.
    pub(crate) index: usize,
    /// The row of the file.
    pub(crate) row: u64,
    pub(crate) times: Times,
    pub(crate) open: Box<[(usize, Loose)]>,
}

/// A date that lies where it should not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The column's date lies before this date of another column.
    Before(usize, Moment, usize),
    /// The column's date lies after the snapshot's.
    After(usize),
}

impl Fault {
    /// The column that the fault lies in.
    pub(crate) fn column(self) -> usize {
        match self {
            Self::Before(column, ..) | Self::After(column) => column,
        }
    }
}

impl Times {
    /// Sets the date of a column.
    pub(crate) fn set(&mut self, column: usize, moment: Moment) {
        let day = Some(moment.day);
        match column {
            CREATED => self.created = Some(moment),
            ROUTED => self.routed = Some(moment),
            LOST => self.lost = Some(moment),
            INTENDED => self.intended = day,
            NEXT => self.next = day,
            _ => {
                if let Some(stage) = STAGES.iter().position(|&c| c == column) {
                    self.stages[stage] = Some(moment);
                }
            }
        }
    }

    /// The date of a stage, of creation or of loss, written as the contract writes it.
    pub(crate) fn text(&self, column: usize) -> Option<String> {
        let moment = match column {
            CREATED => self.created,
            LOST => self.lost,
            _ => self.stages[STAGES.iter().position(|&c| c == column)?],
        }?;
        let time = moment.minute.map_or_else(String::new, |m| format!("T{:02}:{:02}", m / 60, m % 60));
        Some(format!("{}{time}", moment.day))
    }

    /// The days of the stages, those of skipped ones included; which have a stamp of their own, a
    /// bit each; and the last that was reached, 0 for none.
    pub(crate) fn reached(&self) -> ([u16; 6], u8, u8) {
        let mut days = [Day::NONE; 6];
        let mut earliest_later = Day::NONE;
        let (mut own, mut last) = (0, 0);
        for stage in (0..6).rev() {
            let day = number(self.stages[stage]);
            if self.stages[stage].is_some() {
                own |= 1 << stage;
                #[allow(clippy::cast_possible_truncation, reason = "there are six stages")]
                let reached = stage as u8 + 1;
                last = last.max(reached);
            }
            days[stage] = if day == Day::NONE { earliest_later } else { day };
            earliest_later = earliest_later.min(day);
        }
        (days, own, last)
    }

    /// Minutes to the first contact; `u32::MAX` where unknown.
    pub(crate) fn response(&self) -> u32 {
        let minutes =
            self.stages[0].zip(self.routed.or(self.created)).and_then(|(to, from)| to.minutes_since(from));
        minutes.and_then(|m| u32::try_from(m).ok()).unwrap_or(u32::MAX)
    }

    /// The temperature of a lead that reached this stage.
    pub(crate) fn temperature(&self, last: u8, limits: Limits) -> u8 {
        let open = last < 5 && self.lost.is_none();
        match (open, self.prefers, self.intended) {
            (false, _, _) => temperature::CLOSED,
            (true, Some(true), Some(day)) if day <= limits.hot_until => temperature::HOT,
            (true, Some(true), Some(day)) if day <= limits.warm_until => temperature::WARM,
            (true, Some(true), Some(_)) => temperature::COLD,
            _ => temperature::UNCLASSIFIED,
        }
    }

    /// The first stamp that lies before an earlier stage's, and the first that lies after the day
    /// that the snapshot describes.
    #[inline]
    pub(crate) fn faults(&self, as_of: Day) -> [Option<Fault>; 2] {
        // Most leads have not come far, and are in order at one glance.
        if self.stages[1..].iter().all(Option::is_none) && self.lost.is_none() {
            let [contacted, created] = [self.stages[0], self.created].map(|m| m.map(|m| m.day));
            let ordered = contacted.is_none() || created.is_some_and(|created| Some(created) < contacted);
            if ordered && contacted.or(created).is_none_or(|last| last <= as_of) {
                return [None; 2];
            }
        }
        [self.out_of_order(), self.after(as_of)]
    }

    fn out_of_order(&self) -> Option<Fault> {
        let mut before = [None; 7];
        before[0] = self.created.map(|m| (m, CREATED));
        for (place, (moment, column)) in self.stages.iter().zip(STAGES).enumerate() {
            let Some(moment) = *moment else { continue };
            // A stamp without a time hides what the times around it say of each other: all earlier ones count.
            let earlier = before[..=place].iter().rev().flatten().find(|(m, _)| moment.is_before(*m));
            if let Some(&(earlier, other)) = earlier {
                return Some(Fault::Before(column, earlier, other));
            }
            before[place + 1] = Some((moment, column));
        }
        let (lost, created) = self.lost.zip(self.created)?;
        lost.is_before(created).then_some(Fault::Before(LOST, created, CREATED))
    }

    fn after(&self, as_of: Day) -> Option<Fault> {
        let late = |moment: Option<Moment>| moment.is_some_and(|m| m.day > as_of);
        let column = if late(self.created) {
            CREATED
        } else if late(self.lost) {
            LOST
        } else {
            STAGES[self.stages.iter().position(|&stage| late(stage))?]
        };
        Some(Fault::After(column))
    }
}

/// The number of a moment's day in a dense column.
pub(crate) fn number(moment: Option<Moment>) -> u16 {
    moment.map_or(Day::NONE, |m| m.day.0)
}
