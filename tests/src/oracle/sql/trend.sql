-- Months of the snapshot, each with all that was born or happened in it; the period is left out.
with months as (
    select month, first, last from calendar
    where first <= {as_of} and last >= (select min(created) from base)
),
-- A stage's day is the lead's own birthday on the cohort basis.
dated as (
    select
        case when stage = 0 then created when {cohort} then created else day end as day, stage
    from (
        select created, 0 as stage, created as day from base f where {pass}
        union all select created, 1 as stage, d1 as day from base f where {pass}
        union all select created, 2 as stage, d2 as day from base f where {pass}
        union all select created, 3 as stage, d3 as day from base f where {pass}
        union all select created, 4 as stage, d4 as day from base f where {pass}
        union all select created, 5 as stage, d5 as day from base f where {pass}
        union all select created, 6 as stage, d6 as day from base f where {pass}
        union all select d5 as created, 7 as stage, d5 as day from base f where {pass} and d5 <= {as_of}
    ) s
    where day is not null
),
counted as (
    select
        c.month,
        sum(case when stage = 0 then 1 else 0 end) as leads,
        sum(case when stage = 1 then 1 else 0 end) as contacted,
        sum(case when stage = 2 then 1 else 0 end) as visited,
        sum(case when stage = 3 then 1 else 0 end) as test_drive,
        sum(case when stage = 4 then 1 else 0 end) as quoted,
        sum(case when stage = 5 then 1 else 0 end) as ordered,
        sum(case when stage = 6 then 1 else 0 end) as delivered,
        sum(case when stage = 7 then 1 else 0 end) as orders_placed
    from dated join months c on dated.day between c.first and c.last
    group by c.month
),
aims as (
    select
        x.month,
        sum(x.target * (least({as_of}, c.last) - c.first + 1) / cast(c.last - c.first + 1 as double)) as target
    from goals x
    join calendar c on c.month = x.month
    where x.metric = 'orders' and c.first <= {as_of} and {places} and {split} = false
    group by x.month
)
select
    m.month,
    cast(s.unbounded or (s.f <= s.t and m.first <= s.t and m.last >= s.f) as bigint) as in_period,
    coalesce(c.leads, 0) as leads, coalesce(c.contacted, 0) as contacted, coalesce(c.visited, 0) as visited,
    coalesce(c.test_drive, 0) as test_drive, coalesce(c.quoted, 0) as quoted,
    coalesce(c.ordered, 0) as ordered, coalesce(c.delivered, 0) as delivered,
    {ratio:c.ordered/c.leads} as conversion,
    coalesce(c.orders_placed, 0) as orders_placed,
    a.target,
    cast({cohort} and m.last > {matured_until} as bigint) as ripening
from months m
cross join (select * from spans where span = 'cur') s
left join counted c on c.month = m.month
left join aims a on a.month = m.month
