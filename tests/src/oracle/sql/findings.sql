-- The findings whose rule gives a limit; `figure_moved` and `data_quality` have rules of another kind.
with ripe as (
    select
        span, key,
        case when {cohort} then matured_leads else leads end as down,
        case when {cohort} then matured_orders else orders end as up
    from ({measures_region}) x
),
r as (
    select
        c.key, c.up / cast(c.down as double) as value, p.up / cast(p.down as double) as prior,
        (c.up + p.up) / cast(c.down + p.down as double) as pooled,
        1.0 / c.down + 1.0 / p.down as share
    from ripe c
    join ripe p on p.key = c.key and p.span = 'pri'
    where c.span = 'cur' and c.down > 0 and p.down > 0
),
s as (
    select
        c.key, x.spend / c.orders_placed as value, y.spend / p.orders_placed as prior
    from ({measures_channel}) c
    join ({measures_channel}) p on p.key = c.key and p.span = 'pri'
    join ({spend_by_channel}) x on x.key = c.key and x.span = 'cur'
    join ({spend_by_channel}) y on y.key = c.key and y.span = 'pri'
    where c.span = 'cur' and least(c.orders_placed, p.orders_placed) >= {smallest}
),
steps as (select sum(visited) / cast(sum(contacted) as double) as rate from ({measures_dealer}) x where span = 'cur'),
d as (
    select
        m.key, q.median as value, steps.rate as prior,
        {low:m.visited/m.contacted} as low, {high:m.visited/m.contacted} as high
    from ({measures_dealer}) m
    join ({quantiles}) q on q.key = m.key and q.span = m.span
    cross join steps
    where m.span = 'cur' and m.key <> '' and q.n >= {smallest}
),
a as (
    select c.key, {ratio:c.orders_placed/t.target} as value
    from ({measures_region}) c
    join (
        select region as key, sum(amount) as target from aim x
        where span = 'cur' and metric = 'orders' and {places} group by region
    ) t on t.key = c.key
    where c.span = 'cur'
)
select 'region_conversion' as kind, key, value, prior, null as low, null as high
from r where pooled > 0 and pooled < 1 and abs((value - prior) / sqrt(pooled * (1 - pooled) * share)) >= 2.58
union all
select 'channel_cost' as kind, key, value, prior, null as low, null as high from s where prior > 0 and value >= 1.25 * prior
union all
select 'response_gamed' as kind, key, value, prior, low, high from d where value <= 3 and high < prior
union all
select 'attainment_low' as kind, key, value, null as prior, null as low, null as high from a where value < 0.85
