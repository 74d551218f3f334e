-- What was spent at each place; nothing is known of any while a row with an amount in the span names no dealer.
select
    t.span, t.key, case when n.vague or t.unstated then null else t.spend end as spend
from (
    select
        span, {key} as key,
        bool_or(part > 0 and actual is null) as unstated,
        sum(case when part > 0 then part * actual else 0 end) as spend
    from outlay x
    where named and {places} and {channels}
    group by span, {key}
) t
join (select span, bool_or(part > 0 and not named) as vague from outlay x where {channels} group by span) n
    on n.span = t.span
