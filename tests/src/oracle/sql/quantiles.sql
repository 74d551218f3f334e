select
    span, key, count(*) as n,
    sum(v * greatest(0.0, 1.0 - abs(rn - (n - 1) * 0.25))) as q1,
    sum(v * greatest(0.0, 1.0 - abs(rn - (n - 1) * 0.50))) as median,
    sum(v * greatest(0.0, 1.0 - abs(rn - (n - 1) * 0.75))) as q3
from (
    select
        span, {key} as key, cast({value} as double) as v,
        row_number() over (partition by span, {key} order by {value}) - 1 as rn,
        count(*) over (partition by span, {key}) as n
    from facts
    where {pass} and {value} >= 0
)
group by span, key
