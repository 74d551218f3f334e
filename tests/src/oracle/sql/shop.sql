-- One row a dealer, the first of its id, with its place at every level and what its annual target asks for.
with d as (
    select
        dealer_id,
        coalesce(name, dealer_id)           as name,
        coalesce(region, '')                as region,
        coalesce(center, '')                as center,
        coalesce(p.zh, d.province, '')      as province,
        coalesce(city, '')                  as city,
        {count:annual_sales_target}         as annual,
        {count:consultants}                 as consultants,
        {flag:crm_team}                     as crm_team,
        {count:crm_managers}                as managers,
        {count:crm_specialists}             as specialists
    from (select *, row_number() over (partition by dealer_id order by cast(line as bigint)) as nth from dealers) d
    left join province_names p on p.alias = d.province
    where nth = 1
)
select
    *,
    dealer_id                               as dealer,
    region || '/' || {volume_band}          as peer_group,
    {managers_needed}                       as managers_needed,
    {specialists_needed}                    as specialists_needed
from d
