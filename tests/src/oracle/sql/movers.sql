with m as ({measures}),
c as (select * from m where span = 'cur'),
p as (select * from m where span = 'pri'),
k as (select key from c union select key from p),
t as (
    select
        (select sum(leads) from c) as w1, (select sum(orders) from c) as o1,
        (select sum(leads) from p) as w0, (select sum(orders) from p) as o0
),
j as (
    select
        k.key,
        coalesce(c.leads, 0) as leads, coalesce(p.leads, 0) as leads_prior,
        coalesce(c.orders, 0) as orders, coalesce(p.orders, 0) as orders_prior,
        coalesce(t.o1, 0) - coalesce(t.o0, 0) as moved,
        {ratio:coalesce(c.leads, 0)/t.w1} as w1, {ratio:coalesce(p.leads, 0)/t.w0} as w0,
        {ratio:t.o0/t.w0} as r0
    from k cross join t
    left join c on c.key = k.key
    left join p on p.key = k.key
)
select
    '{key}' as dimension, key, coalesce(d.dealer_name, n.label, key) as name, leads, leads_prior, orders, orders_prior,
    orders - orders_prior as change,
    case when moved <> 0 then (orders - orders_prior) / cast(moved as double) end as share_of_change,
    {ratio:orders/leads} as conversion,
    {ratio:orders_prior/leads_prior} as conversion_prior,
    -- A member that is new or gone has the rate of the other period: all that it does is a matter of the mix.
    case
        when r0 is null or w1 is null or leads + leads_prior = 0 then null
        when leads > 0 and leads_prior > 0
        then w1 * ({ratio:orders/leads} - {ratio:orders_prior/leads_prior})
        else 0
    end as rate_effect,
    (w1 - w0) * (coalesce({ratio:orders_prior/leads_prior}, {ratio:orders/leads}) - r0) as mix_effect
from j
left join (select dealer_id, name as dealer_name from shop) d on '{key}' = 'dealer' and d.dealer_id = j.key
left join code_names n on n.field = '{key}' and n.code = j.key
where leads + leads_prior + orders + orders_prior > 0
