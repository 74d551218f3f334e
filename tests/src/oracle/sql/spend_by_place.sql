with members as (select distinct {key} as key from shop union select ''),
per_channel as (
    select
        x.span, k.key, x.channel,
        case
            when bool_or(not named) then null
            else coalesce(sum(case when named and {places} and x.{key} = k.key then amount end), 0)
        end as spend
    from outlay x
    cross join members k
    where {channels}
    group by x.span, k.key, x.channel
)
select span, key, case when bool_or(spend is null) then null else sum(spend) end as spend
from per_channel
group by span, key
