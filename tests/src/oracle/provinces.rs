//! The divisions of GB/T 2260: code, short name, what its full name adds, English name.

const PROVINCES: &str = "\
11 北京 市 Beijing|12 天津 市 Tianjin|13 河北 省 Hebei|14 山西 省 Shanxi|15 内蒙古 自治区 Inner Mongolia|\
21 辽宁 省 Liaoning|22 吉林 省 Jilin|23 黑龙江 省 Heilongjiang|31 上海 市 Shanghai|32 江苏 省 Jiangsu|\
33 浙江 省 Zhejiang|34 安徽 省 Anhui|35 福建 省 Fujian|36 江西 省 Jiangxi|37 山东 省 Shandong|41 河南 省 Henan|\
42 湖北 省 Hubei|43 湖南 省 Hunan|44 广东 省 Guangdong|45 广西 壮族自治区 Guangxi|46 海南 省 Hainan|\
50 重庆 市 Chongqing|51 四川 省 Sichuan|52 贵州 省 Guizhou|53 云南 省 Yunnan|54 西藏 自治区 Tibet|\
61 陕西 省 Shaanxi|62 甘肃 省 Gansu|63 青海 省 Qinghai|64 宁夏 回族自治区 Ningxia|65 新疆 维吾尔自治区 Xinjiang|\
71 台湾 省 Taiwan|81 香港 特别行政区 Hong Kong|82 澳门 特别行政区 Macao";

/// The map in tiles: a line for each row from the north, a word for each column from the west.
const TILES: &str = "\
 . . . . . . . 黑龙江
 . . . 内蒙古 北京 天津 辽宁 吉林
 新疆 甘肃 宁夏 山西 河北 山东
 . 青海 陕西 河南 安徽 江苏 上海
 西藏 四川 重庆 湖北 江西 浙江
 . 云南 贵州 湖南 广东 福建 台湾
 . . . 广西 澳门 香港
 . . . 海南";

/// Each province with its column and row on the map.
pub(super) fn tiles() -> Vec<(String, usize, usize)> {
    let mut tiles = Vec::new();
    for (row, line) in TILES.lines().enumerate() {
        let places = line.split_whitespace().enumerate().filter(|(_, name)| *name != ".");
        tiles.extend(places.map(|(col, name)| (name.to_owned(), col, row)));
    }
    tiles
}

/// Every way to write a province, with its short Chinese name.
pub(crate) fn aliases() -> Vec<(String, String)> {
    let mut aliases = Vec::new();
    for province in PROVINCES.split('|') {
        let mut parts = province.splitn(4, ' ');
        let [code, short, ending, english] = std::array::from_fn(|_| parts.next().expect("four parts"));
        for alias in [
            code.to_owned(),
            format!("{code}0000"),
            short.to_owned(),
            format!("{short}{ending}"),
            english.to_owned(),
        ] {
            aliases.push((alias, short.to_owned()));
        }
    }
    aliases
}
