-- How far each dealer's rows are filled, of those that the page looks at.
with seen as (
    select f.* from facts f
    where span = 'cur' and {pass} and (born or {cohort} = false and (w1 or w2 or w3 or w4 or w5 or w6 or is_lost = 1))
),
counts as (
    select
        dealer,
        count(*) as "rows",
        sum(cast(faulty as int)) as touched,
        sum(cast(qualified as int)) as qualified,
        sum(cast(channel not in ('', 'unknown') as int)) as channels,
        sum(cast(origin <> '' as int)) as origins,
        sum(cast(kind <> '' as int)) as kinds,
        sum(cast(series <> '' as int)) as models,
        sum(cast(consultant <> '' as int)) as consultants,
        sum(cast(customer not like '/%' as int)) as customers,
        sum(cast(open as int)) as opens,
        sum(cast(open and next_contact is not null as int)) as planned,
        sum(cast(lost_day is not null as int)) as losses,
        sum(cast(lost_day is not null and reason <> '' as int)) as reasons,
        sum(cast(lost_day is not null and loser <> '' as int)) as losers,
        sum(cast(d5 is not null as int)) as sales,
        sum(cast(d5 is not null and paid is not null as int)) as paid
    from seen group by dealer
)
select
    c.dealer as dealer_id, s.name, s.region, c."rows", c.touched,
    {ratio:c.touched/c."rows"} as touched_rate,
    c."rows" < {smallest} as small,
    {ratio:c.qualified/c."rows"} as qualified_rate,
    {ratio:c.channels/c."rows"} as channel_known,
    {ratio:c.origins/c."rows"} as origin_stated,
    {ratio:c.kinds/c."rows"} as kind_stated,
    {ratio:c.models/c."rows"} as series_stated,
    {ratio:c.consultants/c."rows"} as consultant_stated,
    {ratio:c.customers/c."rows"} as customer_stated,
    {ratio:c.planned/c.opens} as next_contact_stated,
    {ratio:c.reasons/c.losses} as lost_reason_stated,
    {ratio:c.losers/c.losses} as lost_by_stated,
    {ratio:c.paid/c.sales} as amount_stated
from counts c
left join shop s on s.dealer_id = c.dealer
