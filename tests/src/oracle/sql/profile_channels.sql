with own as (select * from ({measures}) x where span = 'cur'),
peers as (
    select channel, sum(n0) as leads, sum(n5) as orders
    from facts f
    where span = 'cur' and {pass_peers} and dealer in ({peers})
    group by channel
)
select o.key as channel, o.leads, o.orders, {ratio:o.orders/o.leads} as conversion, {ratio:p.orders/p.leads} as peer_conversion
from own o left join peers p on p.channel = o.key
where o.leads + o.orders > 0
