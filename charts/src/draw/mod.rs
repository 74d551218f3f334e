//! One module a chart. `axes`, `head`, `rows` and `steps` are what several share.

mod axes;
mod head;
mod rows;
mod steps;

pub(crate) mod days;
pub(crate) mod dealers;
pub(crate) mod efficiency;
pub(crate) mod funnel;
pub(crate) mod lost;
pub(crate) mod movers;
pub(crate) mod profile;
pub(crate) mod provinces;
pub(crate) mod ranges;
pub(crate) mod ranked;
pub(crate) mod sparkline;
pub(crate) mod strengths;
pub(crate) mod trend;
pub(crate) mod vintage;
