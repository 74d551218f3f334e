-- The dealer's funnel, and the pooled steps of the ranked peers.
with m as (select * from ({measures}) x where span = 'cur'),
peers as (
    select m.* from m join shop d on d.dealer_id = m.key
    where d.peer_group = '{peer_group}' and m.leads >= {smallest}
),
own as (select * from m where key = '{dealer}'),
steps as (
    select 0 as place, 'leads' as stage,
        (select leads from own) as up, (select leads from own) as down,
        cast(null as bigint) as peer_up, cast(null as bigint) as peer_down
    union all select 1, 'contacted', (select contacted from own), (select leads from own), sum(contacted), sum(leads) from peers
    union all select 2, 'visited', (select visited from own), (select contacted from own), sum(visited), sum(contacted) from peers
    union all select 3, 'test_drive', (select test_drive from own), (select visited from own), sum(test_drive), sum(visited) from peers
    union all select 4, 'quoted', (select quoted from own), (select test_drive from own), sum(quoted), sum(test_drive) from peers
    union all select 5, 'ordered', (select orders from own), (select quoted from own), sum(orders), sum(quoted) from peers
    union all select 6, 'delivered', (select deliveries from own), (select orders from own), sum(deliveries), sum(orders) from peers
)
select stage, coalesce(up, 0) as reached, {ratio:up/down} as step_rate, {ratio:peer_up/peer_down} as peer_rate
from steps
