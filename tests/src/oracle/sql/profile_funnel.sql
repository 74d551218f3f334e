-- The dealer's funnel, and the pooled steps of the ranked peers.
with m as (select * from ({measures}) x where span = 'cur'),
peers as (
    select m.* from m join shop d on d.dealer_id = m.key
    where d.peer_group = '{peer_group}' and m.leads >= {smallest}
),
own as (select * from m where key = '{dealer}'),
steps as (
    select 0 as place, 'leads' as stage,
        sum(leads) as up, cast(null as bigint) as down,
        cast(null as bigint) as peer_up, cast(null as bigint) as peer_down
    from own
    union all select 1, 'contacted', (select max(contacted) from own), (select max(leads) from own), sum(contacted), sum(leads) from peers
    union all select 2, 'visited', (select max(visited) from own), (select max(contacted) from own), sum(visited), sum(contacted) from peers
    union all select 3, 'test_drive', (select max(test_drive) from own), (select max(visited) from own), sum(test_drive), sum(visited) from peers
    union all select 4, 'quoted', (select max(quoted) from own), (select max(test_drive) from own), sum(quoted), sum(test_drive) from peers
    union all select 5, 'ordered', (select max(orders) from own), (select max(quoted) from own), sum(orders), sum(quoted) from peers
    union all select 6, 'delivered', (select max(deliveries) from own), (select max(orders) from own), sum(deliveries), sum(orders) from peers
)
select stage, coalesce(up, 0) as reached, {ratio:up/down} as step_rate, {ratio:peer_up/peer_down} as peer_rate
from steps
