-- One row a lead and span: what it counts for. `cur` is the period, `pri` what it is compared with.
with marks as (
    select
        s.span, s.f, s.t, s.unbounded, b.*,
        s.unbounded or coalesce(created between s.f and s.t, false) as born,
{within}
    from base b
    cross join spans s
),
counts as (
    select *, {reached} from marks
)
select
    *,
    cast(born as bigint)                    as n0,
    -- A cohort matures; a flow does not.
    cast({cohort} and born and matured as bigint) as m0,
    cast({cohort} and n5 = 1 and matured as bigint) as m5,
    -- By order day on both bases, and never after as_of.
    cast(coalesce(d5 between f and least(t, {as_of}), false) as bigint) as placed,
    cast({open} as bigint)                  as is_open,
    cast({bank} as bigint)                  as is_bank,
    case when {cohort} or span = 'cur' then cast({stock} and temperature = 'hot' as bigint) end as is_hot,
    case when {cohort} or span = 'cur' then cast({stock} and open and coalesce(next_contact < {as_of}, false) as bigint) end
                                            as is_overdue,
    cast({lost} as bigint)                  as is_lost,
    case when n5 = 1 then d5 - created end  as days,
    case when n5 = 1 then paid end          as amount,
    case when born then response end        as answered,
    case when born then cast(qualified as bigint) end as has_address
from counts
