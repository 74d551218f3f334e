//! China as tiles: one a province, in its neighbourhood. No border is drawn.

use dealerscope_core::answer::{Table, Unit};

use crate::frame::Frame;
use crate::geometry::{Point, Rect};
use crate::read;
use crate::scene::{Align, Scene};
use crate::sketch::{SMALL, Sketch, Style};

use super::steps::{self, Steps};

const GAP: f64 = 2.0;
const HEAD: f64 = 56.0;
const MOST_TILES: f64 = 32.0;

/// Chinese short name, the sign of one character, and the letters of ISO 3166-2:CN.
const SIGNS: [(&str, &str, &str); 34] = [
    ("北京", "京", "BJ"),
    ("天津", "津", "TJ"),
    ("河北", "冀", "HE"),
    ("山西", "晋", "SX"),
    ("内蒙古", "蒙", "NM"),
    ("辽宁", "辽", "LN"),
    ("吉林", "吉", "JL"),
    ("黑龙江", "黑", "HL"),
    ("上海", "沪", "SH"),
    ("江苏", "苏", "JS"),
    ("浙江", "浙", "ZJ"),
    ("安徽", "皖", "AH"),
    ("福建", "闽", "FJ"),
    ("江西", "赣", "JX"),
    ("山东", "鲁", "SD"),
    ("河南", "豫", "HA"),
    ("湖北", "鄂", "HB"),
    ("湖南", "湘", "HN"),
    ("广东", "粤", "GD"),
    ("广西", "桂", "GX"),
    ("海南", "琼", "HI"),
    ("重庆", "渝", "CQ"),
    ("四川", "川", "SC"),
    ("贵州", "贵", "GZ"),
    ("云南", "云", "YN"),
    ("西藏", "藏", "XZ"),
    ("陕西", "陕", "SN"),
    ("甘肃", "甘", "GS"),
    ("青海", "青", "QH"),
    ("宁夏", "宁", "NX"),
    ("新疆", "新", "XJ"),
    ("台湾", "台", "TW"),
    ("香港", "港", "HK"),
    ("澳门", "澳", "MO"),
];

/// A row with its place on the grid; places outside the list, or on a tile that is taken, stand on a
/// line below it.
struct Tile {
    row: usize,
    col: f64,
    line: f64,
    name: String,
    sign: String,
    value: Option<f64>,
    small: bool,
}

fn side(table: &Table, column: &str) -> f64 {
    let cells = (0..table.rows.len()).filter_map(|row| read::number(table, row, column));
    cells.fold(0.0, f64::max).clamp(0.0, MOST_TILES) + 1.0
}

fn any_outside(table: &Table) -> bool {
    let places: Vec<Option<(f64, f64)>> = (0..table.rows.len()).map(|row| place(table, row)).collect();
    places.iter().enumerate().any(|(i, p)| p.is_none() || places[..i].contains(p))
}

fn place(table: &Table, row: usize) -> Option<(f64, f64)> {
    let cell =
        |column| read::number(table, row, column).filter(|x| (0.0..MOST_TILES).contains(x)).map(f64::floor);
    Some((cell("col")?, cell("row")?))
}

pub(crate) fn height(table: &Table, width: f64) -> f64 {
    if table.rows.is_empty() {
        return 96.0;
    }
    let tile = (width / side(table, "col")).clamp(34.0, 56.0);
    let lines = side(table, "row") + if any_outside(table) { 1.25 } else { 0.0 };
    HEAD + (lines * tile).ceil()
}

pub(crate) fn layout(table: &Table, frame: &Frame) -> Scene {
    let mut pen = Sketch::new(frame);
    let measure = frame.measure.filter(|id| table.position(id).is_some()).unwrap_or("leads");
    let tiles = tiles(&pen, table, measure);
    if tiles.iter().all(|t| t.value.is_none()) {
        return pen.empty();
    }
    let (unit, title) = if measure == "orders_prior" {
        (Unit::Rate, "change")
    } else {
        (read::unit(table, measure), measure)
    };
    let steps = choose(table, &tiles, measure, unit);
    let title = pen.words().title(title);
    steps::legend(&mut pen, &title, &steps, unit);

    let (cols, lines) = (side(table, "col"), side(table, "row"));
    let below = if any_outside(table) { 1.25 } else { 0.0 };
    let tile_width = (pen.width() / cols).min(104.0).floor();
    let tile_height = ((pen.height() - HEAD) / (lines + below)).min(tile_width).min(56.0).floor().max(1.0);
    let room = |tile: &Tile| {
        Rect::new(tile.col * tile_width, HEAD + tile.line * tile_height, tile_width - GAP, tile_height - GAP)
    };
    let name_style = Style { size: SMALL, ..pen.body() };
    let whole =
        tiles.iter().all(|t| t.line >= lines || pen.measure(&t.name, name_style) <= tile_width - 10.0);
    let edge = pen.width() + GAP;
    for tile in tiles.iter().filter(|t| room(t).right() <= edge) {
        draw(&mut pen, tile, room(tile), &steps, (unit, whole));
        let says = pen.says(&tile.name, &[(title.clone(), tile.value, unit)]);
        pen.hit(tile.row, room(tile), room(tile).center(), says);
    }
    pen.done()
}

fn tiles(pen: &Sketch, table: &Table, measure: &str) -> Vec<Tile> {
    let chinese = pen.words().lang() == dealerscope_core::query::Lang::Zh;
    let mut taken = Vec::new();
    let (mut next, below) = (0.0, side(table, "row") + 0.25);
    let tile = |row: usize| {
        let key = read::text(table, row, "key");
        let known = SIGNS.iter().find(|(name, _, _)| *name == key);
        let name = read::label(table, row, pen.words());
        let sign = known.map_or(name.as_str(), |(_, zh, en)| if chinese { zh } else { en }).to_owned();
        let own = place(table, row).filter(|at| !taken.contains(at));
        let (col, line) = own.unwrap_or_else(|| {
            next += 1.0;
            (next - 1.0, below)
        });
        taken.push((col, line));
        let value = if measure == "orders_prior" {
            let prior = read::number(table, row, "orders_prior").filter(|x| *x > 0.0);
            read::number(table, row, "orders").zip(prior).map(|(now, prior)| now / prior - 1.0)
        } else {
            read::number(table, row, measure)
        };
        let small = read::flag(table, row, "small") && matches!(measure, "conversion");
        Tile { row, col, line, name, sign, value, small }
    };
    (0..table.rows.len()).map(tile).collect()
}

/// Counts run from little to much; rates stand against the whole, attainment against its target.
fn choose(table: &Table, tiles: &[Tile], measure: &str, unit: Unit) -> Steps {
    let values: Vec<f64> = tiles.iter().filter(|t| !t.small).filter_map(|t| t.value).collect();
    let sum =
        |column: &str| (0..table.rows.len()).filter_map(|row| read::number(table, row, column)).sum::<f64>();
    match (measure, unit) {
        ("orders_prior", _) => Steps::around(0.0, &values),
        ("attainment", _) => Steps::around(1.0, &values),
        ("conversion", _) if sum("leads") > 0.0 => Steps::around(sum("orders") / sum("leads"), &values),
        _ => Steps::upwards(&values),
    }
}

fn draw(pen: &mut Sketch, tile: &Tile, room: Rect, steps: &Steps, (unit, whole): (Unit, bool)) {
    let theme = pen.theme();
    let fill = tile.value.filter(|_| !tile.small).map(|v| steps.color(theme, v));
    let fill =
        fill.map(|c| if pen.frame.highlight.is_dimmed(tile.row) { c.mix(theme.surface, 0.7) } else { c });
    let ink = fill.map_or(theme.muted, |fill| theme.on(fill));
    if let Some(fill) = fill {
        pen.fill(room, fill);
    } else {
        pen.outline(room, theme.grid, 1.0);
    }
    if pen.frame.highlight.is_lit(tile.row) {
        pen.outline(room, theme.ink, 2.0);
    }
    let value_style = Style { size: SMALL, bold: false, color: ink };
    let texts = written(pen, tile.value, unit, steps.is_change());
    let text = texts.iter().find(|t| pen.measure(t, value_style) <= room.w - 3.0);
    let text = text.filter(|_| tile.value.is_some() && room.h >= 30.0);
    let dy = if text.is_some() { 7.0 } else { 0.0 };
    let name = if whole || place_is_outside(tile, room) { &tile.name } else { &tile.sign };
    let style = Style { size: SMALL, bold: true, color: ink };
    let at = room.center();
    if room.h >= SMALL + 2.0 {
        pen.text(name, Point::new(at.x, at.y - dy), Align::Center, style, room.w - 4.0);
    }
    if let Some(text) = text {
        pen.text(text, Point::new(at.x, at.y + dy), Align::Center, value_style, room.w);
    }
}

/// A value from its fullest form to its shortest.
fn written(pen: &Sketch, value: Option<f64>, unit: Unit, change: bool) -> [String; 3] {
    let words = pen.words();
    let full = if change { words.signed(value, unit) } else { words.number(value, unit) };
    let rounded = if unit == Unit::Rate { value.map(|v| (v * 100.0).round() / 100.0) } else { value };
    [full, words.compact(value, unit), words.compact(rounded, unit)]
}

/// A place outside the list has no sign of its own: its name is shortened instead.
fn place_is_outside(tile: &Tile, room: Rect) -> bool {
    tile.sign == tile.name && room.w > 0.0
}
