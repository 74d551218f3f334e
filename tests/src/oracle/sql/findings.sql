-- Every finding that is due, however many are shown, with the weight that orders those of one severity. `edge` is the
-- distance to the nearest limit of the rule where both sides of it are computed, and so might differ in the last digit.
with ripe as (
    select
        span, key,
        case when {cohort} then matured_leads else leads end as down,
        case when {cohort} then matured_orders else orders end as up
    from ({measures_region}) x
),
figures as (
    select
        span, orders_placed, leads,
        case when {cohort} then matured_leads else leads end as down,
        case when {cohort} then {ratio:matured_orders/matured_leads} else {ratio:orders/leads} end as rate
    from ({measures_all}) x
),
f as (
    select 'orders_placed' as key, cast(c.orders_placed as double) as value, cast(p.orders_placed as double) as prior,
        c.orders_placed as n, false as computed
    from figures c join figures p on c.span = 'cur' and p.span = 'pri'
    union all
    select 'leads' as key, cast(c.leads as double) as value, cast(p.leads as double) as prior, c.leads as n, false as computed
    from figures c join figures p on c.span = 'cur' and p.span = 'pri'
    union all
    select case when {cohort} then 'conversion_matured' else 'conversion' end as key, c.rate as value, p.rate as prior, c.down as n,
        true as computed
    from figures c join figures p on c.span = 'cur' and p.span = 'pri'
),
moved as (select *, abs(value - prior) / prior as weight from f where prior > 0 and value is not null),
r as (
    select key, value, prior, abs((value - prior) / sqrt(pooled * (1 - pooled) * share)) as weight
    from (
        select
            c.key, c.up / cast(c.down as double) as value, p.up / cast(p.down as double) as prior,
            (c.up + p.up) / cast(c.down + p.down as double) as pooled,
            1.0 / c.down + 1.0 / p.down as share
        from ripe c
        join ripe p on p.key = c.key and p.span = 'pri'
        where c.span = 'cur' and c.down > 0 and p.down > 0
    )
    where pooled > 0 and pooled < 1
),
s as (
    select c.key, x.spend / c.orders_placed as value, y.spend / p.orders_placed as prior,
        (x.spend / c.orders_placed) / (y.spend / p.orders_placed) as weight
    from ({measures_channel}) c
    join ({measures_channel}) p on p.key = c.key and p.span = 'pri'
    join ({spend}) x on x.key = c.key and x.span = 'cur'
    join ({spend}) y on y.key = c.key and y.span = 'pri'
    where c.span = 'cur' and least(c.orders_placed, p.orders_placed) >= {smallest} and p.orders_placed > 0 and c.orders_placed > 0
        and y.spend > 0
),
steps as (select sum(visited) / cast(sum(contacted) as double) as rate from ({measures_all}) x where span = 'cur'),
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
    select t.key, {ratio:coalesce(c.orders_placed, 0)/t.target} as value
    from (
        select region as key, sum(amount) as target from aim x
        where span = 'cur' and metric = 'orders' and {places} group by region
    ) t
    left join (select * from ({measures_region}) x where span = 'cur') c on c.key = t.key
)
select
    'figure_moved' as kind, case when weight >= 0.2 then 3 when weight >= 0.1 then 2 else 1 end as severity,
    '' as dimension, key, '' as name, value, prior, null as low, null as high, n, weight,
    case when computed then least(abs(weight - 0.02), abs(weight - 0.1), abs(weight - 0.2)) end as edge
from moved where weight >= 0.02 - 1e-12 and (computed or weight >= 0.02)
union all
select
    'region_conversion' as kind, case when weight >= 3.29 then 3 else 2 end as severity,
    'region' as dimension, key, key as name, value, prior, null as low, null as high, null as n, weight,
    least(abs(weight - 2.58), abs(weight - 3.29)) as edge
from r where weight >= 2.58 - 1e-12
union all
select
    'channel_cost' as kind, case when weight >= 1.5 then 3 else 2 end as severity,
    'channel' as dimension, key, coalesce(label, key) as name, value, prior, null as low, null as high, null as n, weight,
    least(abs(weight - 1.25), abs(weight - 1.5)) as edge
from s left join code_names on field = 'channel' and code = key
where weight >= 1.25 - 1e-12
union all
select
    'response_gamed' as kind, 3 as severity,
    'dealer' as dimension, d.key, x.name, value, prior, low, high, null as n, prior - high as weight, abs(prior - high) as edge
from d join shop x on x.dealer_id = d.key
where value <= 3 and high < prior + 1e-12
union all
select
    'attainment_low' as kind, case when value < 0.7 then 3 else 2 end as severity,
    'region' as dimension, key, key as name, value, null as prior, null as low, null as high, null as n, 1 - value as weight,
    least(abs(value - 0.85), abs(value - 0.7)) as edge
from a where value < 0.85 + 1e-12
union all
select
    'data_quality' as kind, case when share > 0.05 then 2 else 1 end as severity,
    '' as dimension, 'touched' as key, '' as name, share as value, null as prior, null as low, null as high, n, share as weight,
    null as edge
from (select "rows" as n, {ratio:touched/"rows"} as share from ({coverage}) x)
where share > 0.01
