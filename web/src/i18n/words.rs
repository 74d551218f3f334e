//! The table of words: a key, its Chinese and its English.

/// Makes the table, so that a word cannot be there in one language only.
macro_rules! words {
    ($($key:ident: $zh:literal, $en:literal;)*) => {
        /// The words of the interface in one language, each documented by its English.
        #[derive(Debug, PartialEq, Eq)]
        pub struct Words {
            $(#[doc = $en] pub $key: &'static str,)*
        }

        /// Chinese.
        pub static ZH: Words = Words { $($key: $zh,)* };
        /// English.
        pub static EN: Words = Words { $($key: $en,)* };

        /// Every key with its words.
        #[cfg(test)]
        pub(super) fn all() -> Vec<(&'static str, &'static str, &'static str)> {
            vec![$((stringify!($key), $zh, $en),)*]
        }
    };
}

words! {
    // The shell.
    skip: "跳到内容", "Skip to content";
    pages: "页面", "Pages";
    overview: "总览", "Overview";
    regions: "区域", "Regions";
    channels_short: "渠道", "Channels";
    channels: "渠道与漏斗", "Channels and funnel";
    dealers: "经销商", "Dealers";
    data: "数据", "Data";
    as_of: "截至 {0}", "As of {0}";
    snapshot: "数据快照", "Snapshot";
    local_snapshot: "本机快照：{0}", "From this computer: {0}";
    back_to_site: "返回网站快照", "Back to the site's";
    light: "浅色", "Light";
    dark: "深色", "Dark";
    notices: "提示", "Notices";
    close: "关闭", "Close";

    // Filters.
    filters: "筛选", "Filters";
    period: "时段", "Period";
    last12: "最近 12 个月", "Last 12 months";
    ytd: "本财年至今", "Year to date";
    qtd: "本季度至今", "Quarter to date";
    mtd: "本月至今", "Month to date";
    all_time: "全部时间", "All time";
    custom_period: "自选月份", "From month to month";
    from: "从", "From";
    to: "至", "To";
    compare: "对比", "Compare with";
    compare_previous: "上一时段", "Period before";
    compare_year: "去年同期", "A year before";
    compare_none: "不对比", "Nothing";
    basis: "口径", "Basis";
    cohort: "线索批次", "Cohort";
    activity: "期间发生", "Activity";
    cohort_means: "按线索创建日期统计，并追踪其截至数据日的结果。",
        "Leads created in the period, and what became of them up to the snapshot's date.";
    activity_means: "按事件发生日期统计，不论线索何时创建。",
        "What happened in the period, whenever the lead was created.";
    place: "地点", "Place";
    search_place: "查找大区、省、城市或经销商", "Find a region, province, city or dealer";
    nothing_found: "未找到匹配项。", "Nothing matches.";
    inside: "{0} 的下级", "Inside {0}";
    region: "大区", "Region";
    center: "分销中心", "Distribution centre";
    province: "省份", "Province";
    city: "城市", "City";
    dealer: "经销商", "Dealer";
    channel: "渠道", "Channel";
    series: "车系", "Series";
    origin: "来源", "Origin";
    kind: "客户性质", "Kind";
    temperature: "热度", "Temperature";
    all: "全部", "All";
    and: "、", ", ";
    clear: "清除", "Clear";
    reset: "全部重置", "Reset all";
    take_off: "取消筛选 {0}：{1}", "Take off the filter {0}: {1}";

    // What the numbers rest on.
    period_against: "{0}，对比 {1}。", "{0}, against {1}.";
    period_alone: "{0}。", "{0}.";
    coverage: "共 {0} 条线索，其中 {1} 存在数据问题。", "{0} leads, {1} of them touched by a problem in the data.";
    rules: "所用规则", "Rules used";
    remarks: "备注", "Remarks";
    files: "导入报告", "Import report";
    files_note:
        "每张表由哪个文件读入、读了多少行、缺哪些列。",
        "Which file brought each table, how many rows were read, and which columns are absent.";
    controls: "对账", "Reconciliation";
    controls_note:
        "快照声明的控制总数与读入结果逐项核对。",
        "The control totals that the snapshot states, held against what was loaded.";
    problem_counts: "问题汇总", "Problems by column";
    problem_counts_note: "按类型、表和列计数，全部计入。", "By kind, table and column; all are counted.";
    dealer_quality: "各经销商的数据质量", "Quality by dealer and field";
    dealer_quality_note:
        "有问题的行最多的经销商在前；各列为该字段的填写率。",
        "Dealers with the most rows that have a problem first; each column is the share of rows that state the field.";
    fields: "各字段的填写情况", "Quality by field";
    fields_note: "快照约定的每一列：非空单元格的比例与问题数。", "Each column of the contract: the share of cells that are filled, and its problems.";
    recording_gap: "记录缺口", "Recording gap";
    recording_gap_note:
        "有交付，却一条投诉或维修记录也没有的经销商：没有投诉，还是没有登记？",
        "Dealers that deliver, and have not one complaint or service visit on record: was there none, or was none written down?";
    glossary: "指标说明", "Glossary";
    glossary_note:
        "每个指标的名称、公式、分子、分母、单位、方向、标准与出处；页面上的说明取自同一处。",
        "Every metric with its names, formula, what it is a share of, unit, direction, mark and source; the explanations on the pages come from here.";
    part_of: "{1} 中的 {0}", "{0} of {1}";
    search_metric: "查找指标", "Find a metric";
    problems: "数据中有 {0} 处问题，均保留并计数", "{0} problems in the data, all kept and counted";
    problem_kind: "问题", "Problem";
    problem_table: "数据表", "Table";
    problem_file: "文件", "File";
    problem_column: "列", "Column";
    problem_detail: "说明", "Detail";
    problem_remedy: "如何修复", "How to mend it";
    problems_kept: "列出 {1} 处中的前 {0} 处。", "The first {0} of {1} are listed.";
    no_problems: "数据中未发现问题。", "No problems were found in the data.";
    stays_here: "所有计算都在您的浏览器中进行，数据不会离开本机。",
        "Everything is computed in your own browser; no data leaves this computer.";

    // Opening a snapshot.
    open: "打开快照", "Open a snapshot";
    open_title: "打开您自己的快照", "Open a snapshot of your own";
    open_explained: "选择快照的文件夹或其 .zip 压缩包，也可选择 CSV、JSON 数据表。文件只在本浏览器中读取，不会上传。",
        "Choose a snapshot's folder, a .zip of it, or tables as CSV or JSON. The files are read in this browser and go nowhere else.";
    open_zip: "选择文件", "Choose files";
    open_folder: "选择文件夹", "Choose a folder";
    open_or_drop: "也可以直接拖放到页面上。", "Or drop either anywhere on the page.";
    drop_here: "松开即可在本机打开快照", "Drop to open this snapshot on this computer";
    opening_site: "正在打开快照", "Opening the snapshot";
    opening_local: "正在打开 {0}", "Opening {0}";
    stage_finding: "查找文件", "Finding the files";
    stage_unpacking: "解压", "Unpacking";
    stage_reading: "读取数据表", "Reading the tables";
    stage_building: "建立索引", "Building the index";
    read_so_far: "{0} · {1} 行", "{0} · {1} rows";
    cancel: "取消", "Cancel";
    cancelled: "已取消打开快照", "Opening was cancelled";
    try_again: "重试", "Try again";
    cannot_open: "无法打开 {0}", "{0} cannot be opened";
    cannot_open_site: "无法打开快照", "The snapshot cannot be opened";
    before_stays: "此前的快照仍在下方显示。", "The snapshot from before is still shown below.";
    unreachable: "{0} 无法读取：{1}", "{0} cannot be read: {1}";
    unreachable_remedy: "请检查网络与文件是否存在，然后重试。", "Check the network and that the file is there, then try again.";
    file_absent: "缺少描述文件中列出的 {0}", "{0} is named in datapackage.json but is not there";
    file_absent_remedy: "请把快照的全部文件一起放入。", "Bring all files of the snapshot together.";
    stopped: "计算在 {0} 处中断。{1}", "The computation ended at {0}. {1}";
    hung: "计算在 {0} 处不再响应。", "The computation at {0} did not answer any more.";
    stopped_remedy: "数据可能超出本机可用内存。请关闭其他标签页后重试，或打开较小的快照。",
        "The data may be more than this computer has memory for. Close other tabs and try again, or open a smaller snapshot.";
    mapping_title: "{0} 中的文件是什么？", "What are the files in {0}?";
    mapping_explained: "请说明各文件是什么数据表、各列是什么内容。带 * 的列必填。",
        "Say which table each file is, and what its columns are. Columns with * are required.";
    mapping_leave_out: "不使用", "leave out";
    mapping_none: "无此列", "not there";
    mapping_rows: "{0} 行", "Rows: {0}";
    mapping_others: "其他 {0} 列", "{0} more columns";
    mapping_name: "名称", "Title";
    mapping_day: "数据日期", "Date of the export";
    mapping_currency: "货币", "Currency";
    mapping_open: "打开", "Open";
    mapping_save: "下载 datapackage.json", "Download datapackage.json";
    mapping_further: "添加文件", "Add files";
    missing_table: "缺少数据表 {0}：请添加文件。", "The table {0} is missing: add its file.";
    missing_twice: "有两个文件都是 {0}：请只保留一个。", "Two files are {0}: keep one.";
    missing_column: "{0} 缺少 {1}。", "{0} lacks {1}.";
    missing_day: "请填写数据日期。", "Say which day the export describes.";
    empty_catalog: "data/catalog.json 中没有快照", "data/catalog.json names no snapshot";
    empty_catalog_remedy: "请在目录中登记快照，或打开您自己的快照。", "Add one to the catalogue, or open a snapshot of your own.";

    // Charts, tables and figures.
    as_table: "查看表格", "Show as table";
    measure: "指标", "Measure";
    chart_keys: "方向键浏览，回车筛选，Esc 退出", "Arrow keys to read, Enter to filter, Escape to leave";
    nothing_here: "当前筛选下没有数据。", "Nothing under these filters.";
    show_all_rows: "显示全部 {0} 行", "Show all {0} rows";
    what_is: "{0}是什么？", "What is {0}?";
    more_is_better: "越高越好。", "More is better.";
    less_is_better: "越低越好。", "Less is better.";
    neither_is_better: "高低无好坏之分。", "Neither more nor less is better.";
    no_explanation: "暂无说明。", "There is no explanation for this.";
    of_target: "目标 {1} 的 {0}", "{0} of {1}";
    mark_at: "标准 {0}", "mark {0}";
    small_n: "样本小，n = {0}", "small group, n = {0}";
    above: "高于平均", "above";
    below: "低于平均", "below";
    level: "持平", "level";
    small_group: "样本小", "small group";
    before_lead: "早于线索", "before the lead";

    // Notices.
    notice_key: "链接中的“{0}”无法识别，已忽略。", "“{0}” in the link is not known and was left out.";
    notice_value: "链接中 {0} 的值“{1}”无法读取，已忽略。", "The value “{1}” of {0} in the link cannot be read and was left out.";
    notice_absent: "此快照中没有 {0}“{1}”，该筛选已忽略。", "This snapshot has no {0} “{1}”; the filter was left out.";
    notice_table: "快照没有数据表 {0}：“{1}”中依赖它的部分无法给出。", "The snapshot brings no table {0}: what “{1}” takes from it cannot be given.";
    notice_unavailable: "{0} 无法给出：{1}。", "{0} cannot be given: {1}.";
    reason_margin: "快照未设定毛利率", "the snapshot sets no margin";
    reason_fields: "文件没有缺失字段一列", "the file has no column of missing fields";

    // Empty.
    empty_title: "没有符合条件的线索", "No leads here";
    empty_filters: "以下筛选合在一起没有剩下任何线索。取消其中一个，或放宽时段：",
        "Together, these filters leave no lead. Take one off, or widen the period:";
    empty_period: "所选时段内没有线索。", "There is no lead in this period.";
    show_all_time: "显示全部时间", "Show all time";

    // The overview.
    findings: "要点", "What stands out";
    no_findings: "本时段内没有超过阈值的变化。", "Nothing has moved beyond the thresholds in this period.";
    figures: "指标", "Figures";
    trend: "月度走势", "Month by month";
    trend_note: "点击某月即可只看该月；浅色为时段之外或尚未成熟的批次。",
        "Press a month to see it alone; pale months lie outside the period or are still ripening.";
    movers: "订单变化由什么构成", "What the change in orders is made of";
    movers_note: "按大区、经销商、渠道和车系分解与对比时段的差额。",
        "The difference to the comparison period by region, dealer, channel and series.";
    regions_ranked: "大区", "Regions";

    // Regions.
    breadcrumb: "层级", "Level";
    everywhere: "全国", "All places";
    map: "各省份", "Provinces";
    map_note: "每格一个省级行政区，只示位置，不画边界。", "One tile a province: neighbourhood only, no borders are drawn.";
    ranked_below: "下一级：{0}", "One level below: {0}";
    ranked_below_note: "竖线为对比时段，点击即可进入下一级。", "The tick is the comparison period; press a bar to go into it.";
    gap: "经销商之间的差距", "The gap between dealers";
    gap_note: "各区域内参与排名的经销商转化率分布：中位数、中间一半与两端。",
        "Conversion of the ranked dealers inside each place: median, middle half and extremes.";
    crm_team: "CRM 团队覆盖", "CRM team coverage";
    crm_team_note: "设有独立 CRM 团队的经销商占比；标线为应达到的比例。",
        "Share of dealers with a CRM team of their own; the line is the share that a region should have.";
    customer_regions: "客户区域分析表", "Customers by region and year";
    customer_regions_note: "按下单年份与大区统计，不受时段限制。", "By year of the order and region; the period is left out.";

    // Channels.
    funnel: "漏斗", "Funnel";
    funnel_note: "各阶段到达数、步进率、跳过与战败。", "Reached at each stage, step rates, skipped and lost.";
    channels_ranked: "渠道", "Channels";
    strengths: "渠道优劣势", "Strengths and weaknesses";
    strengths_note: "各渠道每一步与全部渠道平均之差；95% 区间完全在一侧才算优势或劣势。",
        "Each step of each channel against the average of all; a strength or weakness only where the 95 % interval lies on one side.";
    efficiency: "渠道效率", "Channel efficiency";
    efficiency_note: "线索量、转化率与单笔订单成本。", "Volume against conversion against the cost of an order.";
    days_to_order: "成交周期", "Days to order";
    days_to_order_note: "从线索到下单的日历天数。", "Calendar days from lead to order.";
    days_by_channel: "各渠道成交周期", "Days to order by channel";
    days_by_channel_note: "中位数与中间一半。", "Median and middle half.";
    vintage: "批次转化曲线", "Conversion by age of the cohort";
    vintage_note: "每条线是一个创建月份，只画整批已达到的天数。",
        "One line a month of creation, drawn as far as the whole cohort has come.";
    lost_reasons: "战败原因", "Why leads are lost";
    lost_reasons_note: "其中由经销商主观判定的部分单独标出。", "The part that the dealer gave up is marked.";

    // Dealers.
    ranking: "排名", "Ranking";
    ranking_note: "按转化率排名，附 95% 区间；四分位只在同组内比较。点击经销商查看其画像。",
        "Ranked by conversion with 95 % intervals; quartiles are taken among peers. Press a dealer for its profile.";
    intervals: "转化率与区间", "Conversion and its interval";
    intervals_note: "与同组中位数相比；区间完全在一侧才算显著。",
        "Against the median of the peers; only an interval that lies on one side of it says something.";
    search_dealer: "查找经销商", "Find a dealer";
    all_columns: "全部列", "All columns";
    rank_up: "上升 {0} 位", "up {0}";
    rank_down: "下降 {0} 位", "down {0}";
    rank_same: "名次未变", "unchanged";
    interval: "95% 区间 {0} 至 {1}", "95 % interval {0} to {1}";
    sort_by: "按{0}排序", "Sort by {0}";
    staffing: "CRM 人员缺口", "Short of CRM staff";
    staffing_note: "按年销售目标推算的最低配置。", "Against the least that the annual sales target calls for.";
    profile_of: "画像：{0}", "Profile: {0}";
    profile_against: "与同组对比", "Against its peers";
    profile_against_note: "与同组的中位数和前四分之一比较。", "Against the median and the best quarter of its peers.";
    profile_trend: "月度走势", "Month by month";
    profile_funnel: "漏斗与同组", "Funnel against peers";
    profile_channels: "其渠道", "Its channels";
    profile_consultants: "其销售顾问", "Its consultants";
    leave_profile: "返回全部经销商", "Back to all dealers";
    small_sample: "线索少于最小组，不参与排名", "fewer leads than the smallest group: not ranked";
}
