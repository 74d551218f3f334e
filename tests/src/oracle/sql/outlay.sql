-- Each amount's part that lies within a span. The month of as_of is as long as it is old.
with months as (
    select month, first, case when {as_of} between first and last then {as_of} else last end as last
    from calendar
)
select
    s.span, {code:channel} as channel,
    x.dealer_id is not null as named,
    coalesce(d.dealer_id, '') as dealer, coalesce(d.region, '') as region, coalesce(d.center, '') as center,
    coalesce(d.province, '') as province, coalesce(d.city, '') as city,
    {amount:actual}
        * (least(s.t, c.last) - greatest(s.f, c.first) + 1) / cast(c.last - c.first + 1 as double) as amount
from spend x
join months c on c.month = x.month
left join shop d on d.dealer_id = x.dealer_id
cross join spans s
where least(s.t, c.last) >= greatest(s.f, c.first) and {spend_split} = false
