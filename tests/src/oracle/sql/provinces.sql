with places as ({places_table}),
tiles as (select zh as key, cast(col as int) as col, cast("row" as int) as "row" from tile_map)
select
    coalesce(t.key, p.key) as key, coalesce(t.key, p.key) as name, t.col, t."row",
    case when p.dealers > 0 or t.key is null then p.dealers end as dealers,
    case when p.dealers > 0 or t.key is null then p.leads end as leads,
    case when p.dealers > 0 or t.key is null then p.orders end as orders,
    p.conversion,
    case when p.dealers > 0 or t.key is null then p.small end as small,
    p.attainment,
    case when p.dealers > 0 or t.key is null then p.orders_prior end as orders_prior
from tiles t
full join places p on p.key = t.key
