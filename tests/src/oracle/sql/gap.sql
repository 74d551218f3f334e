with m as ({measures}),
r as (
    select d.{key} as key, m.orders / cast(m.leads as double) as v
    from m join shop d on d.dealer_id = m.key
    where m.span = 'cur' and m.leads >= {smallest}
),
n as (
    select key, v, row_number() over (partition by key order by v) - 1 as rn, count(*) over (partition by key) as n
    from r
)
select
    key, count(*) as dealers, min(v) as min,
    sum(v * greatest(0.0, 1.0 - abs(rn - (n - 1) * 0.25))) as q1,
    sum(v * greatest(0.0, 1.0 - abs(rn - (n - 1) * 0.50))) as median,
    sum(v * greatest(0.0, 1.0 - abs(rn - (n - 1) * 0.75))) as q3,
    max(v) as max
from n
group by key
