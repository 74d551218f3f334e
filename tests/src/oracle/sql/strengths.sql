with c as (select * from ({measures}) x where span = 'cur'),
steps as (
    select key, leads, 'contacted' as stage, contacted as up, leads as down from c
    union all select key, leads, 'visited', visited, contacted from c
    union all select key, leads, 'test_drive', test_drive, visited from c
    union all select key, leads, 'quoted', quoted, test_drive from c
    union all select key, leads, 'ordered', orders, quoted from c
    union all select key, leads, 'delivered', deliveries, orders from c
),
means as (select stage, {ratio:sum(up)/sum(down)} as average from steps group by stage),
rated as (
    select
        s.key, s.stage, s.down as n, m.average,
        {ratio:s.up/s.down} as rate, {low:s.up/s.down} as low, {high:s.up/s.down} as high
    from steps s join means m on m.stage = s.stage
    where s.leads > 0
)
select
    key as channel, stage, rate, average, rate - average as difference, low, high, n,
    case
        when n < {smallest} then 'small'
        -- An end that meets the average is not beyond it, whatever the last digit says.
        when low > average + 1e-12 then 'above'
        when high < average - 1e-12 then 'below'
        else 'level'
    end as verdict
from rated
