with places as ({places_table}),
tiles as (select distinct zh as key from province_names)
select
    coalesce(t.key, p.key) as key,
    t.key is not null as on_map,
    case when p.dealers > 0 or p.key = '' then p.dealers end as dealers,
    case when p.dealers > 0 or p.key = '' then p.leads end as leads,
    case when p.dealers > 0 or p.key = '' then p.orders end as orders,
    p.conversion,
    case when p.dealers > 0 or p.key = '' then p.small end as small,
    p.attainment,
    case when p.dealers > 0 or p.key = '' then p.orders_prior end as orders_prior
from tiles t
full join places p on p.key = t.key
