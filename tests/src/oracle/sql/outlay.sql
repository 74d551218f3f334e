-- Each row of spend, with the part of its month that lies within a span: nought for most. The month of as_of is as
-- long as it is old.
with months as (
    select month, first, case when {as_of} between first and last then {as_of} else last end as last
    from calendar
)
select
    s.span, {code:channel} as channel,
    x.dealer_id is not null as named,
    coalesce(d.dealer_id, '') as dealer, coalesce(d.region, '') as region, coalesce(d.center, '') as center,
    coalesce(d.province, '') as province, coalesce(d.city, '') as city,
    {amount:actual} as actual,
    greatest(least(s.t, {as_of}, c.last) - greatest(s.f, c.first) + 1, 0) / cast(c.last - c.first + 1 as double) as part
from spend x
join months c on c.month = x.month
left join shop d on d.dealer_id = x.dealer_id
cross join spans s
where {spend_split} = false
