with m as ({measures}),
d as ({quantiles_days}),
r as ({quantiles_response}),
s as ({spend}),
a as (
    select
        span,
        sum(case when metric = 'leads' then amount end)       as leads,
        sum(case when metric = 'visits' then amount end)      as visited,
        sum(case when metric = 'test_drives' then amount end) as test_drive,
        sum(case when metric = 'orders' then amount end)      as orders,
        sum(case when metric = 'deliveries' then amount end)  as deliveries
    from aim x where {places} group by span
)
select
    s0.span,
    coalesce(m.leads, 0) as leads, coalesce(m.contacted, 0) as contacted, coalesce(m.visited, 0) as visited,
    coalesce(m.test_drive, 0) as test_drive, coalesce(m.orders, 0) as orders, coalesce(m.deliveries, 0) as deliveries,
    {ratio:m.orders/m.leads} as conversion,
    {ratio:m.matured_orders/m.matured_leads} as conversion_matured,
    coalesce(m.matured_leads, 0) as matured_leads,
    {ratio:coalesce(m.orders_placed, 0)/a.orders} as attainment,
    coalesce(m.open, 0) as open,
    case when {cohort} or s0.span = 'cur' then coalesce(m.hot, 0) end as hot,
    case when {cohort} or s0.span = 'cur' then coalesce(m.overdue, 0) end as overdue,
    coalesce(m.order_bank, 0) as order_bank,
    {ratio:s.spend/m.orders} as cost_per_order,
    a.leads as target_leads, a.visited as target_visited, a.test_drive as target_test_drive,
    a.orders as target_orders, a.deliveries as target_deliveries,
    coalesce(m.lost, 0) as lost,
    {ratio:m.lost_dealer/m.lost_stated} as lost_by_dealer,
    d.median as median_days_to_order,
    {ratio:m.with_address/m.leads} as qualified_rate,
    {ratio:m.event_orders/m.orders} as event_share,
    r.median as median_response_minutes,
    {ratio:m.responses_30/m.responses} as within_30_minutes,
    {ratio:m.responses_1440/m.responses} as within_24_hours,
    {ratio:m.contacted/m.leads} as followed_up
from spans s0
left join m on m.span = s0.span
left join d on d.span = s0.span
left join r on r.span = s0.span
left join s on s.span = s0.span
left join a on a.span = s0.span
