with stages as (
    select 0 as stage, 'leads' as name, n0 as n, 0 as skipped, last, is_lost, span from facts f where {pass}
    union all select 1, 'contacted', n1, k1, last, is_lost, span from facts f where {pass}
    union all select 2, 'visited', n2, k2, last, is_lost, span from facts f where {pass}
    union all select 3, 'test_drive', n3, k3, last, is_lost, span from facts f where {pass}
    union all select 4, 'quoted', n4, k4, last, is_lost, span from facts f where {pass}
    union all select 5, 'ordered', n5, k5, last, is_lost, span from facts f where {pass}
    union all select 6, 'delivered', n6, k6, last, is_lost, span from facts f where {pass}
    -- Every stage is there, even if no lead is.
    union all select column1 as stage, column2 as name, 0 as n, 0 as skipped, 0 as last, 0 as is_lost, 'cur' as span from (values
        (0, 'leads'), (1, 'contacted'), (2, 'visited'), (3, 'test_drive'), (4, 'quoted'), (5, 'ordered'), (6, 'delivered'))
),
r as (
    select
        stage, name,
        sum(case when span = 'cur' then n else 0 end) as reached,
        sum(case when span = 'cur' then skipped else 0 end) as skipped,
        sum(case when span = 'cur' and last = stage then is_lost else 0 end) as lost,
        sum(case when span = 'pri' then n else 0 end) as reached_prior
    from stages
    group by stage, name
)
select
    r.name as stage, r.reached,
    {ratio:r.reached/b.reached} as step_rate,
    {ratio:r.reached/a.reached} as overall_rate,
    r.skipped, r.lost,
    {prior:r.reached_prior} as reached_prior
from r
join r a on a.stage = 0
left join r b on b.stage = r.stage - 1
