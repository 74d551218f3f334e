with m as ({measures}),
own as (select * from m where span = 'cur'),
k as (select distinct key from m where shown),
peers as (
    select channel, sum(n0) as leads, sum(n5) as orders
    from facts f
    where span = 'cur' and {pass_peers} and dealer in ({peers})
    group by channel
)
select
    k.key as channel, coalesce(o.leads, 0) as leads, coalesce(o.orders, 0) as orders,
    {ratio:o.orders/o.leads} as conversion, {ratio:p.orders/p.leads} as peer_conversion
from k
left join own o on o.key = k.key
left join peers p on p.channel = k.key
