select
    span, channel as key,
    case
        when {placed} and bool_or(not named) then null
        else coalesce(sum(case when {placed} = false or (named and {places}) then amount end), 0)
    end as spend
from outlay x
where {channels}
group by span, channel
