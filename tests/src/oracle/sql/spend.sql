-- What was spent by key. No row at all is not the same as nothing spent, and neither is a row without an amount;
-- under a filter on places a row without a dealer may belong to anybody.
select
    span, key,
    case
        when count(theirs) = 0 or bool_or(vague) or bool_or(theirs and actual is null and part > 0) then null
        else sum(case when theirs and part > 0 then part * actual else 0 end)
    end as spend
from (
    select
        span, {key} as key, actual, part,
        {placed} and not named and part > 0 as vague,
        case when {placed} = false or named and {places} then true end as theirs
    from outlay x
    where {channels}
)
group by span, key
