with m as ({measures}),
c as (select * from m where span = 'cur'),
p as (select * from m where span = 'pri'),
r as (select key, median from ({quantiles}) x where span = 'cur'),
a as (
    select dealer as key, sum(amount) as target from aim
    where span = 'cur' and metric = 'orders' group by dealer
),
j as (
    select
        x.*, {places} as shown,
        coalesce(c.leads, 0) as leads, coalesce(c.contacted, 0) as contacted, coalesce(c.visited, 0) as visited,
        coalesce(c.test_drive, 0) as test_drive, coalesce(c.quoted, 0) as quoted,
        coalesce(c.orders, 0) as orders, coalesce(c.deliveries, 0) as deliveries,
        {ratio:c.orders/c.leads} as conversion,
        {low:c.orders/c.leads} as conversion_low,
        {high:c.orders/c.leads} as conversion_high,
        {ratio:c.matured_orders/c.matured_leads} as conversion_matured,
        coalesce(c.leads, 0) >= {smallest} and c.leads > 0 as ranked,
        coalesce(p.leads, 0) >= {smallest} and p.leads > 0 as ranked_prior,
        coalesce(c.orders_placed, 0) as orders_placed, a.target,
        {ratio:coalesce(c.orders_placed, 0)/a.target} as attainment,
        r.median as median_response_minutes, coalesce(c.responses, 0) as responses,
        {ratio:c.responses_30/c.responses} as within_30_minutes,
        {ratio:c.responses_1440/c.responses} as within_24_hours,
        {ratio:c.contacted/c.leads} as followed_up,
        coalesce(c.overdue, 0) as overdue, coalesce(c.open, 0) as open, coalesce(c.hot, 0) as hot,
        coalesce(c.order_bank, 0) as order_bank,
        {ratio:c.with_address/c.leads} as qualified_rate,
        {ratio:coalesce(c.leads, 0)/x.consultants} as leads_per_consultant,
        {prior:coalesce(p.leads, 0)} as leads_prior,
        {prior:coalesce(p.orders, 0)} as orders_prior,
        {ratio:p.orders/p.leads} as conversion_prior
    from shop x
    left join c on c.key = x.dealer_id
    left join p on p.key = x.dealer_id
    left join r on r.key = x.dealer_id
    left join a on a.key = x.dealer_id
),
-- Peers are all dealers of the group; the rank is among the rows that are shown.
now as (
    select
        dealer_id,
        rank() over (partition by peer_group order by conversion desc) as place,
        count(*) over (partition by peer_group) as peers
    from j where ranked
),
ranks as (
    select dealer_id, rank() over (order by conversion desc) as rank from j where ranked and shown
),
ranks_prior as (
    select dealer_id, rank() over (order by conversion_prior desc) as rank from j where ranked_prior and shown
),
groups as (select peer_group, sum(case when ranked then 1 else 0 end) as peers from j group by peer_group)
select
    j.dealer_id, j.name, j.region, j.province, j.city,
    j.leads, j.contacted, j.visited, j.test_drive, j.quoted, j.orders, j.deliveries,
    j.conversion, j.conversion_low, j.conversion_high,
    cast(j.leads < {smallest} as bigint) as small,
    j.conversion_matured,
    case when n.peers >= 4 then 1 + cast(floor(4.0 * (n.place - 1) / n.peers) as bigint) end as quartile,
    j.peer_group, g.peers,
    r.rank, {prior:t.rank} as rank_prior,
    j.orders_placed, j.target, j.attainment,
    j.median_response_minutes, j.responses, j.within_30_minutes, j.within_24_hours, j.followed_up,
    j.overdue, j.open, j.hot, j.order_bank, j.qualified_rate,
    j.consultants, j.leads_per_consultant, j.annual as annual_sales_target,
    j.managers_needed, j.specialists_needed,
    case
        when j.annual is not null and j.managers is not null and j.specialists is not null
        then greatest(j.managers_needed - j.managers, 0) + greatest(j.specialists_needed - j.specialists, 0)
    end as staff_short,
    j.leads_prior, j.orders_prior, j.conversion_prior, j.ranked, j.shown
from j
left join now n on n.dealer_id = j.dealer_id
left join ranks r on r.dealer_id = j.dealer_id
left join ranks_prior t on t.dealer_id = j.dealer_id
left join groups g on g.peer_group = j.peer_group
