-- One row a dealer, with its place at every level and what its annual target asks for.
with d as (
    select
        dealer_id,
        name,
        coalesce(region, '')                as region,
        coalesce(center, '')                as center,
        coalesce(p.zh, d.province, '')      as province,
        coalesce(city, '')                  as city,
        {count:annual_sales_target}         as annual,
        {count:consultants}                 as consultants,
        {flag:crm_team}                     as crm_team,
        {count:crm_managers}                as managers,
        {count:crm_specialists}             as specialists
    from dealers d
    left join province_names p on p.alias = d.province
)
select
    *,
    dealer_id                               as dealer,
    region || '/' || {volume_band}          as peer_group,
    {managers_needed}                       as managers_needed,
    {specialists_needed}                    as specialists_needed
from d
