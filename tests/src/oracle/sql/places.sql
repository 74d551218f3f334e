with m as ({measures}),
c as (select * from m where span = 'cur'),
p as (select * from m where span = 'pri'),
d as (
    select {key} as key, count(*) as dealers, max(x.name) as name,
        count(crm_team) as stated, sum(case when crm_team then 1 else 0 end) as teams
    from shop x where {places} group by {key}
),
a as (
    select {key} as key, sum(amount) as target from aim x
    where span = 'cur' and metric = 'orders' and {places} group by {key}
),
k as (
    select key from m where shown or span = 'cur' and orders_placed > 0
    union select key from d
    union select key from a where target is not null
),
s as (select * from ({spend_by_place}) y where span = 'cur'),
total as (select sum(leads) as leads, sum(orders) as orders from c)
select
    k.key, '{key}' as level, {name} as name,
    coalesce(d.dealers, 0) as dealers,
    coalesce(c.leads, 0) as leads, coalesce(c.contacted, 0) as contacted, coalesce(c.visited, 0) as visited,
    coalesce(c.test_drive, 0) as test_drive, coalesce(c.quoted, 0) as quoted,
    coalesce(c.orders, 0) as orders, coalesce(c.deliveries, 0) as deliveries,
    {ratio:c.orders/c.leads} as conversion,
    {low:c.orders/c.leads} as conversion_low,
    {high:c.orders/c.leads} as conversion_high,
    cast(coalesce(c.leads, 0) < {smallest} as bigint) as small,
    {ratio:coalesce(c.leads, 0)/total.leads} as share_of_leads,
    {ratio:coalesce(c.orders, 0)/total.orders} as share_of_orders,
    coalesce(c.orders_placed, 0) as orders_placed,
    a.target,
    {ratio:coalesce(c.orders_placed, 0)/a.target} as attainment,
    coalesce(c.open, 0) as open, coalesce(c.hot, 0) as hot,
    coalesce(c.overdue, 0) as overdue, coalesce(c.order_bank, 0) as order_bank,
    {ratio:s.spend/c.orders} as cost_per_order,
    {prior:coalesce(p.leads, 0)} as leads_prior,
    {prior:coalesce(p.orders, 0)} as orders_prior,
    {ratio:p.orders/p.leads} as conversion_prior,
    {ratio:d.teams/d.stated} as crm_team_rate
from k
cross join total
left join c on c.key = k.key
left join p on p.key = k.key
left join d on d.key = k.key
left join a on a.key = k.key
left join s on s.key = k.key
