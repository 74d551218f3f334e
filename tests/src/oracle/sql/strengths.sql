with c as (
    select *, leads + contacted + visited + test_drive + quoted + orders + deliveries > 0 as there
    from ({measures}) x where span = 'cur'
),
steps as (
    select key, there, 'contacted' as stage, contacted as up, leads as down from c
    union all select key, there, 'visited', visited, contacted from c
    union all select key, there, 'test_drive', test_drive, visited from c
    union all select key, there, 'quoted', quoted, test_drive from c
    union all select key, there, 'ordered', orders, quoted from c
    union all select key, there, 'delivered', deliveries, orders from c
),
means as (select stage, {ratio:sum(up)/sum(down)} as average from steps group by stage),
rated as (
    select
        s.key, s.stage, s.down as n, m.average,
        {ratio:s.up/s.down} as rate, {low:s.up/s.down} as low, {high:s.up/s.down} as high
    from steps s join means m on m.stage = s.stage
    where s.there
)
select
    key as channel, stage, rate, average, rate - average as difference, low, high, n,
    case
        when n < {smallest} then 'small'
        when low > average then 'above'
        when high < average then 'below'
        else 'level'
    end as verdict,
    -- Where an end meets the average, the last digit decides, and that is nobody's rule.
    n >= {smallest} and least(abs(low - average), abs(high - average)) < 1e-12 as undecided
from rated
