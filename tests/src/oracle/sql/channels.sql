with m as ({measures}),
c as (select * from m where span = 'cur'),
p as (select * from m where span = 'pri'),
q as (select * from ({quantiles}) x where span = 'cur'),
s as (select key, spend from ({spend}) x where span = 'cur'),
k as (
    select key from m where shown
    union select key from s where spend > 0
),
total as (select sum(leads) as leads from c)
select
    k.key as channel,
    coalesce(c.leads, 0) as leads,
    {ratio:coalesce(c.leads, 0)/total.leads} as share,
    coalesce(c.contacted, 0) as contacted, coalesce(c.visited, 0) as visited,
    coalesce(c.test_drive, 0) as test_drive, coalesce(c.quoted, 0) as quoted,
    coalesce(c.orders, 0) as ordered, coalesce(c.deliveries, 0) as delivered,
    {ratio:c.contacted/c.leads} as contacted_rate,
    {ratio:c.visited/c.contacted} as visited_rate,
    {ratio:c.test_drive/c.visited} as test_drive_rate,
    {ratio:c.quoted/c.test_drive} as quoted_rate,
    {ratio:c.orders/c.quoted} as ordered_rate,
    {ratio:c.deliveries/c.orders} as delivered_rate,
    {ratio:c.orders/c.leads} as conversion,
    {low:c.orders/c.leads} as conversion_low,
    {high:c.orders/c.leads} as conversion_high,
    cast(coalesce(c.leads, 0) < {smallest} as bigint) as small,
    {ratio:c.matured_orders/c.matured_leads} as conversion_matured,
    {ratio:c.with_address/c.leads} as qualified_rate,
    {ratio:c.hot/c.open} as hot_ratio,
    q.q1 as q1_days_to_order, q.median as median_days_to_order, q.q3 as q3_days_to_order,
    c.amount,
    s.spend,
    {ratio:s.spend/c.leads} as cost_per_lead,
    {ratio:s.spend/c.orders} as cost_per_order,
    case when s.spend > 0 and c.amounts = c.orders then (c.amount * {margin} - s.spend) / s.spend end as return,
    {prior:coalesce(p.leads, 0)} as leads_prior,
    {prior:coalesce(p.orders, 0)} as ordered_prior,
    {ratio:p.orders/p.leads} as conversion_prior
from k
cross join total
left join c on c.key = k.key
left join p on p.key = k.key
left join q on q.key = k.key
left join s on s.key = k.key
